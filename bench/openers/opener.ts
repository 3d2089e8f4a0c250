import type { RunningProcess } from "../../scripts/process-table.ts";
import type { ContestantName } from "../report/contestants.ts";

/** A server that opens browsers on a page, as a run times it. */
export interface Opener {
  readonly name: ContestantName;
  /** Has the server up, with no browser yet; not timed. */
  ready(): Promise<void>;
  /** One session on the page, from the request to the answer that it is open. */
  open(): Promise<void>;
  /** So many at once, none of which sees what another keeps. */
  openMany(count: number): Promise<void>;
  /** Closes all that is open. */
  clear(): Promise<void>;
  /** The server and all it started, at this moment. */
  running(): readonly RunningProcess[];
}
