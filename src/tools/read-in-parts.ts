import { type FoldedWindow, foldedWindow } from "../browser/fold-lines.ts";
import type { KeptText, TextSource } from "../browser/kept-texts.ts";
import { type TextWindow, windowOf } from "../browser/text-window.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { SessionContext } from "./define-tool.ts";

/** Which part of which text a call asks for. */
export interface PartRequest {
  /** The tool to read on with, and those of its arguments that tell which text it is. */
  readonly tool: "snapshot" | "extract";
  readonly args: Readonly<Record<string, string | undefined>>;
  readonly offset: number;
  readonly maxChars: number;
}

/** A part of a text, and what has to be said with it. */
export interface Part {
  readonly text: string;
  readonly notices: readonly string[];
  /** Characters of the whole. */
  readonly total: number;
}

const CHANGED = "the page has changed since; this continues the text as it was";

/** Cuts a text that was read just now; what is left is kept to be read on with. */
export function firstPart(context: SessionContext, request: PartRequest, whole: string): Part {
  const { tool, args, offset } = request;
  const { texts, secrets } = context.page.memory;
  // Before it is cut, so that no cut goes through a secret.
  const text = secrets.hide(whole);
  const cut = cutOf(request, text);
  const source = sourceOf(context, request);
  texts.prune(openWorlds(context));
  const known = source.worldId !== "";
  const rest = cut.firstFold ?? cut.nextOffset;
  if (known && rest !== undefined) texts.keep(source, text, rest);
  else if (offset === 0) texts.drop(source);
  const anew =
    offset === 0
      ? []
      : [`offset ${offset} counts in the page as it is now: no earlier text is kept`];
  return {
    text: cut.text,
    notices: [...anew, ...foldNotices(cut, tool), ...windowNotices(cut, offset, tool, args)],
    total: cut.total,
  };
}

/** Repeats are folded in the first part of a snapshot; later parts and what was found are whole. */
function cutOf({ tool, args, offset, maxChars }: PartRequest, text: string): FoldedWindow {
  const folds = tool === "snapshot" && offset === 0 && args.find === undefined;
  return folds
    ? foldedWindow(text, maxChars)
    : { ...windowOf(text, offset, maxChars), firstFold: undefined };
}

function foldNotices({ firstFold }: FoldedWindow, tool: string): string[] {
  if (firstFold === undefined) return [];
  return [`repeated lines are folded: ${tool} with the offset named there shows them`];
}

/** The part of the text that an earlier answer began, as it was then; undefined when it is not kept. */
export async function laterPart(
  context: SessionContext,
  request: PartRequest,
  read: (() => Promise<string>) | undefined,
): Promise<Part | undefined> {
  const { tool, args, offset, maxChars } = request;
  if (offset === 0) return undefined;
  const kept = context.page.memory.texts.find(sourceOf(context, request), offset);
  if (kept === undefined) return undefined;
  const changed = read !== undefined && !(await readsTheSame(context, kept, read));
  const part = windowOf(kept.text, offset - kept.from, maxChars);
  const end = kept.from + (part.nextOffset ?? kept.text.length);
  const { total } = kept;
  const cut = { text: part.text, total, nextOffset: end < total ? end : undefined };
  const notices = windowNotices(cut, offset, tool, args);
  return { text: cut.text, notices: [...(changed ? [CHANGED] : []), ...notices], total };
}

/** False also when what the text was of cannot be read any more. */
async function readsTheSame(
  { page }: SessionContext,
  { text, from, total }: KeptText,
  read: () => Promise<string>,
): Promise<boolean> {
  try {
    const now = page.memory.secrets.hide(await read());
    return now.length === total && now.startsWith(text, from);
  } catch (error) {
    page.scope.check();
    if (!(error instanceof ToolFailure)) throw error;
    return false;
  }
}

function sourceOf({ page }: SessionContext, { tool, args }: PartRequest): TextSource {
  const { tab } = page;
  const worldId = tab.frames.main.world?.uniqueId ?? "";
  return { targetId: tab.targetId, worldId, tool, args: JSON.stringify(args) };
}

function openWorlds({ page }: SessionContext): Set<string> {
  return new Set(page.browser.tabs.map(({ frames }) => frames.main.world?.uniqueId ?? ""));
}

/** How to read on when an answer does not hold everything, or begins after the end. */
function windowNotices(
  { nextOffset, total }: TextWindow,
  offset: number,
  tool: string,
  args: PartRequest["args"],
): string[] {
  if (offset > 0 && offset >= total) {
    return [`offset ${offset} is past the end: there are ${total} characters`];
  }
  if (nextOffset === undefined) return [];
  const same = Object.keys(args).filter((name) => args[name] !== undefined);
  const given = same.length === 0 ? "" : ` and the same ${same.join(", ")}`;
  return [
    `${total - nextOffset} of ${total} characters follow: ${tool} with offset ${nextOffset}${given}`,
  ];
}
