/** What leads to an element again in a later document. */
export interface Locators {
  /** As targets of acts, best first; each names it alone in its document. */
  readonly ways: readonly string[];
  /** Its role and name, as a person would call it. */
  readonly label: string;
  /** What is put into it is nobody's to keep. */
  readonly isSecret: boolean;
}

/** What leads on from a page of a list; nothing of it where nothing does. */
export interface FoundNext {
  readonly ref?: number;
  /** The control is there and turned off. */
  readonly isOff?: boolean;
  /** Named by the document, without a control. */
  readonly url?: string;
  readonly nextRef: number;
}
