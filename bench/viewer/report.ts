import { type Summary, summaryOf } from "../statistics.ts";
import { CALLS, type Call, type Spent, type Visit, WATCHINGS, type Who } from "./measure.ts";
import { PAGES, type PageKind } from "./pages.ts";

/** What the agent's calls may take with a viewer, as a multiple of what they take without. */
export const MOST_RATIO = 1.2;

/** One kind of call on one page, watched in one way. */
export interface Cell {
  readonly page: PageKind;
  readonly call: Call;
  readonly who: Who;
  readonly ms: Summary;
  /** Median over the median of the same calls that nobody watched. */
  readonly ratio: number;
}

/** What a viewer saw and what the browser spent on one page, in a second or a minute. */
export interface Flow {
  readonly page: PageKind;
  readonly who: Who;
  readonly when: "at rest" | "at work";
  readonly framesPerSecond: number;
  readonly kbPerSecond: number;
  readonly cpuPerMinute: number | undefined;
}

const pages = Object.keys(PAGES) as PageKind[];
const whos = Object.keys(WATCHINGS) as Who[];

/** All calls of all visits, by page, call and viewer. */
export function cellsOf(visits: readonly Visit[]): Cell[] {
  const summary = (page: PageKind, call: Call, who: Who) =>
    summaryOf(only(visits, page, who).flatMap(({ ms }) => ms[call]));
  return pages.flatMap((page) =>
    CALLS.flatMap((call) => {
      const { p50 } = summary(page, call, "nobody");
      return whos.map((who) => {
        const ms = summary(page, call, who);
        return { page, call, who, ms, ratio: ms.p50 / p50 };
      });
    }),
  );
}

/** All visits of a kind taken together. */
export function flowsOf(visits: readonly Visit[]): Flow[] {
  return pages.flatMap((page) =>
    whos.flatMap((who) => {
      const some = only(visits, page, who);
      const rest = flowOf(some.flatMap(({ atRest }) => atRest ?? []));
      const work = flowOf(some.map(({ atWork }) => atWork));
      return [
        { page, who, when: "at rest" as const, ...rest },
        { page, who, when: "at work" as const, ...work },
      ];
    }),
  );
}

function only(visits: readonly Visit[], page: PageKind, who: Who): Visit[] {
  return visits.filter((visit) => visit.page === page && visit.who === who);
}

function flowOf(
  spent: readonly Spent[],
): Pick<Flow, "framesPerSecond" | "kbPerSecond" | "cpuPerMinute"> {
  const sum = (of: (one: Spent) => number) => spent.reduce((all, one) => all + of(one), 0);
  const seconds = sum((one) => one.seconds);
  const isTold = spent.every(({ cpuSeconds }) => cpuSeconds !== undefined);
  return {
    framesPerSecond: sum(({ frames }) => frames) / seconds,
    kbPerSecond: sum(({ bytes }) => bytes) / 1_024 / seconds,
    cpuPerMinute: isTold ? (sum(({ cpuSeconds = 0 }) => cpuSeconds) / seconds) * 60 : undefined,
  };
}

/** One row for each call and page, one column for each way to be watched. */
export function latencyTable(cells: readonly Cell[]): string {
  const rows = pages.flatMap((page) =>
    CALLS.map((call) => [
      `${call}, ${page} page`,
      ...whos.map((who) => {
        const cell = cells.find((one) => one.page === page && one.call === call && one.who === who);
        return cell === undefined ? "" : cellText(cell);
      }),
    ]),
  );
  return markdown(["ms, p50 / p95 ±", ...whos], rows);
}

function cellText({ who, ms: { p50, p95, spread }, ratio }: Cell): string {
  const times = `${p50.toFixed(0)} / ${p95.toFixed(0)} ±${Math.round(spread * 100)} %`;
  if (who === "nobody") return times;
  return `${times}, ${ratio.toFixed(2)}×${ratio > MOST_RATIO ? " MISSED" : ""}`;
}

/** What it costs besides time; CPU is that of the browser with all its processes. */
export function flowTable(flows: readonly Flow[]): string {
  const rows = flows.map(({ page, who, when, framesPerSecond, kbPerSecond, cpuPerMinute }) => [
    `${page} page, agent ${when}`,
    who,
    framesPerSecond.toFixed(1),
    kbPerSecond.toFixed(0),
    cpuPerMinute?.toFixed(1) ?? "–",
  ]);
  return markdown(["", "watched by", "frames/s", "KB/s", "browser's CPU, s/min"], rows);
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
