import { parseArgs } from "node:util";
import { fromCommandLine, roundsIn } from "../command-line.ts";

const USAGE =
  "Usage: npm run bench:acting -- [--rounds N] [--cases PART] [--no-gauntlet] [--ours-only] [--json FILE]";
const MAX_ROUNDS = 200;

/** What a run is asked to do. */
export interface Options {
  /** Timed calls of each action, page and contestant; none for 0. */
  readonly rounds: number;
  /** A part of the cases' names; all for "". */
  readonly cases: string;
  readonly gauntlet: boolean;
  readonly oursOnly: boolean;
  readonly json: string | undefined;
}

/** Reads the command line; a `StartProblem` says what is wrong with it. */
export function readOptions(): Options {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  return fromCommandLine(USAGE, () => {
    const options = {
      rounds: text,
      cases: text,
      "ours-only": flag,
      "no-gauntlet": flag,
      json: text,
    };
    const { values } = parseArgs({ options });
    const { rounds = "30", cases = "", json } = values;
    return {
      rounds: roundsIn(rounds, MAX_ROUNDS),
      cases,
      gauntlet: !values["no-gauntlet"],
      oursOnly: values["ours-only"],
      json,
    };
  });
}
