import type { Downloads } from "./downloads/downloads.ts";
import type { EgressGuard } from "./egress/guard.ts";
import type { Emulation } from "./emulation.ts";
import type { InterceptRule } from "./intercept/intercept-rules.ts";
import type { SessionLog } from "./log/session-log.ts";

/** What a session wants of every browser it has. */
export interface SessionCare {
  readonly emulation: Emulation;
  readonly downloads: Downloads;
  readonly guard: EgressGuard;
  readonly log: SessionLog;
  /** What is done with requests that may be sent. */
  readonly rules: readonly InterceptRule[];
  /** What runs in every document before the page's own scripts. */
  readonly scripts: readonly string[];
}
