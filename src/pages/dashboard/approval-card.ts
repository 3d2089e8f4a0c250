import { approvalStory, MAX_APPROVAL_NOTE } from "../../domain/approval.ts";
import { exactText } from "../../domain/unseen.ts";
import { button, make, mark, show, write } from "../shared/make.ts";
import { timeOf } from "../shared/time-element.ts";
import { clock, span } from "../shared/time-words.ts";
import { exactLine } from "../shared/visible-text.ts";
import { ask, wordsOf } from "./admin-api.ts";
import type { ShownApproval } from "./answers.ts";
import type { Entry } from "./keyed-list.ts";
import { notice } from "./notices.ts";

/** One call that waits, whole, and the person's word on it. */
export class ApprovalCard implements Entry<ShownApproval> {
  readonly element: HTMLElement;
  readonly #approval: ShownApproval;
  readonly #left = make("span");
  readonly #note: HTMLInputElement;
  readonly #problem = make("p", { class: "problem", role: "alert", hidden: true });
  readonly #buttons: readonly HTMLButtonElement[];
  readonly #now: () => number;
  readonly #decided: (approval: ShownApproval) => void;

  /** `decided` is handed what became of it, which is not always what was wanted. */
  constructor(
    approval: ShownApproval,
    now: () => number,
    decided: (approval: ShownApproval) => void,
  ) {
    this.#approval = approval;
    this.#now = now;
    this.#decided = decided;
    const { id, tool, args = "" } = approval;
    const noteId = `note-${id}`;
    this.#note = make("input", {
      id: noteId,
      maxlength: String(MAX_APPROVAL_NOTE),
      autocomplete: "off",
    });
    const name = `${exactLine(tool)} of grant ${approval.grantId}`;
    const decline = button("Decline", () => void this.#decide("decline"), { class: "stop" });
    const approve = button("Approve", () => void this.#decide("approve"), { class: "go" });
    mark(decline, "aria-label", `Decline ${name}`);
    mark(approve, "aria-label", `Approve ${name}`);
    this.#buttons = [decline, approve];
    const headId = `approval-${id}`;
    this.element = make(
      "li",
      {},
      make(
        "article",
        { class: "card", "aria-labelledby": headId },
        make("h3", { id: headId }, make("code", {}, exactLine(tool))),
        factsOf(approval, this.#left),
        make("h4", {}, "Arguments, exactly as the call has them"),
        make("pre", {}, exactText(args)),
        make("p", { class: "soft small" }, lengthWords(args)),
        make("label", { for: noteId }, "Note to the agent (optional)"),
        this.#note,
        this.#problem,
        make("div", { class: "buttons" }, ...this.#buttons),
      ),
    );
  }

  update({ expiresAt }: ShownApproval): void {
    write(this.#left, `, ${span(Date.parse(expiresAt) - this.#now())} left`);
  }

  async #decide(decision: "approve" | "decline"): Promise<void> {
    for (const one of this.#buttons) one.disabled = true;
    try {
      const { id } = this.#approval;
      const body = { decision, note: this.#note.value };
      this.#decided(await ask<ShownApproval>("POST", `/approvals/${id}`, body));
    } catch (error) {
      for (const one of this.#buttons) one.disabled = false;
      show(this.#problem, true);
      write(this.#problem, wordsOf(error));
      notice(`${exactLine(this.#approval.tool)}: ${wordsOf(error)}`, "bad");
    }
  }
}

function lengthWords({ length }: string): string {
  return `${length} characters. Those that nobody sees are written as \\u escapes; credentials are withheld.`;
}

function factsOf(approval: ShownApproval, left: HTMLElement): HTMLElement {
  const { reason, rule, grantId, sessionId, origin, askedAt, expiresAt } = approval;
  const rows: readonly (readonly [string, ...(Node | string)[]])[] = [
    ["Why", make("bdi", {}, exactLine(reason))],
    ["Rule", make("code", {}, exactLine(rule))],
    ["Grant", grantId],
    ["Session", exactLine(sessionId ?? "none")],
    ["On page of", make("bdi", {}, exactLine(origin ?? "no page"))],
    ["Asked", timeOf(Date.parse(askedAt))],
    ["Decide until", timeOf(Date.parse(expiresAt)), left],
  ];
  const parts = rows.flatMap(([term, ...words]) => [
    make("dt", {}, term),
    make("dd", {}, ...words),
  ]);
  return make("dl", { class: "rows" }, ...parts);
}

/** What has become of an approval, in a sentence. */
export function storyOf({ state, decidedAt, expiresAt, note }: ShownApproval): string {
  const at = decidedAt === undefined ? undefined : clock(Date.parse(decidedAt));
  const until = clock(Date.parse(expiresAt));
  return approvalStory({ state, at, until, note: exactLine(note ?? "") });
}
