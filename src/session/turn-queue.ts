import type { CallScope } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import { MAX_WAITING_CALLS } from "../domain/limits.ts";

/** One turn at a time, in order of arrival. */
export class TurnQueue {
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** Runs `work` on its turn; a call that ends while it waits never starts. */
  async run<T>(scope: CallScope, work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= MAX_WAITING_CALLS) throw tooMany();
    const previous = this.#tail;
    const { promise, resolve: release } = Promise.withResolvers<void>();
    this.#tail = promise;
    this.#waiting++;
    scope.note("waiting for the session's turn; it never started");
    try {
      await scope.race(previous);
    } catch (error) {
      previous.then(release);
      throw error;
    } finally {
      this.#waiting--;
    }
    try {
      return await work();
    } finally {
      release();
    }
  }
}

/** As many calls wait already as may wait for one session. */
export function tooMany(): ToolFailure {
  return new ToolFailure(
    "rate_limited",
    `${MAX_WAITING_CALLS} calls wait for this session already.`,
    "Wait for their answers, then call again; try in 5 s.",
    { retryAfterSeconds: 5 },
  );
}
