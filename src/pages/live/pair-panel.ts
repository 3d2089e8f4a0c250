import type { LiveState } from "../../domain/live.ts";
import { make, write } from "../shared/make.ts";
import { card } from "./elements.ts";
import type { Part } from "./part.ts";
import { plainLine } from "./words.ts";

const LONGEST_CODE = 100;
const UNREACHABLE = "The server could not be reached. Try again.";

/** Where a person who only watches may get more; undefined where there is no such way. */
export interface PairWays {
  readonly pair: string | undefined;
  readonly login: string | undefined;
  /** The person's rights have changed. */
  readonly paired: () => void;
}

/** Tells that this is to watch only, and takes a pairing code. */
export class PairPanel implements Part {
  readonly element: HTMLElement;
  readonly #ways: PairWays;
  readonly #code = codeField();
  readonly #button = make("button", { class: "go" }, "Use code");
  readonly #problem = make("p", { class: "problem", role: "alert" });

  constructor(ways: PairWays) {
    this.#ways = ways;
    const told = make("p", {}, "You see the page and cannot use it.");
    this.element = card("pair", "Watch only", told);
    if (ways.pair !== undefined) this.element.append(this.#form(ways.pair));
    if (ways.login !== undefined) this.element.append(loginLink(ways.login));
  }

  render({ role }: LiveState): void {
    this.element.hidden = role === "control";
  }

  #form(path: string): HTMLFormElement {
    const label = make("label", { for: "code" }, "Pairing code from the dashboard");
    const row = make("div", { class: "row" }, this.#code, this.#button);
    const form = make("form", {}, label, row, this.#problem);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#pair(path);
    });
    return form;
  }

  async #pair(path: string): Promise<void> {
    const code = this.#code.value.trim();
    if (code === "" || this.#button.ariaDisabled === "true") return;
    this.#button.ariaDisabled = "true";
    const problem = await problemWith(path, code).catch(() => UNREACHABLE);
    this.#button.ariaDisabled = "false";
    write(this.#problem, problem ?? "");
    if (problem !== undefined) return this.#code.select();
    this.#code.value = "";
    this.#ways.paired();
  }
}

/** Undefined for a good code, which the server answers with a cookie. */
async function problemWith(path: string, code: string): Promise<string | undefined> {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ code });
  const answer = await fetch(path, { method: "POST", headers, body });
  if (answer.ok) return undefined;
  const said: { message?: unknown } = await answer.json().catch(() => ({}));
  const words = typeof said.message === "string" ? plainLine(said.message, 300) : "";
  return words === "" ? "The code was not taken." : words;
}

function codeField(): HTMLInputElement {
  return make("input", {
    ...{ id: "code", type: "text", autocomplete: "one-time-code", maxlength: String(LONGEST_CODE) },
    ...{ autocapitalize: "off", autocorrect: "off", spellcheck: "false", required: "" },
  });
}

function loginLink(path: string): HTMLElement {
  return make("p", {}, make("a", { href: path }, "Log in as admin"));
}
