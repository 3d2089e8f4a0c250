import type { CDPSession, Protocol } from "./cdp.ts";
import type { Pulse } from "./pulse.ts";

/** How the caller wants the next dialog answered. */
export type DialogAnswer = "accept" | "dismiss" | { readonly promptText: string };

type Opening = Protocol.Page.JavascriptDialogOpeningEvent;

/** A dialog that opened, and what it was answered. `message` is page text. */
export interface DialogRecord {
  readonly type: string;
  readonly message: string;
  readonly answer: string;
  /** Its place in the order of all dialogs of the browser. */
  readonly seq: number;
  /** Equal ones that followed it at once, itself included. */
  times: number;
}

const MAX_KEPT = 50;

/** A dialog that a person is to answer. */
export interface TakenDialog {
  /** Undefined where nobody answers any more. */
  readonly answer: Promise<DialogAnswer | undefined>;
  /** The page has closed it itself. */
  drop(): void;
}

/** Takes a dialog over to have it answered later; undefined where nobody does. */
export type DialogTaker = (opening: Opening) => TakenDialog | undefined;

/** What the dialogs of all tabs share: the answer for the next one, and those nobody was told of. */
export class DialogDesk {
  #untold: DialogRecord[] = [];
  /** Asked before any dialog is answered that no call has set an answer for. */
  taker: DialogTaker | undefined;
  #count = 0;
  #mark = 0;
  #read = 0;
  #next:
    | { readonly answer: DialogAnswer; readonly isFor: (dialogs: Dialogs) => boolean }
    | undefined;

  /** A point in the order of dialogs, which parts those before it from those after. */
  mark(): number {
    this.#mark = this.#count;
    this.#read = 0;
    return this.#count;
  }

  /** Of the dialogs that nobody has been told of, those which were not read in this call either. */
  get unread(): readonly DialogRecord[] {
    return this.#untold.filter(({ seq }) => seq > this.#read);
  }

  /** The dialogs that nobody has been told of yet, the latest 50. */
  read(): readonly DialogRecord[] {
    this.#read = this.#count;
    return this.#untold;
  }

  /** An answer tells all that were read last. */
  told(): void {
    this.#untold = this.#untold.filter(({ seq }) => seq > this.#read);
  }

  /** Sets the answer for the next dialog of these tabs only. */
  prepare(answer: DialogAnswer, isFor: (dialogs: Dialogs) => boolean): void {
    this.#next = { answer, isFor };
  }

  /** An answer is set that no dialog has used yet. */
  get isPrepared(): boolean {
    return this.#next !== undefined;
  }

  /** Takes back an answer that no dialog has used; false when one has. */
  withdraw(): boolean {
    const unused = this.#next !== undefined;
    this.#next = undefined;
    return unused;
  }

  /** The answer that was set for the next dialog, which is this one. */
  answerFor(dialogs: Dialogs): DialogAnswer | undefined {
    if (this.#next?.isFor(dialogs) !== true) return undefined;
    const { answer } = this.#next;
    this.#next = undefined;
    return answer;
  }

  note({ type, message }: Opening, answer: string): void {
    const last = this.#untold.at(-1);
    this.#count++;
    const isSame = last?.type === type && last.message === message && last.answer === answer;
    if (isSame && last.seq > Math.max(this.#mark, this.#read)) {
      last.times++;
      return;
    }
    this.#untold.push({ type, message, answer, seq: this.#count, times: 1 });
    if (this.#untold.length > MAX_KEPT) this.#untold.shift();
  }
}

/**
 * Answers every dialog of a tab as it opens, so that no call ever waits for one: the first as asked,
 * others are dismissed, but a beforeunload is accepted, since leaving is what the caller asked for.
 */
export class Dialogs {
  readonly #desk: DialogDesk;
  readonly #pulse: Pulse;
  readonly #stay: () => void;
  #taken: TakenDialog | undefined;
  #isLeftOpen = false;

  /** `stay` is called when the page is not left after all. */
  constructor(desk: DialogDesk, pulse: Pulse, stay: () => void) {
    this.#desk = desk;
    this.#pulse = pulse;
    this.#stay = stay;
  }

  listen(session: CDPSession): void {
    session.on("Page.javascriptDialogOpening", (event) => this.#opened(session, event));
    session.on("Page.javascriptDialogClosed", () => {
      this.#isLeftOpen = false;
      this.#taken?.drop();
    });
  }

  /**
   * Whether Chrome would not take the answer of a dialog, since another document was taking the page's
   * place. It can be answered no more then, and may hold the tab for good.
   */
  get isLeftOpen(): boolean {
    return this.#isLeftOpen;
  }

  /** Whether a dialog waits for a person, while the page stands still. */
  get isWaiting(): boolean {
    return this.#taken !== undefined;
  }

  #opened(session: CDPSession, event: Opening): void {
    const unasked = event.type === "beforeunload" ? "accept" : "dismiss";
    const prepared = this.#desk.answerFor(this);
    const taken = prepared === undefined ? this.#desk.taker?.(event) : undefined;
    if (taken === undefined) {
      this.#answer(session, event, prepared ?? unasked);
      return;
    }
    this.#taken = taken;
    this.#pulse.beat();
    taken.answer.then((answer) => {
      this.#taken = undefined;
      this.#answer(session, event, answer ?? unasked, answer !== undefined);
    });
  }

  #answer(session: CDPSession, event: Opening, wanted: DialogAnswer, byPerson = false): void {
    const accept = wanted !== "dismiss";
    const promptText = typeof wanted === "object" ? wanted.promptText : event.defaultPrompt;
    session
      .send("Page.handleJavaScriptDialog", {
        accept,
        ...(promptText === undefined ? {} : { promptText }),
      })
      // The dialog may be gone with its page; the record below stays true either way.
      .catch((error: unknown) => {
        if (/not attached to an active page/i.test(String(error))) this.#isLeftOpen = true;
      });
    if (event.type === "beforeunload" && !accept) this.#stay();
    const words = answerWords(event.type, wanted);
    this.#desk.note(event, byPerson ? `${words} by a person` : words);
    this.#pulse.beat();
  }
}

function answerWords(type: string, wanted: DialogAnswer): string {
  if (wanted === "dismiss")
    return type === "beforeunload" ? "dismissed: the page stays" : "dismissed";
  if (wanted === "accept") return "accepted";
  return type === "prompt" ? "accepted with text" : "accepted (it takes no text)";
}
