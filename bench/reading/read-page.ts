import type { Contestant } from "./contestants/contestant.ts";
import { FACTS, type Fact, missedFacts } from "./facts.ts";
import { type Matched, matchControls } from "./matching.ts";
import type { BenchPage } from "./pages.ts";
import type { Control } from "./truth/control.ts";

/** What one contestant made of one page. */
export interface Reading {
  readonly page: BenchPage;
  readonly contestant: string;
  readonly characters: number;
  readonly tokens: number;
  readonly matched: Matched;
  readonly facts: number;
  readonly missedFacts: readonly Fact[];
  /** Milliseconds of each timed call. */
  readonly ms: readonly number[];
  readonly text: string;
}

/** Compares a contestant's snapshot of an open page with the truth. */
export async function readPage(
  contestant: Contestant,
  page: BenchPage,
  truth: readonly Control[],
  countTokens: (text: string) => number,
): Promise<Omit<Reading, "ms">> {
  const text = await contestant.snapshot();
  const facts = FACTS[page.name] ?? [];
  return {
    page,
    contestant: contestant.name,
    characters: text.length,
    tokens: countTokens(text),
    matched: matchControls(truth, contestant.parse(text)),
    facts: facts.length,
    missedFacts: missedFacts(facts, contestant.words(text)),
    text,
  };
}
