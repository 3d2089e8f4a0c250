import * as z from "zod";
import { runExpression } from "../../browser/page-script.ts";
import { readHtml, readText } from "../../browser/page-text.ts";
import { takeTitle } from "../../browser/snapshot.ts";
import { locate } from "../../browser/target.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { visibleBlock, visibleJson } from "../../domain/unseen.ts";
import { ACTS, defineTool, type SessionContext } from "../define-tool.ts";
import { maxCharsInput, offsetInput, targetInput } from "../inputs.ts";
import { headOf } from "../page-answer.ts";
import { firstPart, laterPart, type PartRequest } from "../read-in-parts.ts";

const input = z.strictObject({
  type: z.enum(["text", "html", "title", "url", "js"]).default("text").describe("What to read"),
  target: targetInput.optional().describe("Ref or selector"),
  js: z.string().min(1).max(20_000).optional().describe("Expression; promises are awaited"),
  maxChars: maxCharsInput,
  offset: offsetInput,
});

type ExtractInput = z.output<typeof input>;

export const extract = defineTool({
  name: "extract",
  title: "Extract",
  description:
    "Text as a person sees it, markup, title, address, or the value of a JavaScript expression run in the page (10 s; it may change the page).",
  // With js it can do whatever the page can.
  annotations: ACTS,
  theme: "reading",
  core: true,
  target: "session",
  isStep: true,
  readsUnlessCode: true,
  input,
  policy: { capabilities: ({ type }) => (type === "js" ? ["js"] : []) },
  async run(given, context) {
    refuseMismatch(given);
    const request = partOf(given);
    // A script may change the page, so it is not run again for the rest of what it gave.
    const again = given.type === "js" ? undefined : () => read(given, context);
    const later = await laterPart(context, request, again);
    if (later === undefined && again === undefined && given.offset > 0) throw forgotten();
    const part = later ?? firstPart(context, request, await read(given, context));
    return {
      facts: [headOf(context, [given.type, `${part.total} characters`])],
      notices: part.notices,
      page: part.text,
    };
  },
});

function partOf({ type, target, js, maxChars, offset }: ExtractInput): PartRequest {
  const args = { type: type === "text" ? undefined : type, target, js };
  return { tool: "extract", args, maxChars, offset };
}

function refuseMismatch({ type, js, target }: ExtractInput): void {
  if (type === "js" && js === undefined) throw invalid("type js needs js", "Give an expression.");
  if (type !== "js" && js !== undefined) throw invalid(`type ${type} takes no js`, "Use type js.");
  if (target !== undefined && type !== "text" && type !== "html") {
    throw invalid(`type ${type} takes no target`, "Leave target out.");
  }
}

function forgotten(): ToolFailure {
  return new ToolFailure(
    "not_found",
    "What this script gave is no longer kept; nothing was run.",
    "Call without offset to run it again, with maxChars for more of it at once.",
  );
}

function invalid(what: string, next: string): ToolFailure {
  return new ToolFailure("invalid_arguments", `${what}; nothing was read.`, next);
}

/** What is asked for, whole. */
export async function read(
  { type, js, target }: Pick<ExtractInput, "type" | "js" | "target">,
  { page }: Pick<SessionContext, "page">,
): Promise<string> {
  if (type === "js") return visibleJson(await runExpression(page, js ?? ""));
  if (type === "url") return page.tab.url;
  if (type === "title") return takeTitle(page);
  const root = target === undefined ? undefined : await locate(page, target);
  return type === "text" ? readText(page, root) : visibleBlock(await readHtml(page, root));
}
