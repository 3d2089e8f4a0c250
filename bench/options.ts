import { parseArgs } from "node:util";
import { CASES } from "./acting/cases/cases.ts";
import { fromCommandLine, roundsIn } from "./command-line.ts";
import type { Extent } from "./parts/world.ts";
import { PAGES } from "./reading/pages.ts";
import { PARTS, type PartName } from "./report/row-specs.ts";

const USAGE = `Usage: npm run bench -- [--short] [--direct] [--only PART,…] [--rounds N] [--pools N] [--json FILE] [--markdown FILE]…
Parts: ${PARTS.join(", ")}.`;
const MAX_ROUNDS = 200;

/** For numbers to be believed, and for CI, where only what breaks counts. */
const LONG: Extent = {
  rounds: 15,
  warmUp: 2,
  inARow: 10,
  pools: 3,
  places: 15,
  pages: PAGES,
  cases: CASES,
  patience: 20_000,
};
const SHORT: Extent = {
  rounds: 1,
  warmUp: 0,
  inARow: 2,
  pools: 1,
  places: 3,
  pages: PAGES.filter(({ name }) => /^(news-list|small-form|news-005055fd)$/.test(name)),
  cases: CASES.filter(({ name }) => /^(plain field|key that nobody takes)$/.test(name)),
  patience: 2_000,
};

/** What a run is asked to do. */
export interface Options {
  readonly short: boolean;
  /** Without the proxy that keeps pages from this machine, which a deployed server has not. */
  readonly direct: boolean;
  readonly parts: readonly PartName[];
  readonly extent: Extent;
  readonly json: string | undefined;
  readonly markdown: readonly string[];
}

/** Reads the command line; a `StartProblem` says what is wrong with it. */
export function readOptions(): Options {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const options = {
    short: flag,
    direct: flag,
    only: text,
    rounds: text,
    pools: text,
    json: text,
    markdown: { ...text, multiple: true } as const,
  };
  return fromCommandLine(USAGE, () => {
    const {
      short,
      direct,
      only,
      rounds,
      pools,
      json,
      markdown = [],
    } = parseArgs({ options }).values;
    const given = short ? SHORT : LONG;
    const count = (asked: string | undefined, usual: number) =>
      asked === undefined ? usual : Math.max(1, roundsIn(asked, MAX_ROUNDS));
    const extent = {
      ...given,
      rounds: count(rounds, given.rounds),
      pools: count(pools, given.pools),
    };
    return { short, direct, parts: partsIn(only), extent, json, markdown };
  });
}

function partsIn(only: string | undefined): readonly PartName[] {
  if (only === undefined) return PARTS;
  const asked = only.split(",");
  const unknown = asked.filter((name) => !PARTS.some((part) => part === name));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(", ")}.`);
  return PARTS.filter((part) => asked.includes(part));
}
