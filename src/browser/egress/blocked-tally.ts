/** Counts what was kept from pages, until somebody has been told. */
export class BlockedTally {
  readonly #counts = new Map<string, number>();

  /** `reason` is one of the rules' own. */
  note(reason: string): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }

  /** What nobody has been told of yet, in one line; none when there is nothing. */
  read(): string[] {
    const reasons = [...this.#counts].sort(([, a], [, b]) => b - a);
    this.#counts.clear();
    if (reasons.length === 0) return [];
    const total = reasons.reduce((sum, [, count]) => sum + count, 0);
    const noun = total === 1 ? "request" : "requests";
    return [`blocked ${total} ${noun} of pages: ${reasons.map(([reason]) => reason).join("; ")}`];
  }
}
