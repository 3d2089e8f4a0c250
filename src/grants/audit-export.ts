import { endLine, headLine } from "./audit-chain.ts";
import type { AuditFilter, AuditReader, AuditWindow } from "./audit-contract.ts";

/** Which rows of a stream are wanted. */
export interface AuditExtract {
  readonly window: Omit<AuditWindow, "limit">;
  readonly filter: AuditFilter;
  /** Most rows, from the oldest on. */
  readonly limit: number | undefined;
}

/**
 * A stream as whole lines of JSON, a page at a time: head, rows, end. Rows that are written meanwhile
 * are not followed, so that there is an end.
 */
export async function* auditLines(
  name: string,
  audit: AuditReader,
  { window, filter, limit }: AuditExtract,
): AsyncGenerator<string> {
  const filtered = Object.keys(filter).length > 0;
  const bounds = filtered || limit === undefined ? window : { ...window, limit };
  const { anchor, end, more } = await audit.range(bounds);
  yield `${headLine(name, anchor, filtered)}\n`;
  let left = limit ?? Number.POSITIVE_INFINITY;
  let after = anchor.seq;
  while (after < end.seq && left > 0) {
    const { lines, last } = await audit.page({ ...filter, after, through: end.seq });
    const kept = lines.slice(0, left);
    left -= lines.length;
    after = last;
    if (kept.length > 0) yield `${kept.join("\n")}\n`;
  }
  yield `${endLine(name, end, { filtered, more: more || after < end.seq || left < 0 })}\n`;
}
