import { parseArgs } from "node:util";
import { fromCommandLine, roundsIn } from "../command-line.ts";

const USAGE =
  "Usage: npm run bench:reading -- [--pages N|NAME] [--rounds N] [--ours-only] [--no-linear] [--misses] [--texts FOLDER] [--json FILE]";
const MAX_ROUNDS = 100;

/** What a run is asked to do. */
export interface Options {
  /** A part of the pages' names, or how many pages of the list; all for "". */
  readonly pages: string;
  /** Timed snapshots of each page and contestant; none for 0. */
  readonly rounds: number;
  readonly oursOnly: boolean;
  readonly linear: boolean;
  readonly misses: boolean;
  /** Where each snapshot is written to. */
  readonly texts: string | undefined;
  readonly json: string | undefined;
}

/** Reads the command line; a `StartProblem` says what is wrong with it. */
export function readOptions(): Options {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const options = {
    pages: text,
    rounds: text,
    "ours-only": flag,
    "no-linear": flag,
    misses: flag,
    texts: text,
    json: text,
  };
  return fromCommandLine(USAGE, () => {
    const { values } = parseArgs({ options });
    return {
      pages: values.pages ?? "",
      rounds: roundsIn(values.rounds ?? "7", MAX_ROUNDS),
      oursOnly: values["ours-only"],
      linear: !values["no-linear"],
      misses: values.misses,
      texts: values.texts,
      json: values.json,
    };
  });
}
