import { counted } from "../../domain/counted.ts";

/** What a page may be kept from. */
type Blocked = "request" | "window";

/** Counts what was kept from pages, until somebody has been told. */
export class BlockedTally {
  readonly #counts: Readonly<Record<Blocked, Map<string, number>>> = {
    request: new Map(),
    window: new Map(),
  };

  /** `reason` is one of the rules' own. */
  note(reason: string, what: Blocked = "request"): void {
    const counts = this.#counts[what];
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }

  /** What nobody has been told of yet, in one line of each kind; none when there is nothing. */
  read(): string[] {
    return [...this.#told("request"), ...this.#told("window")];
  }

  #told(what: Blocked): string[] {
    const reasons = [...this.#counts[what]].sort(([, a], [, b]) => b - a);
    this.#counts[what].clear();
    if (reasons.length === 0) return [];
    const total = reasons.reduce((sum, [, count]) => sum + count, 0);
    return [`blocked ${counted(total, what)} of pages: ${reasons.map(([why]) => why).join("; ")}`];
  }
}
