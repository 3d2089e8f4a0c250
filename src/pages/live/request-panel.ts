import { type HumanRequest, type LiveState, MAX_HUMAN_NOTE } from "../../domain/live.ts";
import { make, write } from "../shared/make.ts";
import { span } from "../shared/time-words.ts";
import { card, wordButton } from "./elements.ts";
import type { Ask, Part } from "./part.ts";
import { plainBlock } from "./words.ts";

/** What the agent has asked of a person, and the person's word on it. */
export class RequestPanel implements Part {
  readonly element: HTMLElement;
  readonly #reason = make("blockquote", { dir: "auto" });
  readonly #left = make("p", { class: "soft" });
  readonly #note = make("textarea", { id: "note", rows: "2", maxlength: String(MAX_HUMAN_NOTE) });
  readonly #answer: HTMLElement;
  readonly #locked = make("p", {}, "You only watch; whoever may take over can answer.");
  readonly #buttons: readonly HTMLButtonElement[];
  readonly #ask: Ask;
  readonly #onNew: () => void;
  #request: HumanRequest | undefined;
  #isLocked = false;

  constructor(ask: Ask, onNew: () => void) {
    this.#ask = ask;
    this.#onNew = onNew;
    const decline = wordButton("Decline", "stop", () => this.#say(false));
    const done = wordButton("Done", "go", () => this.#say(true));
    this.#buttons = [decline, done];
    const label = make("label", { for: "note" }, "Note to the agent (optional)");
    const buttons = make("div", { class: "buttons" }, decline, done);
    this.#answer = make("div", {}, label, this.#note, buttons);
    const words = make("p", { class: "soft" }, "In the agent’s own words:");
    const parts = [words, this.#reason, this.#left, this.#answer, this.#locked];
    this.element = card("request", "The agent asks for you", ...parts);
    this.element.hidden = true;
  }

  render({ request, role }: LiveState): void {
    const isNew = request?.id !== this.#request?.id;
    this.#request = request;
    this.element.hidden = request === undefined;
    if (isNew) this.#begin();
    if (request === undefined) return;
    write(this.#reason, plainBlock(request.reason));
    this.#answer.hidden = role !== "control";
    this.#locked.hidden = role === "control";
    this.tick(Date.now());
  }

  tick(now: number): void {
    if (this.#request === undefined) return;
    write(this.#left, `${span(this.#request.expiresAt - now)} left to answer`);
  }

  /** An answer that did not arrive may be given again. */
  unlock(): void {
    this.#lock(false);
  }

  #begin(): void {
    this.#note.value = "";
    this.unlock();
    if (this.#request === undefined) return;
    this.element.scrollIntoView({ block: "nearest" });
    this.#onNew();
  }

  #say(isDone: boolean): void {
    if (this.#request === undefined || this.#isLocked) return;
    this.#lock(true);
    const note = this.#note.value.trim();
    this.#ask({ type: "answer", requestId: this.#request.id, isDone, note });
  }

  /** The pressed button keeps the focus. */
  #lock(isLocked: boolean): void {
    this.#isLocked = isLocked;
    for (const button of this.#buttons) button.ariaDisabled = String(isLocked);
  }
}
