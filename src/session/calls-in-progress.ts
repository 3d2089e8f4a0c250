import { type CallScope, underDeadline } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";

/** The calls of one session that are under way, opening included, by operation. */
export class CallsInProgress {
  readonly #scopes = new Map<string, CallScope>();
  readonly #onEnd: () => Promise<void>;

  /** `onEnd` is waited for at the end of each. */
  constructor(onEnd: () => Promise<void>) {
    this.#onEnd = onEnd;
  }

  get count(): number {
    return this.#scopes.size;
  }

  /** Runs a call under its deadline; it holds the session until it is over. */
  async run<T>(operationId: string, scope: CallScope, work: () => Promise<T>): Promise<T> {
    this.#scopes.set(operationId, scope);
    try {
      return await underDeadline(scope, work);
    } finally {
      this.#scopes.delete(operationId);
      await this.#onEnd();
    }
  }

  cancel(operationId: string): void {
    const reason = new ToolFailure("cancelled", "The caller went away.", "Call again if needed.");
    this.#scopes.get(operationId)?.end(reason);
  }

  endAll(reason: () => ToolFailure): void {
    for (const scope of this.#scopes.values()) scope.end(reason());
  }
}
