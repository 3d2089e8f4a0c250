import { reasonOf, StartProblem } from "../scripts/start-problem.ts";

/** What `read` makes of the command line; a `StartProblem` says what is wrong with it, and how to call. */
export function fromCommandLine<T>(usage: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    throw new StartProblem(`${reasonOf(thrown)}\n${usage}`);
  }
}

/** How often something is timed; throws for what is no whole number up to `most`. */
export function roundsIn(text: string, most: number): number {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 0 && rounds <= most) return rounds;
  throw new Error(`Rounds are a whole number up to ${most}.`);
}
