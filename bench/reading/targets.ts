import { summaryOf } from "../statistics.ts";
import { type LinearRow, msPerThousand } from "./linear.ts";
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
  const all = totalOf(ours);
  return [
    ...kindTargets(
      "news-list",
      ours.filter(({ page }) => page.kind === "list"),
      5_500,
    ),
    ...kindTargets(
      "news pages, median",
      ours.filter(({ page }) => page.kind === "news"),
      6_000,
    ),
    { name: "all pages: characters per control found", value: all.perControl, most: 30 },
    { name: "all pages: controls found, %", value: all.controls, least: 99 },
    { name: "all pages: states shown, %", value: all.states, least: 99 },
    { name: "all pages: facts told, %", value: all.facts, least: 95 },
  ];
}

function kindTargets(name: string, readings: readonly Reading[], characters: number): Target[] {
  if (readings.length === 0) return [];
  const total = totalOf(readings);
  return [
    { name: `${name}: characters`, value: total.characters, most: characters },
    { name: `${name}: controls found, %`, value: total.controls, least: 99 },
    { name: `${name}: states shown, %`, value: total.states, least: 99 },
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

/** The dearest thousand elements of any size beyond the smallest, over those of the smallest. */
function linearTargets([smallest, ...larger]: readonly LinearRow[]): Target[] {
  if (smallest === undefined) return [];
  const value = Math.max(...larger.map(msPerThousand)) / msPerThousand(smallest);
  const name = `time per element up to ${larger.at(-1)?.elements} over that at ${smallest.elements}`;
  return [{ name, value, most: 1.5 }];
}
