/** One thing to do, with refs of the contestant's own last snapshot. */
export type Action =
  | { readonly kind: "click" | "check"; readonly ref: string }
  | { readonly kind: "fill" | "select"; readonly ref: string; readonly value: string }
  | { readonly kind: "press"; readonly key: string }
  | { readonly kind: "drag"; readonly ref: string; readonly to: string }
  | { readonly kind: "upload"; readonly ref: string; readonly file: string };

/** What a contestant said to an action. */
export interface Answer {
  readonly text: string;
  /** What stands in a file that the answer points to; "" for none. */
  readonly linked: string;
  readonly isError: boolean;
  /** From the call to the answer, as the client sees it. */
  readonly ms: number;
}

/** A server that acts on pages for an agent, with one page open. */
export interface Actor {
  readonly name: string;
  /** The name under which its answers count once more, with the file that they point to. */
  readonly withFile?: string;
  /** Its calls end before the page has done anything; what counts is the page's own report. */
  readonly isFloor?: boolean;
  /** Opens a page, whatever the last one left behind. */
  open(url: string): Promise<void>;
  snapshot(): Promise<string>;
  /** The ref of what bears this name in its snapshot; undefined when the snapshot offers nothing. */
  refOf(snapshot: string, name: string): string | undefined;
  act(action: Action): Promise<Answer>;
  /** A new browser, after a call that did not end. */
  restart(): Promise<void>;
  close(): Promise<void>;
}
