import type { LiveState, LiveViewer } from "../../domain/live.ts";
import { make, write } from "../shared/make.ts";
import { card } from "./elements.ts";
import type { Part } from "./part.ts";

/** More are counted, and not named. */
const MOST_NAMED = 20;

/** Who else is watching. */
export class ViewersPanel implements Part {
  readonly element: HTMLElement;
  readonly #list = make("ul", { class: "plain" });
  #shown = "";

  constructor() {
    this.element = card("viewers", "Who is watching", this.#list);
  }

  render({ viewers }: LiveState): void {
    const lines = linesOf(viewers);
    const shown = lines.join("\n");
    if (shown === this.#shown) return;
    this.#shown = shown;
    write(this.element.querySelector("h2") ?? this.element, `Who is watching (${viewers.length})`);
    this.#list.replaceChildren(...lines.map((line) => make("li", {}, line)));
  }
}

function linesOf(viewers: readonly LiveViewer[]): string[] {
  const named = viewers.slice(0, MOST_NAMED).map(lineOf);
  const left = viewers.length - named.length;
  return left === 0 ? named : [...named, `and ${left} more`];
}

function lineOf({ name, role, isYou }: LiveViewer): string {
  const rights = role === "control" ? "may take over" : "watches only";
  return `${name}${isYou ? " (you)" : ""}, ${rights}`;
}
