import { type Result, settle } from "../domain/failure.ts";
import type { PartAlarm } from "./part-alarm.ts";

/** How an object does what it is asked: a failure is its answer, and the alarm follows each change. */
export class GrantWork {
  readonly #storage: DurableObjectStorage;
  readonly #alarm: PartAlarm;
  readonly #log: (event: string, fields: Record<string, unknown>) => void;

  constructor(
    storage: DurableObjectStorage,
    alarm: PartAlarm,
    log: (event: string, fields: Record<string, unknown>) => void,
  ) {
    this.#storage = storage;
    this.#alarm = alarm;
    this.#log = log;
  }

  /** For what leaves nothing that the alarm would have to see to. */
  answer<T>(doing: string, work: () => Promise<T>): Promise<Result<T>> {
    return settle(work, (error, requestId) =>
      this.#log("grant_failed", { doing, requestId, error: String(error) }),
    );
  }

  change<T>(doing: string, work: () => Promise<T>): Promise<Result<T>> {
    return this.answer(doing, async () => {
      try {
        return await work();
      } finally {
        await this.#alarm.arm();
      }
    });
  }

  /** A change whose answer is that it was made. */
  done(doing: string, work: () => unknown): Promise<Result<null>> {
    return this.change(doing, async () => {
      await work();
      return null;
    });
  }

  /** In one transaction, undone by what `work` throws. */
  atOnce<T>(doing: string, work: () => T): Promise<Result<T>> {
    return this.answer(doing, async () => this.#storage.transactionSync(work));
  }
}
