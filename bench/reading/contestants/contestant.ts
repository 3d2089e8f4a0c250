import type { SnapshotParser } from "../snapshots/entry.ts";

/** A server that reads pages for an agent, with one page open. */
export interface Contestant {
  readonly name: string;
  readonly parse: SnapshotParser;
  /** What its text says, without refs, roles and the like between the words. */
  readonly words: (text: string) => string;
  /** Opens a page and returns when the contestant says so. */
  open(url: string): Promise<void>;
  /** All the text that an agent gets when it asks for the page, reading on where the answer is cut. */
  snapshot(): Promise<string>;
  /** One call, as it comes; for timing. */
  snapshotOnce(): Promise<void>;
  close(): Promise<void>;
}
