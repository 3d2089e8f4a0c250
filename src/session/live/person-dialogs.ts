import type { DialogAnswer, DialogTaker, TakenDialog } from "../../browser/dialogs.ts";
import { cut } from "../../browser/visible-text.ts";
import type { LiveDialog } from "../../domain/live.ts";

/** Characters of a page's words that a person is shown, as many as they may answer with. */
const MAX_WORDS = 10_000;

interface Waiting {
  readonly shown: LiveDialog;
  readonly settle: (answer: DialogAnswer | undefined) => void;
}

/** Questions of pages that wait for the person who has the page, the oldest first. */
export class PersonDialogs {
  readonly #onChange: () => void;
  readonly #waiting = new Map<string, Waiting>();
  #count = 0;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** The one that is to be answered now. */
  get first(): LiveDialog | undefined {
    const [next] = this.#waiting.values();
    return next?.shown;
  }

  readonly take: DialogTaker = ({ type: kind, message, defaultPrompt = "" }): TakenDialog => {
    const id = `d${++this.#count}`;
    const { promise: answer, resolve } = Promise.withResolvers<DialogAnswer | undefined>();
    const settle = (given: DialogAnswer | undefined) => {
      this.#waiting.delete(id);
      resolve(given);
      this.#onChange();
    };
    const words = { message: cut(message, MAX_WORDS), defaultText: cut(defaultPrompt, MAX_WORDS) };
    this.#waiting.set(id, { shown: { id, kind, ...words }, settle });
    this.#onChange();
    return { answer, drop: () => settle(undefined) };
  };

  /** False for one that waits no more. */
  answer(id: string, isAccepted: boolean, text: string | undefined): boolean {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return false;
    const isPrompt = waiting.shown.kind === "prompt";
    const accepted = isPrompt ? { promptText: text ?? waiting.shown.defaultText } : "accept";
    waiting.settle(isAccepted ? accepted : "dismiss");
    return true;
  }

  /** Nobody is there any more to answer them. */
  letGo(): void {
    for (const { settle } of [...this.#waiting.values()]) settle(undefined);
  }
}
