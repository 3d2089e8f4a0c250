import type { Downloads } from "../../src/browser/downloads/downloads.ts";
import { EgressGuard, type GuardParts } from "../../src/browser/egress/guard.ts";
import { SessionLog } from "../../src/browser/log/session-log.ts";
import type { SessionCare } from "../../src/browser/session-care.ts";

/** What a browser is given that has no session around it: a guard, and a log that nobody reads. */
export function bareCare(
  guarding: Pick<GuardParts, "rules" | "isStrict">,
  downloads: Downloads,
  viewport = { width: 1280, height: 720 },
): SessionCare {
  const log = new SessionLog({ life: 0, onCall: () => undefined });
  const guard = new EgressGuard({ ...guarding, way: "direct", log });
  return { emulation: { viewport }, downloads, guard, log, rules: [], scripts: [] };
}
