import type { Sql } from "../domain/sql.ts";
import type { CallTally } from "./grant-contract.ts";

/** Rows that one tally looks at: more would hold up the calls of the grant meanwhile. */
export const MAX_TALLIED_ROWS = 20_000;

/**
 * How a call ended, by the row that says so. What was let through is told by its outcome; what was not,
 * by its decision, or where that is about one of its steps, by that step's, which is the next row.
 */
const ENDS = `
  CASE a.line ->> 'event'
    WHEN 'outcome' THEN a.line ->> 'code'
    WHEN 'refused' THEN a.line ->> 'code'
    WHEN 'decision' THEN CASE
      WHEN a.line ->> 'refused' IS NOT NULL THEN 'policy_denied'
      WHEN a.line ->> 'decision' = 'deny' THEN 'policy_denied'
      WHEN a.line ->> 'decision' = 'hidden' THEN 'hidden'
      WHEN a.line ->> 'limited' IS NOT NULL THEN 'rate_limited'
      WHEN a.line ->> 'approval' = 'pending' THEN 'approval_required'
      WHEN a.line ->> 'approval' = 'declined' THEN 'policy_denied'
      WHEN a.line ->> 'approval' = 'full' THEN 'rate_limited'
      WHEN a.line ->> 'approval' = 'too_large' THEN 'too_large'
      WHEN b.line ->> 'step' IS NOT NULL AND b.line ->> 'request' = a.line ->> 'request'
        AND b.line ->> 'decision' IN ('deny', 'hidden') THEN 'policy_denied'
    END
  END`;

const TOOL =
  "CASE a.line ->> 'code' WHEN 'unknown_tool' THEN '(unknown)' ELSE a.line ->> 'tool' END";

/** Counts the calls whose rows lie from `first` to `last`; steps count in their calls. */
export function tallyRows(sql: Sql, first: number, last: number): CallTally {
  const from = Math.max(first, last - MAX_TALLIED_ROWS + 1);
  const rows = sql.exec(
    `SELECT tool, code, count(*) AS calls, sum(ms) AS ms, sum(browser) AS browser, sum(bytes) AS bytes
     FROM (
       SELECT ${ENDS} AS code, ${TOOL} AS tool, a.line ->> 'ms' AS ms,
         a.line ->> 'browserMs' AS browser, a.line ->> 'bytes' AS bytes
       FROM audit_rows a LEFT JOIN audit_rows b ON b.seq = a.seq + 1
       WHERE a.seq >= ? AND a.seq <= ? AND a.line ->> 'step' IS NULL
     )
     WHERE code IS NOT NULL
     GROUP BY tool, code
     ORDER BY tool, code`,
    from,
    last,
  );
  const calls = [...rows].map(({ tool, code, calls: count, ms, browser, bytes }) => ({
    tool: String(tool),
    code: String(code),
    calls: Number(count),
    ...(ms === null
      ? {}
      : { spent: { ms: Number(ms), browserMs: Number(browser), bytes: Number(bytes) } }),
  }));
  return { calls, isWhole: from === first };
}
