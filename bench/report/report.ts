import { installedVersion } from "../installed.ts";
import { type Machine, machine } from "../machine.ts";
import type { Measured } from "../parts/parts.ts";
import type { Extent, World } from "../parts/world.ts";
import { type ContestantName, isRival, RIVALS } from "./contestants.ts";
import { type PartName, ROW_SPECS } from "./row-specs.ts";
import { missingIn, type Row, rowOf } from "./rows.ts";
import { peersTable } from "./table.ts";

/** A whole run, as `--json` keeps it. */
export interface Report extends Machine {
  /** Of the minute before anything was measured. */
  readonly loadBefore: number;
  readonly extent: Readonly<Record<keyof Extent, number>>;
  readonly present: readonly ContestantName[];
  readonly seconds: Readonly<Record<string, number>>;
  readonly rows: readonly Row[];
  /** What a run must not end with: parts that broke, and numbers that are not there. */
  readonly problems: readonly string[];
}

/** Sets what was measured against the targets, and looks whether all is there. */
export function reportOf(
  { cells, seconds, problems }: Measured,
  { present, extent }: World,
  parts: readonly PartName[],
  browser: string,
  loadBefore: number,
): Report {
  const asked = ROW_SPECS.filter(({ part }) => parts.includes(part));
  // Only packages hold real news pages.
  const specs = asked.filter(({ id }) => present.some(isRival) || !id.startsWith("real"));
  const rows = specs.flatMap((spec) => {
    const found = cells[spec.id];
    return found === undefined ? [] : [rowOf(spec, found)];
  });
  const rivals = present
    .filter(isRival)
    .map((name) => [RIVALS[name].package, installedVersion(RIVALS[name].package)]);
  return {
    ...machine(browser, Object.fromEntries(rivals)),
    loadBefore,
    extent: { ...extent, pages: extent.pages.length, cases: extent.cases.length },
    present,
    seconds,
    rows,
    problems: [...problems, ...missingIn(specs, rows, present)],
  };
}

/** The report for people, in Markdown: the table first, then what it was measured on. */
export function textOf({ rows, present, ...report }: Report): string {
  const { rounds, pools } = report.extent;
  const absent = present.some(isRival) ? "" : " Rivals are absent: they could not be installed.";
  return [
    peersTable(rows, present),
    `Medians; behind the slash the 95th percentile, then the median distance to the median. ${rounds} rounds, ${pools} of what takes seconds, contestants taking turns, in ${minutes(report.seconds)} min.${absent}`,
    machineLine(report, report.loadBefore),
  ].join("\n\n");
}

/** What a run was made on, in one line that names no place of this machine. */
export function machineLine(here: Machine, loadBefore: number): string {
  const { cores, cpu, memoryGib, browser, at } = here;
  return `${cores} × ${cpu}, ${memoryGib} GiB, load ${loadBefore.toFixed(1)} before; ${versions(here)}; ${withoutPath(browser)}; ${at.slice(0, 10)}.`;
}

/** Where the browser lies on this machine is of no use on another. */
function withoutPath(browser: string): string {
  return browser.replace(/, \/[^,)]*/, "");
}

function versions({ versions: all }: Pick<Report, "versions">): string {
  return Object.entries(all)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");
}

function minutes(seconds: Readonly<Record<string, number>>): string {
  const sum = Object.values(seconds).reduce((total, one) => total + one, 0);
  return (sum / 60).toFixed(1);
}
