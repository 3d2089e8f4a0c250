import { summaryOf } from "../statistics.ts";
import type { LinearRow } from "./linear.ts";
import type { Reading } from "./read-page.ts";
import { byContestant, totalOf } from "./summary.ts";
import { aligned } from "./table.ts";

/** One number of the product and what it must not exceed or fall short of. */
interface Target {
  readonly name: string;
  readonly value: number;
  readonly most?: number;
  readonly least?: number;
}

/** Targets of the design, for the product's part of the readings, with whether they are met. */
export function targetTable(readings: readonly Reading[], linear: readonly LinearRow[]): string {
  const [ours = [], ...rivals] = byContestant(readings);
  const targets = [...sizeTargets(ours), ...timeTargets(ours, rivals), ...linearTargets(linear)];
  const rows = targets
    .filter(({ value }) => !Number.isNaN(value))
    .map(({ name, value, most, least }) => [
      name,
      most === undefined ? `≥ ${least}` : `≤ ${most}`,
      value.toFixed(value < 10 ? 2 : 1),
      value <= (most ?? value) && value >= (least ?? value) ? "met" : "MISSED",
    ]);
  return aligned([["target", "", "ours", ""], ...rows]);
}

function sizeTargets(ours: readonly Reading[]): Target[] {
  const list = totalOf(ours.filter(({ page }) => page.kind === "list"));
  const news = totalOf(ours.filter(({ page }) => page.kind === "news"));
  const all = totalOf(ours);
  return [
    { name: "news-list: characters", value: list.characters, most: 5_500 },
    { name: "news-list: controls found, %", value: list.controls, least: 99 },
    { name: "20 news pages: characters, median", value: news.characters, most: 6_000 },
    { name: "20 news pages: controls found, %", value: news.controls, least: 99 },
    { name: "all pages: characters per control found", value: all.perControl, most: 30 },
    { name: "all pages: controls found, %", value: all.controls, least: 99 },
    { name: "all pages: states shown, %", value: all.states, least: 99 },
    { name: "all pages: facts told, %", value: all.facts, least: 95 },
  ];
}

/** The median over the pages of the product's time over the faster rival's on that page. */
function timeTargets(ours: readonly Reading[], rivals: readonly (readonly Reading[])[]): Target[] {
  if (rivals.length === 0) return [];
  const ratios = ours.map(({ ms }, at) => {
    const others = rivals.map((rival) => summaryOf(rival[at]?.ms ?? []).p50);
    return summaryOf(ms).p50 / Math.min(...others);
  });
  const value = summaryOf(ratios).p50;
  return [{ name: "snapshot time over the rivals' fastest, median page", value, most: 1.5 }];
}

/** Twenty times the elements may take half as long again for each of them. */
function linearTargets(linear: readonly LinearRow[]): Target[] {
  const per = linear.map(({ elements, ms }) => (summaryOf(ms).p50 * 1_000) / elements);
  const value = (per.at(-1) ?? Number.NaN) / (per[0] ?? Number.NaN);
  const name = `time per element at ${linear.at(-1)?.elements} over that at ${linear[0]?.elements}`;
  return [{ name, value, most: 1.5 }];
}
