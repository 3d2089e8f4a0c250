import { button, make, show, write } from "../shared/make.ts";
import { ask, wordsOf } from "./admin-api.ts";
import type { ShownGrant } from "./answers.ts";
import { GrantCard } from "./grant-card.ts";
import { KeyedList } from "./keyed-list.ts";
import { addGrant } from "./new-grant-dialog.ts";
import { editPolicy } from "./policy-dialog.ts";
import type { Section } from "./tabs.ts";

/** Who may come in, and what they may do. */
export class GrantsSection implements Section {
  readonly id = "grants";
  readonly name = "Grants";
  readonly element: HTMLElement;
  readonly #problem = make("p", { class: "problem", role: "alert", hidden: true });
  readonly #list: KeyedList<ShownGrant>;
  #grants: readonly ShownGrant[] = [];

  constructor() {
    const heading = make("h2", { tabindex: "-1" }, "Grants");
    const changed = () => void this.load();
    const add = button("Add a grant", () => void this.#add(), { class: "go" });
    const list = make("ul", { class: "cards" });
    const head = make("div", { class: "section-head" }, heading, add);
    this.element = make("section", {}, head, this.#problem, list);
    const surroundings = {
      editPolicy: (grant: ShownGrant) => void editPolicy(grant, changed),
      changed,
    };
    this.#list = new KeyedList({
      element: list,
      keyOf: ({ id }) => id,
      entryOf: (grant) => new GrantCard(grant, surroundings),
      heir: heading,
    });
  }

  opened(): void {
    void this.load();
  }

  /** Its form offers the policies there are, so they have to be known. */
  async #add(): Promise<void> {
    if (this.#grants.length === 0) await this.load();
    addGrant(this.#grants, () => void this.load());
  }

  /** Asks for all of them anew. */
  async load(): Promise<void> {
    try {
      const { grants } = await ask<{ grants: ShownGrant[] }>("GET", "/grants");
      // Those that are over come last.
      this.#grants = grants.toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)));
      this.#list.show(this.#grants);
      show(this.#problem, false);
    } catch (error) {
      show(this.#problem, true);
      write(this.#problem, wordsOf(error));
    }
  }
}

function isOver({ state }: ShownGrant): boolean {
  return state !== "active";
}
