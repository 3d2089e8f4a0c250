import { type Summary, summaryOf } from "./statistics.ts";

/** What a row must not exceed: a number of its own, a distance to the floor, or a ratio to it. */
export interface Target {
  readonly ours?: number;
  readonly over?: number;
  readonly ratio?: number;
}

const FREE = Number.POSITIVE_INFINITY;

/** One comparison of a run. */
export interface Row {
  readonly name: string;
  readonly unit: "ms" | "MiB";
  readonly ours: Summary;
  readonly floor: Summary;
  /** Median over median. */
  readonly ratio: number;
  readonly target: Target;
  readonly met: boolean;
}

/** Compares both sides' numbers with each other and with the target. */
export function rowOf(
  name: string,
  unit: Row["unit"],
  oursNumbers: readonly number[],
  floorNumbers: readonly number[],
  target: Target,
): Row {
  const ours = summaryOf(oursNumbers);
  const floor = summaryOf(floorNumbers);
  const ratio = ours.p50 / floor.p50;
  const { ours: most = FREE, over = FREE, ratio: times = FREE } = target;
  const met = ours.p50 <= most && ours.p50 - floor.p50 <= over && ratio <= times;
  return { name, unit, ours, floor, ratio, target, met };
}

/** The rows as a table for people. */
export function tableOf(rows: readonly Row[]): string {
  const head = ["", "ours p50", "p95", "±", "floor p50", "p95", "±", "over", "ratio", "target", ""];
  const cells = [head, ...rows.map(cellsOf)];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : pad(cell, widths[column]),
        )
        .join("  "),
    )
    .join("\n");
}

function cellsOf({ name, unit, ours, floor, ratio, target, met }: Row): string[] {
  const side = ({ p50, p95, spread }: Summary) => [number(p50), number(p95), percent(spread)];
  return [
    `${name}, ${unit}`,
    ...side(ours),
    ...side(floor),
    number(ours.p50 - floor.p50),
    ratio.toFixed(2),
    targetText(target),
    met ? "met" : "MISSED",
  ];
}

function targetText({ ours, over, ratio }: Target): string {
  const parts = [
    ...(ours === undefined ? [] : [`≤ ${ours}`]),
    ...(over === undefined ? [] : [`≤ +${over}`]),
    ...(ratio === undefined ? [] : [`≤ ${ratio}×`]),
  ];
  return parts.join(", ");
}

function pad(text: string, width = 0): string {
  return text.padStart(width);
}

function number(value: number): string {
  return value.toFixed(Math.abs(value) < 100 ? 1 : 0);
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}
