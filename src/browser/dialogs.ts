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
  #next: DialogAnswer | undefined;

  constructor(pulse: Pulse) {
    this.#pulse = pulse;
  }

  /** The dialogs that nobody has been told of yet, each given out once. */
  take(): DialogRecord[] {
    const records = this.#untold;
    this.#untold = [];
    return records;
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
    const promptText = typeof wanted === "object" ? wanted.promptText : undefined;
    session
      .send("Page.handleJavaScriptDialog", {
        accept,
        ...(promptText === undefined ? {} : { promptText }),
      })
      // The dialog may be gone with its page; the record below stays true either way.
      .catch(() => undefined);
    this.#record(event, accept, promptText);
  }

  #record(
    event: Protocol.Page.JavascriptDialogOpeningEvent,
    accept: boolean,
    promptText: string | undefined,
  ): void {
    const text = promptText === undefined || event.type !== "prompt" ? "" : " with text";
    const { type, message } = event;
    this.#untold.push({ type, message, answer: `${accept ? "accepted" : "dismissed"}${text}` });
    if (this.#untold.length > MAX_KEPT) this.#untold.shift();
    this.#pulse.beat();
  }
}
