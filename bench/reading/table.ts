import { summaryOf } from "../statistics.ts";
import type { Reading } from "./read-page.ts";

const HEAD = [
  "page",
  "contestant",
  "controls",
  "found",
  "states",
  "facts",
  "characters",
  "tokens",
  "chars/control",
  "ms",
];

/** One line for each page and contestant. */
export function tableOf(readings: readonly Reading[]): string {
  return aligned([HEAD, ...readings.map(cellsOf)]);
}

/** Columns side by side, the first two to the left. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A share in percent; a dash for none. */
export function share(part: number, whole: number): string {
  return whole === 0 ? "–" : ((part / whole) * 100).toFixed(1);
}

function cellsOf({
  page,
  contestant,
  matched,
  facts,
  missedFacts,
  characters,
  tokens,
  ms,
}: Reading) {
  return [
    page.name,
    contestant,
    String(matched.controls),
    share(matched.found, matched.controls),
    share(matched.statesShown, matched.states),
    share(facts - missedFacts.length, facts),
    String(characters),
    String(tokens),
    (characters / matched.found).toFixed(1),
    ms.length === 0 ? "–" : summaryOf(ms).p50.toFixed(1),
  ];
}
