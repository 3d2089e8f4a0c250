import type { LiveDialog, LiveState } from "../../domain/live.ts";
import { make, write } from "../shared/make.ts";
import { wordButton } from "./elements.ts";
import type { Ask, Part } from "./part.ts";
import { Popup } from "./popup.ts";
import { plainBlock } from "./words.ts";

/** Buttons by kind: what accepts, and what does not. */
const BUTTONS = {
  alert: ["OK", undefined],
  confirm: ["OK", "Cancel"],
  prompt: ["OK", "Cancel"],
  beforeunload: ["Leave", "Stay"],
} as const satisfies Record<LiveDialog["kind"], readonly [string, string | undefined]>;

/** A question of the page, put to whoever has the page. */
export class DialogPanel implements Part {
  readonly popup: Popup<LiveDialog>;
  readonly #message = make("blockquote", { dir: "auto" });
  readonly #field = make("input", {
    ...{ id: "dialog-text", type: "text", autocomplete: "off", "aria-label": "Your answer" },
  });
  readonly #accept = make("button", { class: "go" }, "OK");
  readonly #refuse: HTMLButtonElement;
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
    this.#refuse = wordButton("Cancel", "", () => this.#answer(false));
    const words = make("p", { class: "soft" }, "In the page’s own words:");
    const buttons = make("div", { class: "buttons" }, this.#refuse, this.#accept);
    const form = make("form", {}, words, this.#message, this.#field, buttons);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#answer(true);
    });
    this.popup = new Popup("dialog", "The page asks", form, {
      fill: (dialog) => this.#fill(dialog),
      // Escape is all there is to say to an alert.
      dismissed: ({ kind }) => this.#answer(kind === "alert"),
    });
  }

  get element(): HTMLElement {
    return this.popup.element;
  }

  render({ dialog, holder }: LiveState): void {
    this.popup.want(holder?.isYou === true ? dialog : undefined);
  }

  #fill(dialog: LiveDialog): void {
    const [accept, refuse] = BUTTONS[dialog.kind];
    const isPrompt = dialog.kind === "prompt";
    write(this.#message, wordsOf(dialog));
    write(this.#accept, accept);
    write(this.#refuse, refuse ?? "");
    this.#refuse.hidden = refuse === undefined;
    this.#field.hidden = !isPrompt;
    this.#field.value = dialog.defaultText;
    this.#field.autofocus = isPrompt;
    this.#accept.autofocus = !isPrompt;
  }

  #answer(isAccepted: boolean): void {
    const dialog = this.popup.answer();
    if (dialog === undefined) return;
    const text = dialog.kind === "prompt" && isAccepted ? { text: this.#field.value } : {};
    this.#ask({ type: "dialog", id: dialog.id, isAccepted, ...text });
  }
}

function wordsOf({ kind, message }: LiveDialog): string {
  const words = plainBlock(message);
  if (words !== "" || kind !== "beforeunload") return words;
  return "(none: it may lose what was entered when it is left)";
}
