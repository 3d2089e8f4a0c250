import { ToolFailure } from "../domain/failure.ts";
import type { HumanRequest } from "../domain/live.ts";

/** Who has the page of one session: the agent, unless a person took it over or is asked to. */
export class PageHold {
  readonly #request: () => HumanRequest | undefined;
  #holder: { readonly id: string; readonly name: string } | undefined;

  /** `request` gives what waits for a person. */
  constructor(request: () => HumanRequest | undefined) {
    this.#request = request;
  }

  /** Name of the person who has the page. */
  get holder(): string | undefined {
    return this.#holder?.name;
  }

  isHeldBy(id: string): boolean {
    return this.#holder?.id === id;
  }

  /** Whether the agent has to leave the page alone. */
  get isHeld(): boolean {
    return this.#holder !== undefined || this.#request() !== undefined;
  }

  /** Takes the page over, from another person too. */
  take(id: string, name: string): void {
    this.#holder = { id, name };
  }

  /** False for whoever does not have the page. */
  give(id: string): boolean {
    if (!this.isHeldBy(id)) return false;
    this.#holder = undefined;
    return true;
  }

  /** Throws where what acts on the page has to wait; a call under way may have done something by now. */
  refuse(isUnderWay = false): void {
    if (!this.isHeld) return;
    const request = this.#request();
    const done = isUnderWay ? "what came before that was done" : "nothing was done";
    throw new ToolFailure(
      "not_actionable",
      `a person has the page; ${done}.`,
      request === undefined
        ? "Tools that only read work. Try again in 10 s."
        : `Tools that only read work. Call wait_for_human with requestId ${request.id} to wait.`,
    );
  }
}
