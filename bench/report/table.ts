import { CONTESTANTS, type ContestantName, titleOf } from "./contestants.ts";
import type { RowSpec, Target } from "./row-specs.ts";
import type { Cell, Row } from "./rows.ts";

const DASH = "–";

/** The rows as a Markdown table, aligned for people who read it as it is. */
export function peersTable(rows: readonly Row[], present: readonly ContestantName[]): string {
  const columns = CONTESTANTS.filter((name) => present.includes(name));
  const head = ["", ...columns.map(titleOf), "× raw CDP", "× best rival", "target", ""];
  return markdownTable([head, ...rows.map((row) => cellsOf(row, columns))]);
}

/** The same for a page that only wants to be read: medians, servers first, and no verdicts. */
export function briefTable(rows: readonly Row[], present: readonly ContestantName[]): string {
  const order = ["Leapfrog", "Playwright", "DevTools", "raw CDP"] as const;
  const columns = order.filter((name) => present.includes(name));
  const lines = rows.map((row) => [
    `${row.name}, ${row.unit}`,
    ...columns.map((name) => briefText(row.cells[name], row.unit)),
  ]);
  return markdownTable([["", ...columns.map(titleOf)], ...lines]);
}

function briefText(cell: Cell | undefined, unit: RowSpec["unit"]): string {
  return cell === undefined ? DASH : (cell.instead ?? numberText(cell.value, unit));
}

/** Columns side by side; the first to the left, numbers to the right. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const padded = rows.map((row) =>
    line(
      row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      ),
    ),
  );
  const rule = line(
    widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)),
  );
  return [padded[0], rule, ...padded.slice(1)].join("\n");
}

function cellsOf(row: Row, columns: readonly ContestantName[]): string[] {
  const verdict = row.met === undefined ? "" : row.met ? "met" : "**MISSED**";
  return [
    `${row.name}, ${row.unit}`,
    ...columns.map((name) => cellText(row.cells[name], row.unit)),
    times(row.overFloor),
    times(row.overBest),
    targetText(row.target),
    verdict,
  ];
}

/** The median, behind the slash the 95th percentile, then how noisy the run was. */
function cellText(cell: Cell | undefined, unit: RowSpec["unit"]): string {
  if (cell === undefined) return DASH;
  const { value, times: summary, note } = cell;
  const behind = note === undefined ? "" : ` (${note})`;
  if (cell.instead !== undefined) return `${cell.instead}${behind}`;
  if (summary === undefined || summary.count < 2) return `${numberText(value, unit)}${behind}`;
  const noise = `±${Math.round(summary.spread * 100)} %`;
  return `${numberText(value, unit)} / ${numberText(summary.p95, unit)} ${noise}${behind}`;
}

function numberText(value: number, unit: RowSpec["unit"]): string {
  if (unit === "cases" || unit === "MiB") return grouped(value);
  if (unit === "%") return value.toFixed(1);
  return Math.abs(value) < 100 ? value.toFixed(1) : grouped(value);
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

function times(ratio: number | undefined): string {
  if (ratio === undefined || !Number.isFinite(ratio)) return DASH;
  return `${ratio.toFixed(2)}×`;
}

function targetText({ most, least, over, ratio }: Target = {}): string {
  return [
    ...(most === undefined ? [] : [`≤ ${grouped(most)}`]),
    ...(least === undefined ? [] : [`≥ ${least}`]),
    ...(over === undefined ? [] : [`≤ raw CDP + ${over}`]),
    ...(ratio === undefined ? [] : [`≤ ${ratio}× raw CDP`]),
  ].join(", ");
}
