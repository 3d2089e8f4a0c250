import { CONTESTANTS, type ContestantName } from "./contestants.ts";

/** Groups of rows that are measured together, in this order; `--only` takes their names. */
export const PARTS = [
  "tools",
  "snapshot",
  "calls",
  "click",
  "create",
  "recovery",
  "pool",
  "gauntlet",
] as const;
export type PartName = (typeof PARTS)[number];

/** What Leapfrog must not exceed or fall short of: a number, a distance to raw CDP, or a ratio to it. */
export interface Target {
  readonly most?: number;
  readonly least?: number;
  readonly over?: number;
  readonly ratio?: number;
}

/** One row of the report before anything is measured. */
export interface RowSpec {
  readonly id: string;
  readonly part: PartName;
  readonly name: string;
  readonly unit: "characters" | "%" | "ms" | "MiB" | "cases";
  readonly target?: Target;
  /** Who must have a number in it. */
  readonly who: readonly ContestantName[];
}

const ALL = CONTESTANTS;
const SERVERS = ["Leapfrog", "Playwright", "DevTools"] as const;
const OWN = ["Leapfrog", "raw CDP"] as const;

/** Every row, with the targets of the design. */
export const ROW_SPECS: readonly RowSpec[] = [
  row("tools", "tools", "tools/list", "characters", SERVERS, { most: 22_000 }),
  row("news", "snapshot", "snapshot of a 30-row news page", "characters", SERVERS, { most: 5_500 }),
  row("news.names", "snapshot", "… of its refs and names alone", "characters", ["Leapfrog"]),
  row("news.controls", "snapshot", "… controls found", "%", SERVERS, { least: 99 }),
  row("real", "snapshot", "snapshot of real news pages, median", "characters", SERVERS, {
    most: 6_000,
  }),
  row("real.names", "snapshot", "… of their refs and names alone", "characters", ["Leapfrog"]),
  row("real.controls", "snapshot", "… controls found", "%", SERVERS, { least: 99 }),
  row("all", "snapshot", "snapshot for each control found, all pages", "characters", SERVERS, {
    most: 30,
  }),
  row("all.names", "snapshot", "… for refs and names alone", "characters", ["Leapfrog"]),
  row("all.controls", "snapshot", "… controls found", "%", SERVERS, { least: 99 }),
  row("all.states", "snapshot", "… states shown", "%", SERVERS, { least: 99 }),
  row("tabs", "calls", "one command: tabs_list", "ms", OWN, { over: 8 }),
  row("read", "calls", "snapshot", "ms", ALL, { over: 8 }),
  row("navigate", "calls", "navigate", "ms", ALL, { over: 8, ratio: 1.5 }),
  row("click", "click", "click, settled and reported", "ms", ALL, { most: 60 }),
  row("fill", "click", "fill, settled and reported", "ms", ALL),
  row("create", "create", "session_create {url}", "ms", ALL, { ratio: 1.2 }),
  row("recovery", "recovery", "while(true) in a page, until another is read", "ms", ALL, {
    most: 6_000,
  }),
  row("pool", "pool", "sessions at once, created and navigated", "ms", ALL, { most: 1_500 }),
  row("memory", "pool", "… memory of their browsers, PSS", "MiB", ALL, { ratio: 1.05 }),
  row("false", "gauntlet", "false successes", "cases", SERVERS, { most: 0 }),
  row("false.told", "gauntlet", "… with a snapshot in each answer", "cases", SERVERS, { most: 0 }),
  row("done", "gauntlet", "cases done of those that can be done", "%", SERVERS),
];

function row(
  id: string,
  part: PartName,
  name: string,
  unit: RowSpec["unit"],
  who: readonly ContestantName[],
  target?: Target,
): RowSpec {
  return { id, part, name, unit, who, ...(target === undefined ? {} : { target }) };
}
