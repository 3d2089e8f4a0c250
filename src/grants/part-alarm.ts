/** Milliseconds until the alarm rings again when nothing else is known. */
const RETRY_MS = 60_000;

/** What an object keeps, as far as its one alarm has to know of it. */
export interface Part {
  /** Milliseconds since the epoch; undefined when there is nothing to do. */
  dueAt(): number | undefined;
  sweep(): Promise<void>;
}

type AlarmStorage = Pick<DurableObjectStorage, "getAlarm" | "setAlarm" | "deleteAlarm">;

/** The one alarm of an object for all of its parts. */
export class PartAlarm {
  readonly #storage: AlarmStorage;
  readonly #parts: readonly Part[];
  readonly #log: (event: string, fields: Record<string, unknown>) => void;

  constructor(
    storage: AlarmStorage,
    parts: readonly Part[],
    log: (event: string, fields: Record<string, unknown>) => void,
  ) {
    this.#storage = storage;
    this.#parts = parts;
    this.#log = log;
  }

  /** The next ring is set first, so that there is one whatever becomes of the sweeps. */
  async ring(): Promise<void> {
    await this.#storage.setAlarm(Date.now() + RETRY_MS);
    const swept = await Promise.allSettled(this.#parts.map((part) => part.sweep()));
    const failed = swept.filter((outcome) => outcome.status === "rejected");
    for (const { reason } of failed) this.#log("sweep_failed", { error: String(reason) });
    if (failed.length === 0) await this.#set(this.#nextDue());
  }

  /** An earlier alarm is kept; it finds out by itself what it came for. */
  async arm(): Promise<void> {
    const next = this.#nextDue();
    const set = await this.#storage.getAlarm();
    if (next === undefined || set === null || next < set) await this.#set(next);
  }

  /** Nothing due: no alarm, and what is idle costs nothing. */
  #set(next: number | undefined): Promise<void> {
    return next === undefined ? this.#storage.deleteAlarm() : this.#storage.setAlarm(next);
  }

  #nextDue(): number | undefined {
    const due = this.#parts.flatMap((part) => part.dueAt() ?? []);
    return due.length === 0 ? undefined : Math.min(...due);
  }
}
