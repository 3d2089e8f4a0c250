import { Tally } from "./tally.ts";

/** Calls on one session that are told when one of them breaks the contract. */
const TRACED = 8;

/** What all agents of a soak share. */
export class SoakWorld {
  readonly tally = new Tally();
  /** The sessions that are there, as far as anybody was told. */
  readonly live = new Set<string>();
  /** Every session anybody has seen, those included whose creating failed later. */
  readonly everSeen = new Set<string>();
  /** Sessions whose creating was answered. */
  readonly created = new Set<string>();
  /** Sessions of which an agent was told that they end, or whose end it asked for. */
  readonly ends = new Set<string>();
  /** Sessions of which an agent was told that there is none such. */
  readonly missed = new Set<string>();
  /** Sessions that an agent is working on. */
  readonly claimed = new Set<string>();
  /** Names of profiles that were saved and not deleted. */
  readonly profiles = new Set<string>();
  /** Milliseconds since the epoch. */
  readonly until: number;
  readonly seed: number;
  readonly #traces = new Map<string, string[]>();
  readonly #inUse = new Map<string, number>();
  /** Most sessions that had a call at once. */
  mostInUse = 0;
  #keys = 0;

  constructor(until: number, seed: number) {
    this.until = until;
    this.seed = seed;
  }

  get over(): boolean {
    return Date.now() >= this.until;
  }

  get leftMs(): number {
    return Math.max(0, this.until - Date.now());
  }

  /** Sessions that have a call at this moment. */
  get inUse(): number {
    return this.#inUse.size;
  }

  seen(sessionId: string): void {
    if (!this.ends.has(sessionId)) this.live.add(sessionId);
    this.everSeen.add(sessionId);
  }

  /** Counts the session as in use while `work` goes on. */
  async using<T>(sessionId: string, work: () => Promise<T>): Promise<T> {
    this.#inUse.set(sessionId, (this.#inUse.get(sessionId) ?? 0) + 1);
    this.mostInUse = Math.max(this.mostInUse, this.#inUse.size);
    try {
      return await work();
    } finally {
      const left = (this.#inUse.get(sessionId) ?? 1) - 1;
      if (left === 0) this.#inUse.delete(sessionId);
      else this.#inUse.set(sessionId, left);
    }
  }

  trace(sessionId: string, call: string): void {
    if (!this.live.has(sessionId)) this.#traces.delete(sessionId);
    const calls = [...(this.#traces.get(sessionId) ?? []), call].slice(-TRACED);
    this.#traces.set(sessionId, calls);
  }

  /** Notes a breach with the session's last calls. */
  find(sessionId: string, breach: string): void {
    this.tally.find(breach, [sessionId, ...(this.#traces.get(sessionId) ?? [])]);
  }

  /** A word that no other page of this run has. */
  newKey(): string {
    return `k${this.seed}x${++this.#keys}`;
  }

  /** A session may go missing only where somebody was told of its end. */
  judgeMissed(): void {
    const untold = [...this.missed].filter((id) => this.created.has(id) && !this.ends.has(id));
    if (untold.length > 0) this.tally.find(`${untold.length} sessions ended without a word`);
  }
}
