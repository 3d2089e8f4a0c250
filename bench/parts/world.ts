import type { Case } from "../acting/cases/case.ts";
import type { ActingServer } from "../acting/page/server.ts";
import type { PageServer } from "../reading/page-server.ts";
import type { BenchPage } from "../reading/pages.ts";
import type { ContestantName } from "../report/contestants.ts";
import type { Cells } from "../report/rows.ts";
import type { StillPage } from "../still-page.ts";
import type { TwoServers } from "../two-servers.ts";

/** How much of everything a run measures. */
export interface Extent {
  /** Timed calls, pages opened and sessions created of each kind. */
  readonly rounds: number;
  /** Rounds before those that count, of what gets faster at first. */
  readonly warmUp: number;
  /** Calls of one kind that are timed together. */
  readonly inARow: number;
  /** Rounds of what takes seconds each: a full pool, an endless script. */
  readonly pools: number;
  /** Sessions of a full pool. */
  readonly places: number;
  readonly pages: readonly BenchPage[];
  readonly cases: readonly Case[];
  /** Milliseconds after which an endless script counts as never ended. */
  readonly patience: number;
}

/** What stands while the parts of a run measure. */
export interface World {
  readonly servers: TwoServers;
  readonly still: StillPage;
  readonly acting: ActingServer;
  readonly pages: PageServer;
  /** Who takes part; without the rivals where they are not installed. */
  readonly present: readonly ContestantName[];
  /** Where rivals write their files. */
  readonly folder: string;
  readonly extent: Extent;
}

/** Measures some rows. */
export type Part = (world: World) => Promise<Cells>;
