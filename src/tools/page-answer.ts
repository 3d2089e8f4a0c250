import { originOf } from "../browser/origin.ts";
import type { Snapshot } from "../browser/snapshot.ts";
import { type TextWindow, windowOf } from "../browser/text-window.ts";
import type { Answer } from "../domain/answer.ts";
import type { SessionContext } from "./define-tool.ts";

/** Characters of an address that are worth showing; what is cut off is told. */
const MAX_ADDRESS = 500;

/** The line every answer about a page starts with: session, tab, origin, status, all facts of ours. */
export function headOf(context: SessionContext, extra: readonly string[] = []): string {
  const { page, sessionId } = context;
  const { tab, browser } = page;
  const status = tab.status === undefined ? [] : [String(tab.status)];
  const parts = [`tab ${browser.indexOf(tab)}`, originOf(tab.url), ...status, ...extra];
  return `[${sessionId}] ${parts.join(" · ")}`;
}

/** A snapshot as an answer: head, and the page's lines in a window of `maxChars`. */
export function snapshotAnswer(
  context: SessionContext,
  snapshot: Snapshot,
  options: {
    maxChars: number;
    offset: number;
    extra?: readonly string[];
    facts?: readonly string[];
  },
): Answer {
  const body = [...titleLines(snapshot), ...snapshot.lines].join("\n");
  const cut = windowOf(body, options.offset, options.maxChars);
  const refs = `${snapshot.refCount} ${snapshot.refCount === 1 ? "ref" : "refs"}`;
  return {
    facts: [
      headOf(context, [...(options.extra ?? []), ...kindWords(snapshot), refs]),
      ...(options.facts ?? []),
    ],
    notices: windowNotices(cut, options.offset, "snapshot"),
    page: cut.text,
  };
}

/** The page's kind and how sure it is, in words of ours; nothing where it was not told. */
export function kindWords({ kind }: Snapshot): string[] {
  if (kind === undefined) return [];
  return kind.kind === "unknown" ? [kind.kind] : [`${kind.kind} ${kind.confidence}%`];
}

/** The page's own words for what it is; an address may be as long as a whole page. */
export function titleLines({ title, url }: Snapshot): string[] {
  const address =
    url.length > MAX_ADDRESS ? `${url.slice(0, MAX_ADDRESS)}… (${url.length} characters)` : url;
  return [...(title === "" ? [] : [`title: ${title}`]), `url: ${address}`];
}

/** How to read on when an answer does not hold everything, or begins after the end. */
export function windowNotices(cut: TextWindow, offset: number, tool: string): string[] {
  const { nextOffset, total } = cut;
  if (offset > 0 && offset >= total) {
    return [`offset ${offset} is past the end: there are ${total} characters`];
  }
  if (nextOffset === undefined) return [];
  return [`${total - nextOffset} of ${total} characters follow: ${tool} with offset ${nextOffset}`];
}

/** Keeps the picture the caller has just seen as what a later comparison starts from. */
export function rememberBaseline(context: SessionContext, snapshot: Snapshot): void {
  const { tab, memory } = context.page;
  memory.baselines.set(tab.targetId, { worldId: snapshot.worldId, parts: snapshot.parts });
}
