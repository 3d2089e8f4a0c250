import type { ToolName } from "./tool-names.ts";

/** What leads to an element again in a later document. */
export interface RecordedTarget {
  /** As targets of acts, best first. */
  readonly ways: readonly string[];
  /** The same for each frame it stands in, from the outermost on. */
  readonly frames: readonly (readonly string[])[];
  /** Its role and name; page text. */
  readonly label: string;
}

/** One thing that was done in a session. */
export interface RecordedStep {
  /** Counted from one over the session's life. */
  readonly number: number;
  /** Milliseconds since the epoch, and how many it took. */
  readonly at: number;
  readonly ms: number;
  readonly tool: ToolName;
  /** As given, but for what stands in `masked`. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Arguments that are not kept, since they are nobody's to keep or too long. */
  readonly masked: readonly string[];
  /** By the name of the argument. */
  readonly targets: Readonly<Record<string, RecordedTarget>>;
  /** Origin of the page it was done on, and the tab's index. */
  readonly origin: string;
  readonly tab: number;
  /** `ok`, or the code of its failure. */
  readonly code: string;
  /** What was said of it, in words of ours. */
  readonly outcome: string;
}

/** A step before it is kept. */
export type NewStep = Omit<RecordedStep, "number">;
