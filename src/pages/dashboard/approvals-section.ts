import { make, mark, show, write } from "../shared/make.ts";
import { exactLine } from "../shared/visible-text.ts";
import { ask, wordsOf } from "./admin-api.ts";
import type { ShownApproval, ShownApprovals } from "./answers.ts";
import { ApprovalCard, storyOf } from "./approval-card.ts";
import { type Entry, KeyedList } from "./keyed-list.ts";
import { notice } from "./notices.ts";
import type { Section } from "./tabs.ts";

interface Surroundings {
  /** The server's clock, ms since the epoch. */
  now(): number;
  /** A call was decided. */
  changed(): void;
}

/** Calls that wait for a person, and what became of those before. */
export class ApprovalsSection implements Section {
  readonly id = "approvals";
  readonly name = "Approvals";
  readonly element: HTMLElement;
  readonly #none = make("p", { class: "card", hidden: true }, "Nothing waits for approval.");
  readonly #more = make("p", { class: "soft", hidden: true });
  readonly #problem = make("p", { class: "problem", role: "alert", hidden: true });
  readonly #latelyTitle = make("h3", { hidden: true }, "Lately");
  readonly #pending: KeyedList<ShownApproval>;
  readonly #recent: KeyedList<ShownApproval>;

  constructor(surroundings: Surroundings) {
    const heading = make("h2", { tabindex: "-1" }, "Approvals");
    const pending = make("ul", { class: "stack" });
    const recent = make("ul", { class: "lines" });
    const decided = (approval: ShownApproval) => {
      notice(`${exactLine(approval.tool)}: ${storyOf(approval)}`, kindOf(approval));
      heading.focus();
      surroundings.changed();
    };
    this.element = make(
      "section",
      { class: "narrow" },
      heading,
      this.#problem,
      this.#none,
      pending,
      this.#more,
      this.#latelyTitle,
      recent,
    );
    this.#pending = new KeyedList({
      element: pending,
      keyOf: ({ id }) => id,
      entryOf: (one) => new ApprovalCard(one, surroundings.now, decided),
      heir: heading,
    });
    this.#recent = new KeyedList({
      element: recent,
      keyOf: ({ id }) => id,
      entryOf: lineOf,
      heir: heading,
    });
  }

  opened(): void {
    void this.load();
  }

  /** Asks for all of them anew. */
  async load(): Promise<void> {
    try {
      this.#show(await ask<ShownApprovals>("GET", "/approvals"));
      show(this.#problem, false);
    } catch (error) {
      show(this.#problem, true);
      write(this.#problem, wordsOf(error));
    }
  }

  #show({ pending, recent, left, unreachable }: ShownApprovals): void {
    show(this.#none, pending.length === 0);
    this.#pending.show(pending);
    show(this.#latelyTitle, recent.length > 0);
    this.#recent.show(recent);
    const missing = [
      ...(left > 0 ? [`${left} more are not shown.`] : []),
      ...(unreachable.length > 0 ? [`No answer came from: ${unreachable.join(", ")}.`] : []),
    ];
    show(this.#more, missing.length > 0);
    write(this.#more, missing.join(" "));
  }
}

function kindOf({ state }: ShownApproval): "good" | "bad" {
  return state === "approved" || state === "used" ? "good" : "bad";
}

function lineOf({ tool, grantId }: ShownApproval): Entry<ShownApproval> {
  const state = make("span", { class: "pill" });
  const story = make("p", { class: "soft" });
  const head = make("p", {}, make("code", {}, exactLine(tool)), ` of grant ${grantId} `, state);
  return {
    element: make("li", {}, head, story),
    update(approval) {
      write(state, approval.state);
      mark(state, "data-state", approval.state);
      write(story, storyOf(approval));
    },
  };
}
