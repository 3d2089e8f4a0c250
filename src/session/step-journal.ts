import type { NewStep, RecordedStep } from "../domain/recorded-step.ts";
import type { SealedStore } from "./sealed-store.ts";

const RANGE = "steps";
/** Steps that are kept, and characters of all of them. */
const MOST = 500;
const MOST_CHARACTERS = 2_000_000;

/** Numbers of the oldest step that is kept and of the next one. */
interface Range {
  readonly from: number;
  readonly next: number;
}

/** What was done in a session, sealed step by step; without a key it is gone with the session's object. */
export class StepJournal {
  readonly #storage: DurableObjectStorage;
  readonly #sealed: SealedStore;
  #steps: RecordedStep[] | undefined;
  #size = 0;

  constructor(storage: DurableObjectStorage, sealed: SealedStore) {
    this.#storage = storage;
    this.#sealed = sealed;
  }

  /** Oldest first. */
  async all(): Promise<readonly RecordedStep[]> {
    return this.#load();
  }

  /** Adds steps and lets the oldest go; one call at a time. */
  async write(steps: readonly NewStep[]): Promise<void> {
    const known = await this.#load();
    for (const step of steps) {
      const { from, next } = this.#range;
      const numbered = { ...step, number: next };
      known.push(numbered);
      this.#size += sizeOf(numbered);
      await this.#sealed.put(nameOf(next), numbered);
      this.#storage.kv.put(RANGE, {
        from: this.#forget(known) ?? from,
        next: next + 1,
      } satisfies Range);
    }
  }

  /** The number of the oldest that is left, if any had to go. */
  #forget(known: RecordedStep[]): number | undefined {
    let oldest: number | undefined;
    while (known.length > MOST || this.#size > MOST_CHARACTERS) {
      const gone = known.shift();
      if (gone === undefined) break;
      this.#size -= sizeOf(gone);
      this.#sealed.delete(nameOf(gone.number));
      oldest = gone.number + 1;
    }
    return oldest;
  }

  get #range(): Range {
    return this.#storage.kv.get<Range>(RANGE) ?? { from: 1, next: 1 };
  }

  async #load(): Promise<RecordedStep[]> {
    if (this.#steps !== undefined) return this.#steps;
    const { from, next } = this.#range;
    const found: RecordedStep[] = [];
    for (let number = from; number < next; number++) {
      const step = (await this.#sealed.get(nameOf(number))) as RecordedStep | undefined;
      if (step !== undefined) found.push(step);
    }
    // Only one of those who came at the same time.
    this.#steps ??= found;
    this.#size = this.#steps.reduce((sum, step) => sum + sizeOf(step), 0);
    return this.#steps;
  }
}

function nameOf(number: number): string {
  return `step ${number}`;
}

function sizeOf(step: RecordedStep): number {
  return JSON.stringify(step).length;
}
