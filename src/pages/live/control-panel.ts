import type { LiveState } from "../../domain/live.ts";
import { make, write } from "../shared/make.ts";
import { card, wordButton } from "./elements.ts";
import { WAY_OUT } from "./key-input.ts";
import type { Ask, Part } from "./part.ts";

/** Who has the page, and the button that takes it over or gives it back. */
export class ControlPanel implements Part {
  readonly element: HTMLElement;
  readonly #who = make("p", { role: "status" });
  readonly #hint = make("p", { class: "soft" });
  readonly #button: HTMLButtonElement;
  #isYours = false;

  constructor(ask: Ask) {
    this.#button = wordButton("Take over", "go wide", () =>
      ask({ type: this.#isYours ? "give" : "take" }),
    );
    this.element = card("control", "Control", this.#who, this.#button, this.#hint);
  }

  render(state: LiveState): void {
    this.#isYours = state.holder?.isYou === true;
    write(this.#who, `${whoHas(state)} ${whatWaits(state)}`.trim());
    write(this.#button, this.#isYours ? "Give back" : "Take over");
    this.#button.classList.toggle("go", !this.#isYours);
    this.#button.hidden = state.role !== "control";
    this.#hint.hidden = state.role !== "control";
    write(this.#hint, hintFor(this.#isYours));
  }

  focus(): void {
    (this.#button.hidden ? this.element : this.#button).focus();
  }
}

function whoHas({ holder }: LiveState): string {
  if (holder === undefined) return "The agent has the page.";
  return `${holder.isYou ? "You have" : `${holder.name} has`} the page; the agent waits.`;
}

/** What only whoever has the page sees and answers. */
function whatWaits({ dialog, chooser, holder }: LiveState): string {
  if (holder?.isYou === true || (dialog ?? chooser) === undefined) return "";
  const asked = dialog === undefined ? "The page asks for files" : "A question of the page";
  return `${asked}, which waits for whoever has the page.`;
}

function hintFor(isYours: boolean): string {
  return isYours
    ? `Keys go to the page while the picture has the focus; ${WAY_OUT} leaves it.`
    : "You use the page with mouse, fingers and keys, and the agent's calls wait until you give it back.";
}
