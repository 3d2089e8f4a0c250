/** What is said of one row's numbers. */
export interface Summary {
  readonly p50: number;
  readonly p95: number;
  /** Half of the numbers lie within this of the median, as a part of it; how noisy the run was. */
  readonly spread: number;
  readonly count: number;
}

/** Sums up the numbers of one row; `NaN` throughout for none. */
export function summaryOf(numbers: readonly number[]): Summary {
  const p50 = quantile(numbers, 0.5);
  const off = numbers.map((number) => Math.abs(number - p50));
  return {
    p50,
    p95: quantile(numbers, 0.95),
    spread: quantile(off, 0.5) / p50,
    count: numbers.length,
  };
}

/** Interpolated between the two neighbours. */
function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}
