import { DurableObject } from "cloudflare:workers";
import { describeProblems, parseConfig } from "../domain/config.ts";
import { type Result, settle } from "../domain/failure.ts";
import { logLine } from "../domain/log.ts";
import type { KeyedCharge } from "../policy/charges.ts";
import type { Spent } from "../policy/facts.ts";
import type { ReservationToken } from "../policy/windows.ts";
import type { AuditPage, AuditQuery, AuditRange, AuditWindow } from "./audit-contract.ts";
import { AuditLog } from "./audit-log.ts";
import { CounterShelf, type Taken } from "./counter-shelf.ts";
import type { DirectoryRpc } from "./directory-contract.ts";

/** The one object that knows of all grants: which there are, and what they use together. */
export class DirectoryObject extends DurableObject<Cloudflare.Env> implements DirectoryRpc {
  readonly #counters: CounterShelf;
  readonly #audit: AuditLog;

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    this.#counters = new CounterShelf(state.storage.sql);
    const parsed = parseConfig({ ...env });
    if (!parsed.ok) throw new Error(describeProblems(parsed.problems));
    this.#audit = new AuditLog(state.storage.sql, { keepMs: parsed.config.auditMs });
    // It has no alarm: what is over goes when it wakes.
    state.blockConcurrencyWhile(async () => {
      await Promise.all([this.#counters.sweep(), this.#audit.sweep()]);
    });
  }

  reserve(charges: readonly KeyedCharge[]): Promise<Result<Taken>> {
    return this.#answer("reserve", () => {
      return this.ctx.storage.transactionSync(() => this.#counters.reserve(charges, Date.now()));
    });
  }

  giveBack(tokens: readonly ReservationToken[]): Promise<Result<null>> {
    return this.#answer("give back", () => {
      this.#counters.giveBack(tokens);
      return null;
    });
  }

  addCosts(charges: readonly KeyedCharge[], spent: Spent): Promise<Result<null>> {
    return this.#answer("add costs", () => {
      this.#counters.addCosts(charges, spent, Date.now());
      return null;
    });
  }

  auditRange(window: AuditWindow): Promise<Result<AuditRange>> {
    return this.#answer("tell of the audit", () => this.#audit.range(window));
  }

  auditPage(query: AuditQuery): Promise<Result<AuditPage>> {
    return this.#answer("read the audit", () => this.#audit.page(query));
  }

  #answer<T>(doing: string, work: () => T): Promise<Result<T>> {
    return settle(
      async () => work(),
      (error, requestId) => logLine("directory_failed", { doing, requestId, error: String(error) }),
    );
  }
}
