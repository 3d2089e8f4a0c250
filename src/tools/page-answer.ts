import { originOf } from "../browser/outcome.ts";
import type { Snapshot } from "../browser/snapshot.ts";
import { windowOf } from "../browser/text-window.ts";
import type { Answer } from "../domain/answer.ts";
import type { SessionContext } from "./define-tool.ts";

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
  const body = [`title: ${snapshot.title}`, `url: ${snapshot.url}`, ...snapshot.lines].join("\n");
  const cut = windowOf(body, options.offset, options.maxChars);
  const refs = `${snapshot.refCount} ${snapshot.refCount === 1 ? "ref" : "refs"}`;
  return {
    facts: [headOf(context, [...(options.extra ?? []), refs]), ...(options.facts ?? [])],
    notices: moreNotice(cut.nextOffset, cut.total, "snapshot"),
    page: cut.text,
  };
}

/** How to read on when an answer does not hold everything. */
export function moreNotice(nextOffset: number | undefined, total: number, tool: string): string[] {
  if (nextOffset === undefined) return [];
  return [`${total - nextOffset} of ${total} characters follow: ${tool} with offset ${nextOffset}`];
}

/** Keeps the picture the caller has just seen as what a later comparison starts from. */
export function rememberBaseline(context: SessionContext, snapshot: Snapshot): void {
  const { tab, memory } = context.page;
  memory.baselines.set(tab.targetId, { worldId: snapshot.worldId, lines: snapshot.lines });
}
