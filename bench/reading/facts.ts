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

/** The facts that a snapshot does not tell. */
export function missedFacts(facts: readonly Fact[], snapshot: string): Fact[] {
  const said = keyOf(plain(snapshot));
  return facts.filter(({ answer }) => !said.includes(keyOf(plain(answer))));
}

/** Without what the formats put around text, and without refs, which may stand within a sentence. */
function plain(text: string): string {
  return text.replace(/@e\d+ (link|button)|\\(?=")|"|\s*\|\s*/g, " ");
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
