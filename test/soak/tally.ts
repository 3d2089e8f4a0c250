import { Latencies } from "./latencies.ts";
import { Standstill } from "./standstill.ts";

/** An act that a page reports to the test server under a key of its own. */
interface CountedAct {
  readonly key: string;
  /** Whether the call answered that it was done. */
  readonly done: boolean;
  /** How often it happens where it is done. */
  readonly times: number;
  /** The beginning of what was answered, which names the session. */
  readonly answer: string;
}

const MAX_ANSWER = 300;

/** What happened during a soak, and what of it must not have happened. */
export class Tally {
  readonly outcomes = new Map<string, number>();
  readonly harm = new Map<string, number>();
  readonly episodes = new Map<string, number>();
  readonly hostile = new Map<string, number>();
  readonly people = new Map<string, number>();
  readonly standstill = new Standstill();
  readonly latencies = new Latencies();
  readonly acts: CountedAct[] = [];
  readonly bursts: string[] = [];
  readonly #findings = new Map<string, { times: number; trace: readonly string[] }>();

  /** Notes a breach of the contract; the same one is kept once, with how often it came and what led to it. */
  find(breach: string, trace: readonly string[] = []): void {
    const { times, trace: first } = this.#findings.get(breach) ?? { times: 0, trace };
    this.#findings.set(breach, { times: times + 1, trace: first });
  }

  get findings(): string[] {
    return [...this.#findings].map(([breach, { times }]) => `${times} × ${breach}`);
  }

  answered(tool: string, outcome: string, ms: number): void {
    add(this.outcomes, outcome);
    this.latencies.add(tool, ms);
  }

  /** Notes what was answered to an act that happens so many times where it is done. */
  counted(key: string, { outcome, text }: { outcome: string; text: string }, times = 1): void {
    const done = outcome === "ok";
    this.acts.push({ key, done, times, answer: text.slice(0, MAX_ANSWER) });
  }

  /** The counts, one subject a line. */
  summary(): string[] {
    const done = this.acts.filter((act) => act.done).length;
    return [
      `calls: ${this.latencies.count}; ${counts(this.outcomes)}`,
      `harm: ${counts(this.harm)}`,
      `episodes: ${counts(this.episodes)}`,
      `hostile pages: ${counts(this.hostile)}`,
      `people: ${counts(this.people)}`,
      `counted acts: ${this.acts.length}, answered as done: ${done}`,
      `longest standstill of the whole process: ${this.standstill.worstMs} ms`,
      ...this.bursts.map((burst) => `burst: ${burst}`),
      ...this.latencies.table(),
      ...this.#told(),
    ];
  }

  #told(): string[] {
    return [...this.#findings].flatMap(([breach, { times, trace }]) => [
      `FOUND ${times} × ${breach}`,
      ...trace.map((call) => `    ${call}`),
    ]);
  }
}

/** One more of this. */
export function add(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

/** What there was most of first. */
export function counts(map: ReadonlyMap<string, number>): string {
  const entries = [...map].toSorted(([, a], [, b]) => b - a);
  return entries.map(([key, count]) => `${key} ${count}`).join(", ") || "none";
}
