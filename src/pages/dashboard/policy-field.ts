import { make, mark, show, write } from "../shared/make.ts";
import { exactLine } from "../shared/visible-text.ts";
import { ask, Refused, wordsOf } from "./admin-api.ts";
import type { ShownDryRun } from "./answers.ts";
import { forecastTable } from "./forecast-table.ts";

/** Milliseconds without a key after which what was typed is sent to be judged. */
const STILL_MS = 400;

interface FieldParts {
  readonly id: string;
  readonly label: string;
  /** The grant whose last calls are tried. */
  readonly grantId: string;
  /** Whether to show what those calls would meet. */
  readonly isForecast: boolean;
  /** Lines of the field as it comes. */
  readonly rows: number;
}

/** A policy document that the server judges as it is typed; nothing is stored by that. */
export class PolicyField {
  readonly element: HTMLElement;
  readonly #parts: FieldParts;
  readonly #input: HTMLTextAreaElement;
  readonly #verdict: HTMLElement;
  readonly #faults = make("ul", { class: "faults", hidden: true });
  readonly #forecast = make("div", { class: "forecast" });
  #timer: number | undefined;
  #asking: AbortController | undefined;

  constructor(parts: FieldParts) {
    this.#parts = parts;
    const { id, label, rows } = parts;
    const verdictId = `${id}-verdict`;
    this.#input = make("textarea", {
      id,
      rows: String(rows),
      spellcheck: "false",
      autocapitalize: "off",
      autocomplete: "off",
      "aria-describedby": verdictId,
    });
    this.#input.addEventListener("input", () => this.#typed());
    this.#verdict = make("p", { id: verdictId, class: "verdict", role: "status" });
    this.element = make(
      "div",
      { class: "policy-field" },
      make("label", { for: id }, label),
      this.#input,
      this.#verdict,
      this.#faults,
      this.#forecast,
    );
  }

  get text(): string {
    return this.#input.value;
  }

  /** Puts a document in place of what stands there. */
  set text(text: string) {
    this.#input.value = text;
    this.#typed();
  }

  /** Asks no more. */
  close(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  #typed(): void {
    this.close();
    if (this.text.trim() === "") {
      this.#tell("", "", []);
      this.#forecast.replaceChildren();
      return;
    }
    this.#timer = setTimeout(() => void this.#judge(), STILL_MS);
  }

  async #judge(): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    const path = `/grants/${this.#parts.grantId}/policy?dryRun=1`;
    try {
      const answer = await ask<{ dryRun: ShownDryRun }>("PUT", path, this.text, asking.signal);
      this.#sound(answer.dryRun);
    } catch (error) {
      if (!asking.signal.aborted) this.#unsound(error);
    }
  }

  #sound(dryRun: ShownDryRun): void {
    this.#tell("good", "This policy has no faults.", []);
    if (this.#parts.isForecast) this.#forecast.replaceChildren(forecastTable(dryRun));
  }

  #unsound(error: unknown): void {
    const faults = error instanceof Refused ? error.faults : [];
    const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
    const lines = faults.map(({ pointer, message }) =>
      make("li", {}, make("code", {}, exactLine(pointer || "/")), ` ${exactLine(message)}`),
    );
    this.#tell("bad", faults.length === 0 ? wordsOf(error) : `${count}:`, lines);
    this.#forecast.replaceChildren();
  }

  #tell(kind: string, words: string, lines: readonly HTMLElement[]): void {
    this.#verdict.className = `verdict ${kind}`.trim();
    write(this.#verdict, words);
    mark(this.#input, "aria-invalid", kind === "bad" ? "true" : undefined);
    show(this.#faults, lines.length > 0);
    this.#faults.replaceChildren(...lines);
  }
}
