import type { CDPSession, Protocol } from "./cdp.ts";
import type { Pulse } from "./pulse.ts";

/** How the caller wants the next dialog answered. */
export type DialogAnswer = "accept" | "dismiss" | { readonly promptText: string };

/** A dialog that opened, and what it was answered. `message` is page text. */
export interface DialogRecord {
  readonly type: string;
  readonly message: string;
  readonly answer: string;
}

const MAX_KEPT = 50;

/**
 * Answers every dialog as it opens, so that no call ever waits for one: the first as asked, others
 * are dismissed, but a beforeunload is accepted, since leaving is what the caller asked for.
 */
export class Dialogs {
  #untold: DialogRecord[] = [];
  readonly #pulse: Pulse;
  readonly #stay: () => void;
  #next: DialogAnswer | undefined;

  /** `stay` is called when the page is not left after all. */
  constructor(pulse: Pulse, stay: () => void) {
    this.#pulse = pulse;
    this.#stay = stay;
  }

  /** The dialogs that nobody has been told of yet, each given out once. */
  take(): DialogRecord[] {
    const records = this.#untold;
    this.#untold = [];
    return records;
  }

  /** Takes records back that could not be told after all. */
  putBack(records: readonly DialogRecord[]): void {
    this.#untold.unshift(...records);
  }

  /** Sets the answer for the next dialog only; undefined takes it back. */
  prepare(answer: DialogAnswer | undefined): void {
    this.#next = answer;
  }

  listen(session: CDPSession): void {
    session.on("Page.javascriptDialogOpening", (event) => this.#opened(session, event));
  }

  #opened(session: CDPSession, event: Protocol.Page.JavascriptDialogOpeningEvent): void {
    const unasked = event.type === "beforeunload" ? "accept" : "dismiss";
    const wanted = this.#next ?? unasked;
    this.#next = undefined;
    const accept = wanted !== "dismiss";
    const promptText = typeof wanted === "object" ? wanted.promptText : event.defaultPrompt;
    session
      .send("Page.handleJavaScriptDialog", {
        accept,
        ...(promptText === undefined ? {} : { promptText }),
      })
      // The dialog may be gone with its page; the record below stays true either way.
      .catch(() => undefined);
    if (event.type === "beforeunload" && !accept) this.#stay();
    this.#record(event, wanted);
  }

  #record({ type, message }: Protocol.Page.JavascriptDialogOpeningEvent, wanted: DialogAnswer) {
    const text = typeof wanted === "object" && type === "prompt" ? " with text" : "";
    const answer = `${wanted === "dismiss" ? "dismissed" : "accepted"}${text}`;
    this.#untold.push({ type, message, answer });
    if (this.#untold.length > MAX_KEPT) this.#untold.shift();
    this.#pulse.beat();
  }
}
