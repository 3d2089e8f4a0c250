import type { Result } from "../domain/failure.ts";
import type { ChainEnd } from "./audit-chain.ts";

/** Which rows of a stream are wanted; times are ms since the epoch, both included. */
export interface AuditWindow {
  readonly since?: number;
  readonly until?: number;
  /** Most rows, from the oldest on. */
  readonly limit?: number;
}

/** The rows from after `anchor` to `end`, as they stand now; `more` were there after them. */
export interface AuditRange {
  readonly anchor: ChainEnd;
  readonly end: ChainEnd;
  readonly more: boolean;
}

/** Words that a row has to have; undefined takes any. */
export interface AuditFilter {
  readonly tool?: string;
  /** What the policy said, or `limited` for what came over a limit. */
  readonly decision?: string;
}

export interface AuditQuery extends AuditFilter {
  /** Numbers of the row before the first one and of the last one that may come. */
  readonly after: number;
  readonly through: number;
}

/** Rows as lines of JSON, and the number of the last one that was looked at. */
export interface AuditPage {
  readonly lines: readonly string[];
  readonly last: number;
}

/** How the rows of an object are read; failures cross as values. */
export interface AuditRpc {
  auditRange(window: AuditWindow): Promise<Result<AuditRange>>;
  /** `not_found` where the first rows were deleted since the range was told. */
  auditPage(query: AuditQuery): Promise<Result<AuditPage>>;
}

/** The rows of one stream, as their reader asks for them. */
export interface AuditReader {
  range(window: AuditWindow): Promise<AuditRange>;
  page(query: AuditQuery): Promise<AuditPage>;
}
