/** One thing a person could act on, as a snapshot ought to tell of it. */
export interface Control {
  /** In Chrome's words, lower case; "" for what only behaves like a control. */
  readonly role: string;
  /** Chrome's accessible name, or the text on it where it has none. */
  readonly name: string;
  readonly states: readonly string[];
  /** A label that stands for an input nobody sees. */
  readonly byLabel: boolean;
  /** Tag, id and classes, for whoever looks for what is missed. */
  readonly where: string;
}
