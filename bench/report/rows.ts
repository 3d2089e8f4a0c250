import { type Summary, summaryOf } from "../statistics.ts";
import { type ContestantName, isRival } from "./contestants.ts";
import type { RowSpec, Target } from "./row-specs.ts";

/** What is better the less it is. */
const COSTS = new Set<RowSpec["unit"]>(["characters", "ms", "MiB"]);

/** One contestant's number in one row. */
export interface Cell {
  readonly value: number;
  /** Where the number is the median of several. */
  readonly times?: Summary;
  /** Stands in the table beside the number. */
  readonly note?: string;
  /** Stands in the table in place of the number, which is then a bound. */
  readonly instead?: string;
}

/** What a part measured: cells by row and contestant. */
export type Cells = Readonly<Record<string, Readonly<Partial<Record<ContestantName, Cell>>>>>;

/** One row of the report. */
export interface Row extends RowSpec {
  readonly cells: Readonly<Partial<Record<ContestantName, Cell>>>;
  /** Leapfrog's number over that of raw CDP, and over that of the best rival. */
  readonly overFloor?: number;
  readonly overBest?: number;
  /** Undefined where there is no target. */
  readonly met?: boolean;
}

/** The median of these as a cell. */
export function cellOf(numbers: readonly number[], note?: string): Cell {
  const times = summaryOf(numbers);
  return { value: times.p50, times, ...(note === undefined ? {} : { note }) };
}

/** Sets a row's numbers against each other and against its target; a bound is compared with nothing. */
export function rowOf(spec: RowSpec, cells: Row["cells"]): Row {
  const { Leapfrog: ours, "raw CDP": floor } = cells;
  const rivals = Object.entries(cells)
    .filter(([name]) => isRival(name as ContestantName))
    .map(([, cell]) => cell);
  return {
    ...spec,
    cells,
    ...(ours && floor ? ratioOf("overFloor", ours, [floor]) : {}),
    ...(ours && COSTS.has(spec.unit) ? ratioOf("overBest", ours, rivals) : {}),
    ...(spec.target && ours ? verdictOf(spec.target, ours, floor?.value) : {}),
  };
}

function ratioOf(name: "overFloor" | "overBest", ours: Cell, others: readonly Cell[]) {
  const numbers = others.filter((cell) => cell.instead === undefined).map(({ value }) => value);
  if (ours.instead !== undefined || numbers.length === 0) return {};
  return { [name]: ours.value / Math.min(...numbers) };
}

function verdictOf(target: Target, { value, instead }: Cell, floor = Number.NaN) {
  const met = isMet(target, value, floor);
  // "Never within 2 s" misses a target of 1 s, and says nothing about one of 6 s.
  return instead !== undefined && met ? {} : { met };
}

function isMet({ most, least, over, ratio }: Target, ours: number, floor: number): boolean {
  return (
    (most === undefined || ours <= most) &&
    (least === undefined || ours >= least) &&
    (over === undefined || ours - floor <= over) &&
    (ratio === undefined || ours / floor <= ratio)
  );
}

/** What a run did not bring: rows, or numbers of contestants that took part. */
export function missingIn(
  specs: readonly RowSpec[],
  rows: readonly Row[],
  present: readonly ContestantName[],
): string[] {
  return specs.flatMap(({ id, name, who }) => {
    const found = rows.find((row) => row.id === id);
    return who
      .filter((one) => present.includes(one))
      .filter((one) => !Number.isFinite(found?.cells[one]?.value))
      .map((one) => `${name} (${id}): no number of ${one}`);
  });
}
