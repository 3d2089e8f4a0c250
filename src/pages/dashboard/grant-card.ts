import { button, make, mark, show, write } from "../shared/make.ts";
import { timeOf } from "../shared/time-element.ts";
import { clock } from "../shared/time-words.ts";
import { exactLine } from "../shared/visible-text.ts";
import { ask, wordsOf } from "./admin-api.ts";
import { OWNER_ID, type ShownGrant } from "./answers.ts";
import { askFirst, showOnce } from "./dialogs.ts";
import type { Entry } from "./keyed-list.ts";
import { notice } from "./notices.ts";

/** What a grant's entry asks of the list around it. */
export interface GrantSurroundings {
  editPolicy(grant: ShownGrant): void;
  changed(): void;
}

/** One grant with what the admin may do with it. */
export class GrantCard implements Entry<ShownGrant> {
  readonly element: HTMLElement;
  readonly #parts: GrantSurroundings;
  readonly #state = make("span", { class: "pill" });
  readonly #facts = make("dl", { class: "rows" });
  readonly #buttons = make("div", { class: "buttons" });
  #shown = "";
  #grant: ShownGrant;

  constructor(grant: ShownGrant, parts: GrantSurroundings) {
    this.#grant = grant;
    this.#parts = parts;
    const id = `grant-${grant.id}`;
    const label = exactLine(grant.label);
    const title = label === grant.id ? label : `${label} (${grant.id})`;
    const verbs: readonly [string, () => void, string][] = [
      ["Policy", () => parts.editPolicy(this.#grant), ""],
      ["Pairing code", () => void this.#do(() => this.#pair()), ""],
      ["Rotate key", () => void this.#do(() => this.#rotate()), ""],
      ["Revoke", () => void this.#do(() => this.#revoke()), "stop"],
    ];
    // The owner's token is a setting of the server.
    const possible = grant.id === OWNER_ID ? verbs.slice(0, 2) : verbs;
    for (const [verb, act, kind] of possible) {
      const attributes = { class: kind, "aria-label": `${verb} of ${title}` };
      this.#buttons.append(button(verb, act, attributes));
    }
    const heading = make("h3", { id }, make("bdi", {}, title));
    const head = make("div", { class: "tile-head" }, heading, this.#state);
    const article = make("article", { class: "card", "aria-labelledby": id });
    article.append(head, this.#facts, this.#buttons);
    this.element = make("li", {}, article);
  }

  update(grant: ShownGrant): void {
    this.#grant = grant;
    write(this.#state, grant.state);
    mark(this.#state, "data-state", grant.state);
    show(this.#buttons, grant.state !== "revoked");
    const shown = JSON.stringify(grant);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#facts.replaceChildren(...factsOf(grant));
  }

  async #do(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      notice(`${this.#grant.id}: ${wordsOf(error)}`, "bad");
    }
    this.#parts.changed();
  }

  async #rotate(): Promise<void> {
    const { id } = this.#grant;
    const words = "The key of now and logins made with it are refused from the next request on.";
    if (!(await askFirst(`Rotate the key of ${id}?`, words, "Rotate"))) return;
    const { label, token } = await ask<NewKey>("POST", `/grants/${id}/rotate`);
    showKey(label, token);
  }

  async #revoke(): Promise<void> {
    const { id } = this.#grant;
    const words = "Every request of it is refused, and its sessions end. It cannot be taken back.";
    if (!(await askFirst(`Revoke ${id}?`, words, "Revoke"))) return;
    await ask("POST", `/grants/${id}/revoke`);
    notice(`${id} is revoked.`, "good");
  }

  async #pair(): Promise<void> {
    const { id } = this.#grant;
    const { code, expiresAt } = await ask<PairingCode>("POST", `/grants/${id}/pairing`);
    const words =
      "Who has a link to a session of this grant can take its page over with this code.";
    const until = `It is good once, until ${clock(Date.parse(expiresAt))}.`;
    showOnce(`Pairing code of ${id}`, words, code, until);
  }
}

/** A grant's key, which no other answer tells. */
export interface NewKey {
  readonly id: string;
  readonly label: string;
  readonly token: string;
}

interface PairingCode {
  readonly code: string;
  readonly expiresAt: string;
}

/** Shows a new key, once. */
export function showKey(label: string, token: string): void {
  const words = "Copy it now: it is kept nowhere and is not shown again.";
  const address = `The server's address for clients is ${location.origin}/mcp.`;
  showOnce(`Key of ${exactLine(label)}`, words, token, address);
}

function factsOf(grant: ShownGrant): HTMLElement[] {
  const { createdAt, rotatedAt, expires, revokedAt, subjects, policy } = grant;
  const times: readonly (readonly [string, string | undefined])[] = [
    ["Made", createdAt],
    ["Key rotated", rotatedAt],
    ["Expires", expires],
    ["Revoked", revokedAt],
  ];
  const known = times.flatMap(([term, at]) =>
    at === undefined ? [] : [make("dt", {}, term), make("dd", {}, timeOf(Date.parse(at)))],
  );
  const logins = subjects.map((subject) => exactLine(subject)).join(", ");
  return [
    ...known,
    ...(subjects.length === 0 ? [] : [make("dt", {}, "Logins"), make("dd", {}, logins)]),
    make("dt", {}, "Policy"),
    make("dd", {}, policyWords(policy)),
  ];
}

function policyWords(policy: ShownGrant["policy"]): string {
  if (policy === null) return "none: it may do nothing";
  const from = policy.from === "stored" ? "stored here" : "of the deployment";
  return `${from}, revision ${policy.revision.slice(0, 8)}`;
}
