import { VERSION } from "../domain/version.ts";
import type { CallFacts } from "./call-line.ts";

/** A dataset of Workers Analytics Engine. */
export type MetricsSink = Pick<AnalyticsEngineDataset, "writeDataPoint">;

/**
 * One data point of one call, whose columns `docs/observability.md` names. It is written in the
 * background, and what becomes of it is nothing to the call.
 */
export function writePoint(sink: MetricsSink, facts: CallFacts): void {
  const { grant, session = "", tool, code, ms, browserMs, bytes = 0 } = facts;
  try {
    sink.writeDataPoint({
      indexes: [grant],
      blobs: [tool, code, grant, session, VERSION],
      doubles: [ms, browserMs ?? 0, bytes, browserMs === undefined ? 0 : 1],
    });
  } catch {
    // Nothing that could be done about it here would be worth a failed call.
  }
}
