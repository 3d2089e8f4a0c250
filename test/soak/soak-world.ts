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
  /** Milliseconds since the epoch. */
  readonly until: number;
  readonly #seed: number;
  readonly #traces = new Map<string, string[]>();
  #keys = 0;

  constructor(until: number, seed: number) {
    this.until = until;
    this.#seed = seed;
  }

  get over(): boolean {
    return Date.now() >= this.until;
  }

  seen(sessionId: string): void {
    if (!this.ends.has(sessionId)) this.live.add(sessionId);
    this.everSeen.add(sessionId);
  }

  /** Notes a call on a session and tells the last ones, where they led to a breach. */
  trace(sessionId: string, call: string, isBreach: boolean): void {
    const calls = [...(this.#traces.get(sessionId) ?? []), call].slice(-TRACED);
    this.#traces.set(sessionId, calls);
    if (isBreach) console.log([`${sessionId}, the last calls:`, ...calls].join("\n  "));
  }

  /** A word that no other page of this run has. */
  newKey(): string {
    return `k${this.#seed}x${++this.#keys}`;
  }

  /** A session may go missing only where somebody was told of its end. */
  judgeMissed(): void {
    const untold = [...this.missed].filter((id) => this.created.has(id) && !this.ends.has(id));
    if (untold.length > 0) this.tally.find(`${untold.length} sessions ended without a word`);
  }
}
