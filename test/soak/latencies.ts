const WIDTHS = [24, 7, 8, 8, 8];

/** How long calls took, by tool. */
export class Latencies {
  readonly #byTool = new Map<string, number[]>();

  add(tool: string, ms: number): void {
    const known = this.#byTool.get(tool);
    if (known === undefined) this.#byTool.set(tool, [ms]);
    else known.push(ms);
  }

  get count(): number {
    return [...this.#byTool.values()].reduce((sum, { length }) => sum + length, 0);
  }

  get tools(): readonly string[] {
    return [...this.#byTool.keys()];
  }

  /** Milliseconds, one tool a line. */
  table(): string[] {
    const tools = [...this.#byTool].toSorted(([a], [b]) => a.localeCompare(b));
    const all = tools.flatMap(([, times]) => times);
    return [
      row(["tool", "calls", "p50 ms", "p95 ms", "max ms"]),
      ...tools.map(([tool, times]) => row([tool, ...figures(times)])),
      row(["all", ...figures(all)]),
    ];
  }
}

function figures(times: readonly number[]): (string | number)[] {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return [sorted.length, at(0.5) ?? "-", at(0.95) ?? "-", sorted.at(-1) ?? "-"];
}

function row(cells: readonly (string | number)[]): string {
  const [name = "", ...numbers] = cells;
  const rest = numbers.map((cell, index) => String(cell).padStart(WIDTHS[index + 1] ?? 8));
  return `${String(name).padEnd(WIDTHS[0] ?? 0)}${rest.join("")}`;
}
