import { make, mark, show, write } from "../shared/make.ts";
import { exactLine } from "../shared/visible-text.ts";
import { ask, wordsOf } from "./admin-api.ts";
import type { ShownGrant } from "./answers.ts";
import { auditEntry } from "./audit-line.ts";
import { type AuditFound, searchAudit } from "./audit-reader.ts";
import type { Section } from "./tabs.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const DECISIONS = ["allow", "deny", "hidden", "require_approval", "limited"];

/** What was done, by whom, and what the policy said; searched here and exported as it stands. */
export class AuditSection implements Section {
  readonly id = "audit";
  readonly name = "Audit";
  readonly element: HTMLElement;
  readonly #grant = make("select", { id: "audit-grant" }, make("option", { value: "" }, "all"));
  readonly #tool = inputOf("audit-tool", { placeholder: "navigate" });
  readonly #decision = make("select", { id: "audit-decision" });
  readonly #since = inputOf("audit-since", { type: "datetime-local" });
  readonly #until = inputOf("audit-until", { type: "datetime-local" });
  readonly #words = inputOf("audit-words", { type: "search" });
  readonly #export = make("a", { class: "button", download: "leapfrog-audit.jsonl" }, "Export");
  readonly #told = make("p", { class: "soft", role: "status" });
  readonly #list = make("ol", { class: "audit" });
  #searching: AbortController | undefined;
  #hasSearched = false;

  constructor() {
    this.#decision.append(make("option", { value: "" }, "any"));
    this.#decision.append(...DECISIONS.map((value) => make("option", { value }, value)));
    this.#since.value = localTime(Date.now() - DAY_MS);
    const form = make(
      "form",
      { class: "search card", novalidate: true, role: "search", "aria-label": "Audit" },
      field("Grant", this.#grant),
      field("Tool", this.#tool),
      field("Decision", this.#decision),
      field("Words in a row", this.#words),
      field("Since", this.#since),
      field("Until", this.#until),
      make("div", { class: "buttons" }, make("button", { class: "go" }, "Search"), this.#export),
    );
    form.addEventListener("input", () => this.#aimExport());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#search();
    });
    this.#aimExport();
    this.element = make("section", {}, make("h2", {}, "Audit"), form, this.#told, this.#list);
  }

  opened(): void {
    if (this.#hasSearched) return;
    this.#hasSearched = true;
    void this.#nameGrants();
    void this.#search();
  }

  async #nameGrants(): Promise<void> {
    const none: { grants: readonly ShownGrant[] } = { grants: [] };
    const { grants } = await ask<typeof none>("GET", "/grants").catch(() => none);
    const options = grants.map(({ id, label }) =>
      make("option", { value: id }, label === id ? id : `${exactLine(label)} (${id})`),
    );
    this.#grant.append(...options, make("option", { value: "admin" }, "what the admin did"));
  }

  /** Whatever is sought but the words, which the server does not look for. */
  #query(): URLSearchParams {
    const wanted = {
      grant: this.#grant.value,
      tool: this.#tool.value.trim(),
      decision: this.#decision.value,
      since: instant(this.#since.value),
      // The minute that was named is meant whole.
      until: instant(this.#until.value, MINUTE_MS - 1),
    };
    const given = Object.entries(wanted).filter(([, value]) => value !== "");
    return new URLSearchParams([["format", "jsonl"], ...given]);
  }

  #aimExport(): void {
    mark(this.#export, "href", `/admin/audit?${this.#query()}`);
  }

  async #search(): Promise<void> {
    this.#searching?.abort();
    const searching = new AbortController();
    this.#searching = searching;
    write(this.#told, "Reading …");
    try {
      const told = (read: number) => write(this.#told, `Reading … ${read} rows`);
      const words = this.#words.value.trim();
      this.#show(await searchAudit(this.#query(), words, searching.signal, told));
    } catch (error) {
      if (searching.signal.aborted) return;
      this.#list.replaceChildren();
      write(this.#told, wordsOf(error));
    }
  }

  #show({ lines, read, matching }: AuditFound): void {
    const shown = lines.length < matching ? `, the newest ${lines.length} of them` : "";
    write(this.#told, `${matching} of ${read} rows match${shown}. The newest come first.`);
    this.#list.replaceChildren(...lines.map(auditEntry));
    show(this.#list, lines.length > 0);
  }
}

function inputOf(id: string, attributes: Readonly<Record<string, string>>): HTMLInputElement {
  return make("input", { id, autocomplete: "off", ...attributes });
}

function field(words: string, input: HTMLElement): HTMLElement {
  return make("div", { class: "field" }, make("label", { for: input.id }, words), input);
}

/** What a `datetime-local` field takes: the person's own time, without its zone. */
function localTime(at: number): string {
  const zoneMs = new Date(at).getTimezoneOffset() * MINUTE_MS;
  return new Date(at - zoneMs).toISOString().slice(0, 16);
}

function instant(local: string, more = 0): string {
  const at = Date.parse(local);
  return Number.isNaN(at) ? "" : new Date(at + more).toISOString();
}
