import { summaryOf } from "../statistics.ts";
import type { Reading } from "./read-page.ts";
import { aligned, share } from "./table.ts";

/** What one contestant made of many pages. */
export interface Total {
  readonly contestant: string;
  readonly controls: number;
  readonly states: number;
  readonly facts: number;
  readonly characters: number;
  readonly tokens: number;
  readonly perControl: number;
  readonly ms: number;
}

/** Shares in percent over all controls, states and facts of the pages; sizes and times as medians of pages. */
export function totalOf(readings: readonly Reading[]): Total {
  const sum = (count: (reading: Reading) => number) =>
    readings.reduce((total, reading) => total + count(reading), 0);
  const median = (count: (reading: Reading) => number) => summaryOf(readings.map(count)).p50;
  const percent = (part: number, whole: number) => (whole === 0 ? 100 : (part / whole) * 100);
  const found = sum(({ matched }) => matched.found);
  const facts = sum((reading) => reading.facts);
  return {
    contestant: readings[0]?.contestant ?? "",
    controls: percent(
      found,
      sum(({ matched }) => matched.controls),
    ),
    states: percent(
      sum(({ matched }) => matched.statesShown),
      sum(({ matched }) => matched.states),
    ),
    facts: percent(facts - sum(({ missedFacts }) => missedFacts.length), facts),
    characters: median(({ characters }) => characters),
    tokens: median(({ tokens }) => tokens),
    perControl: sum(({ characters }) => characters) / found,
    ms: median(({ ms }) => summaryOf(ms).p50),
  };
}

/** The readings of each contestant, in the order they take part. */
export function byContestant(readings: readonly Reading[]): Reading[][] {
  const groups = Map.groupBy(readings, ({ contestant }) => contestant);
  return [...groups.values()];
}

/** One line for each group of pages and contestant. */
export function summaryTable(readings: readonly Reading[]): string {
  const groups: [string, Reading[]][] = [
    ["news-list", readings.filter(({ page }) => page.kind === "list")],
    ["20 news pages", readings.filter(({ page }) => page.kind === "news")],
    ["third-party apps", readings.filter(({ page }) => page.kind === "app")],
    ["own pages", readings.filter(({ page }) => page.kind === "own")],
    ["all pages", [...readings]],
  ];
  const rows = groups.flatMap(([name, some]) =>
    byContestant(some).map((group) => rowOf(name, totalOf(group))),
  );
  return aligned([HEAD, ...rows]);
}

const HEAD = [
  "pages",
  "contestant",
  "controls %",
  "states %",
  "facts %",
  "characters",
  "tokens",
  "chars/control",
  "ms",
];

function rowOf(name: string, total: Total): string[] {
  return [
    name,
    total.contestant,
    share(total.controls, 100),
    share(total.states, 100),
    share(total.facts, 100),
    total.characters.toFixed(0),
    total.tokens.toFixed(0),
    total.perControl.toFixed(1),
    Number.isNaN(total.ms) ? "–" : total.ms.toFixed(1),
  ];
}
