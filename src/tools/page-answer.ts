import { originOf } from "../browser/origin.ts";
import type { Snapshot } from "../browser/snapshot.ts";
import type { Answer } from "../domain/answer.ts";
import { counted } from "../domain/counted.ts";
import { TEXT_LIMIT } from "../domain/limits.ts";
import type { SessionContext } from "./define-tool.ts";
import { firstPart, type PartRequest } from "./read-in-parts.ts";

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

/** Which snapshot an answer is a part of. */
export interface SnapshotArgs {
  readonly selector?: string | undefined;
  readonly find?: string | undefined;
  /** Undefined for `standard`. */
  readonly detail?: string | undefined;
}

interface SnapshotOptions {
  readonly maxChars?: number;
  readonly offset?: number;
  readonly args?: SnapshotArgs;
  readonly extra?: readonly string[];
  readonly facts?: readonly string[];
}

/** A snapshot as an answer: head, and the page's lines in a window of `maxChars`. */
export function snapshotAnswer(
  context: SessionContext,
  snapshot: Snapshot,
  options: SnapshotOptions = {},
): Answer {
  const { extra = [], facts = [] } = options;
  const part = firstPart(context, snapshotPart(options), bodyOf(snapshot));
  const refs = counted(snapshot.refCount, "ref");
  return {
    facts: [headOf(context, [...extra, ...kindWords(snapshot), refs]), ...facts],
    notices: part.notices,
    page: part.text,
  };
}

/** The part of a snapshot that a call asks for; by default the first one of the page. */
export function snapshotPart({ maxChars, offset, args = {} }: SnapshotOptions): PartRequest {
  const { selector, find, detail } = args;
  return {
    tool: "snapshot",
    args: { selector, find, detail },
    offset: offset ?? 0,
    maxChars: maxChars ?? TEXT_LIMIT.default,
  };
}

/** Everything a snapshot shows, as the text that is answered in parts. */
export function bodyOf(snapshot: Snapshot): string {
  return [...titleLines(snapshot), ...snapshot.lines].join("\n");
}

/** The page's kind and how sure it is, in words of ours; nothing where it was not told. */
export function kindWords({ kind }: Snapshot): string[] {
  if (kind === undefined) return [];
  return kind.kind === "unknown" ? [kind.kind] : [`${kind.kind} ${kind.confidence}%`];
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
