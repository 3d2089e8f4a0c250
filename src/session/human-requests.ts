import { Pulse } from "../browser/pulse.ts";
import type { Config } from "../domain/config.ts";
import type { CallScope } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import { newHumanRequestId } from "../domain/ids.ts";
import { MAX_WAITING_CALLS } from "../domain/limits.ts";
import type { HumanRequest } from "../domain/live.ts";
import type { HumanDesk, HumanOutcome } from "../tools/define-tool.ts";
import type { SessionRecord } from "./session-record.ts";
import { tooMany } from "./turn-queue.ts";

/** Milliseconds after which a request that waits is looked at again. */
const LOOK_MS = 5_000;

/** The last request as it is stored, with what became of it. */
export interface KeptRequest extends HumanRequest {
  readonly answer?: HumanAnswer;
}

/** A person's word on a request. */
export interface HumanAnswer {
  readonly isDone: boolean;
  /** The person's own words. */
  readonly note: string;
  /** Who, in words of ours. */
  readonly by: string;
}

/** What the agent of one session asks of people: one thing at a time, kept through restarts. */
export class HumanRequests implements HumanDesk {
  readonly #record: SessionRecord;
  readonly #rules: Pick<Config, "humanRequestMs" | "maxSessionMs">;
  readonly #save: () => void;
  readonly #pulse = new Pulse();
  #waiting = 0;

  constructor(
    record: SessionRecord,
    rules: Pick<Config, "humanRequestMs" | "maxSessionMs">,
    save: () => void,
  ) {
    this.#record = record;
    this.#rules = rules;
    this.#save = save;
  }

  /** The one that waits for a person; undefined for none. */
  get open(): HumanRequest | undefined {
    return openRequest(this.#record);
  }

  /** Calls that do nothing but wait for a person. */
  get waiting(): number {
    return this.#waiting;
  }

  ask(reason: string): HumanRequest {
    const { open } = this;
    if (open !== undefined) throw asksAlready(open);
    const askedAt = Date.now();
    const { pinned, createdAt } = this.#record;
    const { humanRequestMs, maxSessionMs } = this.#rules;
    const end = pinned ? createdAt + maxSessionMs : Number.POSITIVE_INFINITY;
    const expiresAt = Math.min(askedAt + humanRequestMs, end);
    this.#record.request = { id: newHumanRequestId(), reason, askedAt, expiresAt };
    this.#save();
    return this.#record.request;
  }

  find(id: string | undefined): HumanRequest {
    const { request } = this.#record;
    if (request === undefined || (id !== undefined && request.id !== id)) throw unknown(id);
    return request;
  }

  /** Notes a person's word; false where the request waits no more. */
  answer(id: string, answer: HumanAnswer): boolean {
    const { open } = this;
    if (open?.id !== id) return false;
    this.#record.request = { ...open, answer };
    this.#save();
    this.#pulse.beat();
    return true;
  }

  outcomeOf(id: string): HumanOutcome | undefined {
    const { request } = this.#record;
    if (request === undefined || request.id !== id) throw unknown(id);
    const { answer, expiresAt } = request;
    if (answer !== undefined) return { kind: answer.isDone ? "done" : "declined", ...answer };
    return Date.now() >= expiresAt ? { kind: "expired", note: "", by: "" } : undefined;
  }

  async settled(id: string, ms: number, scope: CallScope): Promise<HumanOutcome | undefined> {
    if (this.#waiting >= MAX_WAITING_CALLS) throw tooMany();
    this.#waiting++;
    try {
      return await this.#settled(id, ms, scope);
    } finally {
      this.#waiting--;
    }
  }

  async #settled(id: string, ms: number, scope: CallScope): Promise<HumanOutcome | undefined> {
    const until = Date.now() + Math.min(ms, scope.remainingMs);
    for (;;) {
      const seen = this.#pulse.count;
      const outcome = this.outcomeOf(id);
      const left = until - Date.now();
      if (outcome !== undefined || left <= 0) return outcome;
      await scope.race(this.#pulse.after(seen, Math.min(left, LOOK_MS)));
    }
  }
}

/** The request of a record that still waits for a person. */
function openRequest({ request }: Pick<SessionRecord, "request">): HumanRequest | undefined {
  if (request === undefined || request.answer !== undefined) return undefined;
  return Date.now() < request.expiresAt ? request : undefined;
}

function asksAlready({ id }: HumanRequest): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    `A person is asked already by request ${id}; nothing was asked anew.`,
    `Call wait_for_human with requestId ${id} to wait for the answer.`,
  );
}

function unknown(id: string | undefined): ToolFailure {
  return new ToolFailure(
    "not_found",
    id === undefined
      ? "The session has asked nothing of a person."
      : `The session has no request ${id}; it keeps the last one only.`,
    "Call wait_for_human with a reason to ask.",
  );
}
