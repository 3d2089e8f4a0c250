import { make, write } from "../shared/make.ts";
import { card } from "./elements.ts";

const MOST_LINES = 8;
/** A screen reader is told the last act, and no more often. */
const SAYING_MS = 3_000;

/** The agent's last acts: all of them to read, and the last one now and then to hear. */
export class ActLog {
  readonly element: HTMLElement;
  readonly #list = make("ol", { class: "plain acts", reversed: "" });
  readonly #none = make("p", { class: "soft" }, "Nothing yet.");
  readonly #said = make("p", { class: "unseen", "aria-live": "polite" });
  #last = { tool: "", count: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#list.hidden = true;
    this.element = card("acts", "What the agent does", this.#none, this.#list, this.#said);
  }

  add(tool: string): void {
    const isSame = tool === this.#last.tool;
    this.#last = { tool, count: isSame ? this.#last.count + 1 : 1 };
    const { count } = this.#last;
    if (isSame) this.#list.firstElementChild?.remove();
    const line = make("span", {}, `agent: ${tool}${count === 1 ? "" : ` ×${count}`}`);
    const time = make("span", { class: "soft" }, new Date().toLocaleTimeString());
    this.#list.prepend(make("li", {}, line, time));
    while (this.#list.childElementCount > MOST_LINES) this.#list.lastElementChild?.remove();
    this.#list.hidden = false;
    this.#none.hidden = true;
    this.#timer ??= setTimeout(() => this.#say(), SAYING_MS);
  }

  #say(): void {
    this.#timer = undefined;
    write(this.#said, `agent: ${this.#last.tool}`);
  }
}
