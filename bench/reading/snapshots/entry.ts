/** One control as a contestant's snapshot shows it. */
export interface Entry {
  /** Lower case; "" where the snapshot names none. */
  readonly role: string;
  readonly name: string;
  /** Text shown inside it, on lines of its own. */
  readonly inside: string;
  /** States in the contestant's own words, lower case. */
  readonly marks: readonly string[];
  readonly value: string;
  readonly options: readonly string[];
  /** Whether the snapshot says that it can be acted on. */
  readonly actionable: boolean;
}

/** Reads a contestant's text into the controls it shows. */
export type SnapshotParser = (text: string) => Entry[];
