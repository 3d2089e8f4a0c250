import { summaryOf } from "../statistics.ts";
import type { Judged } from "./gauntlet.ts";
import type { Verdict } from "./judge.ts";
import { KINDS, PAGES, type Timed } from "./latency.ts";

const VERDICTS: readonly Verdict[] = [
  "true success",
  "true failure",
  "false success",
  "false failure",
  "hung",
  "not offered",
];
const SHORT: Readonly<Record<Verdict, string>> = {
  "true success": "done",
  "true failure": "not done, told",
  "false success": "**false success**",
  "false failure": "**false failure**",
  hung: "**hung**",
  "not offered": "not offered",
};

const ORDER = [
  "raw CDP",
  "Leapfrog",
  "Playwright",
  "Playwright +file",
  "DevTools",
  "DevTools +snapshot",
];

function namesIn(results: readonly { readonly contestant: string }[]): string[] {
  const present = new Set(results.map(({ contestant }) => contestant));
  return ORDER.filter((name) => present.has(name));
}

/** Milliseconds at p50 / p95 of the calls that had their effect. */
export function latencyTable(timed: readonly Timed[]): string {
  const names = namesIn(timed);
  const rows = PAGES.flatMap((page) =>
    KINDS.map((kind) => [
      `${kind}, ${page} page`,
      ...names.map((name) =>
        cellOf(
          timed.filter((one) => one.contestant === name && one.page === page && one.kind === kind),
        ),
      ),
    ]),
  );
  return markdown([["ms, p50 / p95", ...names], ...rows]);
}

function cellOf(calls: readonly Timed[]): string {
  const reached = calls.filter((call) => call.reached);
  const { p50, p95 } = summaryOf(reached.map(({ ms }) => ms));
  const note = latencyNote(calls);
  return `${p50.toFixed(0)} / ${p95.toFixed(0)}${note === undefined ? "" : ` (${note})`}`;
}

/** What the times of these calls do not tell; undefined for nothing. */
export function latencyNote(calls: readonly Timed[]): string | undefined {
  const reached = calls.filter((call) => call.reached);
  const shown = reached.filter((call) => call.shown).length;
  const notes = [
    ...(reached.length < calls.length ? [`no effect ${calls.length - reached.length}×`] : []),
    ...(shown < reached.length ? [`answered before the effect ${reached.length - shown}×`] : []),
  ];
  return notes.length === 0 ? undefined : notes.join(", ");
}

/** How often each contestant told the truth, and what it did besides. */
export function gauntletTable(judged: readonly Judged[]): string {
  const rows = namesIn(judged).map((name) => {
    const all = judged.filter(({ contestant }) => contestant === name);
    const done = all.filter(({ verdict }) => verdict === "true success");
    const doable = all.filter((one) => one.doable);
    return [
      name,
      ...VERDICTS.map((verdict) => String(all.filter((one) => one.verdict === verdict).length)),
      String(all.flatMap((one) => one.unasked).length),
      `${doable.filter(({ happened }) => happened).length}/${doable.length}`,
      `${done.filter(({ told }) => told).length}/${done.length}`,
    ];
  });
  const head = [...VERDICTS, "unasked requests", "doable and done", "effect told"];
  return markdown([["contestant", ...head], ...rows]);
}

/** What each contestant's answer to each case amounts to. */
export function casesTable(judged: readonly Judged[]): string {
  const names = namesIn(judged);
  const rows = [...Map.groupBy(judged, (one) => one.case)].map(([name, answers]) => [
    name,
    ...names.map((contestant) => verdictCell(answers.find((one) => one.contestant === contestant))),
  ]);
  return markdown([["case", ...names], ...rows]);
}

function verdictCell(one: Judged | undefined): string {
  if (one === undefined) return "";
  const extra = one.unasked.length === 0 ? "" : `, **unasked: ${one.unasked.join(", ")}**`;
  return SHORT[one.verdict] + extra;
}

function markdown([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
