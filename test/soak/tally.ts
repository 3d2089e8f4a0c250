/** An act that a page reports to the test server under a key of its own. */
interface CountedAct {
  readonly key: string;
  /** Whether the call answered that it was done. */
  readonly done: boolean;
}

/** What happened during a soak, and what of it must not have happened. */
export class Tally {
  readonly outcomes = new Map<string, number>();
  readonly harm = new Map<string, number>();
  readonly latencies: number[] = [];
  readonly acts: CountedAct[] = [];
  readonly #findings = new Map<string, number>();

  /** Notes a breach of the contract; the same one is kept once, with how often it came. */
  find(breach: string): void {
    add(this.#findings, breach);
  }

  get findings(): string[] {
    return [...this.#findings].map(([breach, times]) => `${times} × ${breach}`);
  }

  answered(outcome: string, ms: number): void {
    add(this.outcomes, outcome);
    this.latencies.push(ms);
  }

  harmed(kind: string): void {
    add(this.harm, kind);
  }

  /** The counts, one subject a line. */
  summary(): string[] {
    const sorted = this.latencies.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    const done = this.acts.filter((act) => act.done).length;
    return [
      `calls: ${sorted.length}; ${counts(this.outcomes)}`,
      `latency: median ${median} ms, worst ${sorted.at(-1) ?? 0} ms`,
      `harm: ${counts(this.harm)}`,
      `counted acts: ${this.acts.length}, answered as done: ${done}`,
      ...this.findings.map((finding) => `FOUND ${finding}`),
    ];
  }
}

function add(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

function counts(map: ReadonlyMap<string, number>): string {
  const entries = [...map].toSorted(([, a], [, b]) => b - a);
  return entries.map(([key, count]) => `${key} ${count}`).join(", ") || "none";
}
