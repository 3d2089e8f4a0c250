import { make, write } from "../shared/make.ts";
import { plainLine } from "./words.ts";

const SHOWN_MS = 6_000;

/** One line at the picture's foot that tells what became of something, for a while. */
export class Notices {
  readonly element: HTMLElement;
  readonly #good = make("p", { class: "notice", role: "status" });
  readonly #bad = make("p", { class: "notice bad", role: "alert" });
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.element = make("div", { class: "notices" }, this.#good, this.#bad);
  }

  tell(text: string, isError = false): void {
    clearTimeout(this.#timer);
    write(this.#good, isError ? "" : plainLine(text, 500));
    write(this.#bad, isError ? plainLine(text, 500) : "");
    this.#timer = setTimeout(() => this.clear(), SHOWN_MS);
  }

  clear(): void {
    write(this.#good, "");
    write(this.#bad, "");
  }
}
