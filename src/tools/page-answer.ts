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
    facts: [headOf(context, [...(options.extra ?? []), refs]), ...(options.facts ?? [])],
    notices: windowNotices(cut, options.offset, "snapshot"),
    page: cut.text,
  };
}

/** The page's own words for what it is. */
export function titleLines({ title, url }: Snapshot): string[] {
  return [...(title === "" ? [] : [`title: ${title}`]), `url: ${shownAddress(url)}`];
}

/** An address, of a very long one the start and how long it is. */
export function shownAddress(url: string): string {
  if (url.length <= MAX_ADDRESS) return url;
  return `${url.slice(0, MAX_ADDRESS)}… (${url.length} characters)`;
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
