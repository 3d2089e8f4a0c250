import type { CDPSession, Protocol } from "./cdp.ts";
import { clean, cut } from "./visible-text.ts";

const MAX_KEPT = 50;
const MAX_LENGTH = 300;

/** Console errors and uncaught exceptions, as far as an outcome reports them, each with its kind. */
export class PageErrors {
  readonly #messages: string[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  since(count: number): string[] {
    const fresh = Math.min(this.#count - count, this.#messages.length);
    return fresh <= 0 ? [] : this.#messages.slice(-fresh);
  }

  listen(session: CDPSession): void {
    session.on("Runtime.exceptionThrown", ({ exceptionDetails }) => {
      const { exception, text } = exceptionDetails;
      this.#note(`uncaught: ${exception?.description?.split("\n")[0] ?? text}`);
    });
    session.on("Runtime.consoleAPICalled", (event) => {
      if (event.type === "error") {
        this.#note(`console error: ${event.args.map(argumentText).join(" ")}`);
      }
    });
  }

  #note(message: string): void {
    this.#count++;
    const words = clean(message);
    const shown = cut(words, MAX_LENGTH);
    this.#messages.push(shown === words ? words : `${shown}…`);
    if (this.#messages.length > MAX_KEPT) this.#messages.shift();
  }
}

function argumentText(argument: Protocol.Runtime.RemoteObject): string {
  return String(argument.value ?? argument.description?.split("\n")[0] ?? argument.type);
}
