const LOOK_MS = 100;
/** Milliseconds for which the whole process may stand still before that is a breach of its own. */
const MOST_MS = 15_000;
/** Milliseconds for which it is remembered; no call is out for longer. */
const KEPT_MS = 120_000;

/** Sees when the whole process stands still, as on a machine that has too much to do. */
export class Standstill {
  /** Of the whole run. */
  worstMs = 0;
  #seen: { at: number; ms: number }[] = [];

  /** Looks until the soak is over; `onBreach` hears of each that is too long. */
  async watch(isOver: () => boolean, onBreach: (ms: number) => void): Promise<void> {
    while (!isOver()) {
      const began = Date.now();
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      this.#note(Date.now(), Date.now() - began - LOOK_MS);
      if (Date.now() - began > MOST_MS) onBreach(Date.now() - began);
    }
  }

  /** Milliseconds of it since then, together; what takes that much longer is not late by itself. */
  since(startedAt: number): number {
    return this.#seen.filter(({ at }) => at >= startedAt).reduce((sum, { ms }) => sum + ms, 0);
  }

  #note(at: number, ms: number): void {
    if (ms < LOOK_MS) return;
    this.worstMs = Math.max(this.worstMs, ms);
    this.#seen = [...this.#seen.filter((one) => at - one.at < KEPT_MS), { at, ms }];
  }
}
