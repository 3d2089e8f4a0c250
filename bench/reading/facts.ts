import { readFileSync } from "node:fs";
import { keyOf } from "./text-keys.ts";

/** Something a person can read on a page. */
export interface Fact {
  readonly question: string;
  readonly answer: string;
}

const GROUPS = ["own", "apps", "news"];

/** The questions of each page, by its name. */
export const FACTS: Readonly<Record<string, readonly Fact[]>> = Object.assign(
  {},
  ...GROUPS.map(factsIn),
);

/** The facts that a snapshot's words do not tell. */
export function missedFacts(facts: readonly Fact[], words: string): Fact[] {
  const said = keyOf(words);
  return facts.filter(({ answer }) => !said.includes(keyOf(answer)));
}

function factsIn(group: string): Record<string, Fact[]> {
  const rows: Record<string, [string, string][]> = JSON.parse(
    readFileSync(new URL(`facts/${group}.json`, import.meta.url), "utf8"),
  );
  return Object.fromEntries(
    Object.entries(rows).map(([page, pairs]) => [
      page,
      pairs.map(([question, answer]) => ({ question, answer })),
    ]),
  );
}
