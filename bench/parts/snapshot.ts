import { closingAfter } from "../closing.ts";
import { endpointOf } from "../openers/product.ts";
import { readerOf } from "../reading/contestants/ours.ts";
import { rivalNamed, startRival } from "../reading/contestants/rivals.ts";
import { readAll } from "../reading/read-all.ts";
import type { Reading } from "../reading/read-page.ts";
import { byContestant, type Total, totalOf } from "../reading/summary.ts";
import { TruthPage } from "../reading/truth/truth-page.ts";
import { isRival } from "../report/contestants.ts";
import type { Cell, Cells } from "../report/rows.ts";
import type { Part, World } from "./world.ts";

/** What snapshots tell of pages, and at what size, against a truth of the bench's own. */
export const measureSnapshots: Part = ({ servers, pages, present, folder, extent }: World) =>
  closingAfter(async (keep) => {
    const truth = keep(await TruthPage.start());
    const contestants = [keep(readerOf(endpointOf(servers.product.url)))];
    for (const name of present.filter(isRival)) {
      contestants.push(keep(await startRival(rivalNamed(name), folder)));
    }
    const asked = { origin: pages.origin, pages: extent.pages, rounds: 0 };
    // Nobody reads tokens here; the tokenizer may not even be installed.
    return cellsOf(await readAll(contestants, truth, asked, () => Number.NaN));
  });

function cellsOf(readings: readonly Reading[]): Cells {
  const list = readings.filter(({ page }) => page.kind === "list");
  const news = readings.filter(({ page }) => page.kind === "news");
  const characters = ({ characters }: Total) => characters;
  const controls = ({ controls }: Total) => controls;
  const named = readings.filter(isOurs).map((reading) => ({
    ...reading,
    characters: namesLength(reading.text),
  }));
  const ofKind = (kind: string) => named.filter(({ page }) => page.kind === kind);
  return {
    "news.names": cellsFor(ofKind("list"), characters),
    "real.names": cellsFor(ofKind("news"), characters),
    "all.names": cellsFor(named, ({ perControl }) => perControl),
    news: cellsFor(list, characters),
    "news.controls": cellsFor(list, controls),
    real: cellsFor(news, characters, true),
    "real.controls": cellsFor(news, controls),
    all: cellsFor(readings, ({ perControl }) => perControl, true),
    "all.controls": cellsFor(readings, controls),
    "all.states": cellsFor(readings, ({ states }) => states),
  };
}

function isOurs({ contestant }: Reading): boolean {
  return contestant === "Leapfrog";
}

/** What is left of a snapshot that tells of each control `@e1 "its name"` and a separator. */
function namesLength(text: string): number {
  const refs = text.match(/@e\d+/g) ?? [];
  const names = text.match(/(?<=@e\d+(?: [a-z-]+)?) "(?:[^"\\]|\\.)*"/g) ?? [];
  return [...refs, ...names].join("").length + refs.length;
}

function cellsFor(
  readings: readonly Reading[],
  number: (total: Total) => number,
  counted = false,
): Record<string, Cell> {
  const cells = byContestant(readings).map((group) => {
    const total = totalOf(group);
    const note = counted ? { note: `${group.length} pages` } : {};
    return [total.contestant, { value: number(total), ...note }] as const;
  });
  return Object.fromEntries(cells);
}
