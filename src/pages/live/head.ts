import type { LiveState } from "../../domain/live.ts";
import { make, write } from "../shared/make.ts";
import { span } from "../shared/time-words.ts";
import type { Part } from "./part.ts";
import { plainLine } from "./words.ts";

const BADGES = {
  ready: "Ready",
  busy: "Agent at work",
  restoring: "Coming back",
  asleep: "Asleep",
} as const satisfies Record<LiveState["session"], string>;

/** Which session it is, how it is doing, and how long it will last. */
export class Head implements Part {
  readonly element: HTMLElement;
  readonly #title = make("h1", {}, "Session");
  readonly #badge = make("span", { class: "badge" });
  readonly #left = make("span", { class: "soft" });
  #expiresAt: number | undefined;

  constructor() {
    const brand = make("span", { class: "brand" }, "Leapfrog");
    const facts = make("p", { class: "facts" }, this.#badge, this.#left);
    this.element = make("header", { class: "head" }, brand, this.#title, facts);
  }

  render(state: LiveState): void {
    write(this.#title, nameOf(state));
    this.#title.title = state.sessionId;
    write(this.#badge, BADGES[state.session]);
    this.#badge.dataset.session = state.session;
    this.#expiresAt = state.expiresAt;
    this.tick(Date.now());
  }

  tick(now: number): void {
    if (this.#expiresAt !== undefined) write(this.#left, `${span(this.#expiresAt - now)} left`);
  }
}

/** The agent's name for the session, or its id. */
export function nameOf({ name, sessionId }: LiveState): string {
  const named = plainLine(name ?? "", 60);
  return named === "" ? sessionId : named;
}
