import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Judged, runGauntlet } from "../acting/gauntlet.ts";
import { closingAfter } from "../closing.ts";
import type { Cell, Cells } from "../report/rows.ts";
import { startActors } from "./actors.ts";
import type { Part, World } from "./world.ts";

/** What is uploaded: seven bytes. */
const FILE_TEXT = "invoice";
const NAMES = { Leapfrog: "Leapfrog", Playwright: "Playwright", DevTools: "DevTools" };
/** The same servers asked for a snapshot with each answer; Leapfrog tells what changed anyway. */
const TELLING = {
  Leapfrog: "Leapfrog",
  Playwright: "Playwright +file",
  DevTools: "DevTools +snapshot",
};

/** Wishes that pages grant, refuse or spoil, and whether the answers are true. */
export const measureGauntlet: Part = (world: World) =>
  closingAfter(async (keep) => {
    const file = join(world.folder, "invoice.txt");
    await writeFile(file, FILE_TEXT);
    const actors = (await startActors(world, keep)).filter(({ isFloor }) => isFloor !== true);
    return cellsOf(await runGauntlet(actors, world.extent.cases, world.acting, file));
  });

function cellsOf(judged: readonly Judged[]): Cells {
  return {
    false: cellsFor(judged, NAMES, falseSuccesses),
    "false.told": cellsFor(judged, TELLING, falseSuccesses),
    done: cellsFor(judged, NAMES, doneShare),
  };
}

function cellsFor(
  judged: readonly Judged[],
  names: Readonly<Record<string, string>>,
  cellFor: (judged: readonly Judged[]) => Cell,
): Record<string, Cell> {
  const cells = Object.entries(names).map(([column, name]) => {
    const own = judged.filter(({ contestant }) => contestant === name);
    return [column, own] as const;
  });
  return Object.fromEntries(
    cells.filter(([, own]) => own.length > 0).map(([column, own]) => [column, cellFor(own)]),
  );
}

function falseSuccesses(judged: readonly Judged[]): Cell {
  const count = (verdict: string) => judged.filter((one) => one.verdict === verdict).length;
  const hung = count("hung") === 0 ? "" : `, ${count("hung")} hung`;
  return { value: count("false success"), note: `of ${judged.length}${hung}` };
}

function doneShare(judged: readonly Judged[]): Cell {
  const doable = judged.filter((one) => one.doable);
  const done = doable.filter(({ happened }) => happened);
  return {
    value: (done.length / doable.length) * 100,
    note: `${done.length} of ${doable.length}`,
  };
}
