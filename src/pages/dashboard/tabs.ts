import { make, mark, show, write } from "../shared/make.ts";

/** A part of the dashboard that is shown by itself. */
export interface Section {
  readonly id: string;
  readonly name: string;
  readonly element: HTMLElement;
  /** Called when it comes into sight. */
  opened?(): void;
}

/** Steps that keys make along the tabs. */
const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowLeft: (at, count) => (at + count - 1) % count,
  ArrowRight: (at, count) => (at + 1) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** Tabs of which one has the Tab key's stop and arrows lead to the others; the address names the open one. */
export class Tabs {
  readonly element: HTMLElement;
  readonly #sections: readonly Section[];
  readonly #tabs: readonly HTMLElement[];
  readonly #counts: readonly HTMLElement[];
  readonly #badges: readonly HTMLElement[];
  #open: Section | undefined;

  constructor(sections: readonly Section[]) {
    this.#sections = sections;
    this.#counts = sections.map(() => make("span"));
    this.#badges = this.#counts.map((count) => {
      const words = make("span", { class: "unseen" }, " waiting");
      return make("span", { class: "count", hidden: true }, count, words);
    });
    this.#tabs = sections.map((section, index) => this.#tabOf(section, index));
    this.element = make(
      "div",
      { class: "tabs", role: "tablist", "aria-label": "Parts of the dashboard" },
      ...this.#tabs,
    );
    window.addEventListener("hashchange", () => this.#openNamed());
    this.#openNamed();
  }

  /** What the tabs open, in their order. */
  get panels(): readonly HTMLElement[] {
    return this.#sections.map(({ element }) => element);
  }

  /** Says in a tab how many of its things wait for the person. */
  count(id: string, number: number): void {
    const index = this.#sections.findIndex((section) => section.id === id);
    const [count, badge] = [this.#counts[index], this.#badges[index]];
    if (count === undefined || badge === undefined) return;
    write(count, String(number));
    show(badge, number > 0);
  }

  isOpen(id: string): boolean {
    return this.#open?.id === id;
  }

  #tabOf({ id, name, element }: Section, index: number): HTMLElement {
    mark(element, "role", "tabpanel");
    mark(element, "aria-labelledby", `tab-${id}`);
    element.id = `panel-${id}`;
    const attributes = {
      type: "button",
      role: "tab",
      id: `tab-${id}`,
      "aria-controls": element.id,
    };
    const tab = make("button", attributes, name, this.#badges[index]);
    tab.addEventListener("click", () => this.#go(index));
    tab.addEventListener("keydown", (event) => {
      const next = STEPS[event.key]?.(index, this.#sections.length);
      if (next === undefined) return;
      event.preventDefault();
      this.#go(next);
      this.#tabs[next]?.focus();
    });
    return tab;
  }

  #openNamed(): void {
    const named = this.#sections.findIndex(({ id }) => `#${id}` === location.hash);
    this.#show(Math.max(0, named));
  }

  #go(index: number): void {
    // No step of the history for each look into a part.
    history.replaceState(null, "", `#${this.#sections[index]?.id ?? ""}`);
    this.#show(index);
  }

  #show(index: number): void {
    for (const [at, tab] of this.#tabs.entries()) {
      mark(tab, "aria-selected", String(at === index));
      mark(tab, "tabindex", at === index ? "0" : "-1");
    }
    for (const [at, section] of this.#sections.entries()) show(section.element, at === index);
    this.#open = this.#sections[index];
    this.#open?.opened?.();
  }
}
