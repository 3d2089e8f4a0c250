import { DurableObject } from "cloudflare:workers";
import { type Result, settle } from "../domain/failure.ts";
import { logLine } from "../domain/log.ts";
import type { KeyedCharge } from "../policy/charges.ts";
import type { ReservationToken } from "../policy/windows.ts";
import { CounterShelf, type Taken } from "./counter-shelf.ts";
import type { DirectoryRpc } from "./directory-contract.ts";

/** The one object that knows of all grants: which there are, and what they use together. */
export class DirectoryObject extends DurableObject<Cloudflare.Env> implements DirectoryRpc {
  readonly #counters: CounterShelf;

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    this.#counters = new CounterShelf(state.storage.sql);
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

  addCosts(charges: readonly KeyedCharge[], browserMs: number): Promise<Result<null>> {
    return this.#answer("add costs", () => {
      this.#counters.addCosts(charges, browserMs, Date.now());
      return null;
    });
  }

  #answer<T>(doing: string, work: () => T): Promise<Result<T>> {
    return settle(
      async () => work(),
      (error, requestId) => logLine("directory_failed", { doing, requestId, error: String(error) }),
    );
  }
}
