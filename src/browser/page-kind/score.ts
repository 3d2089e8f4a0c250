import { barrierOf } from "./barrier.ts";
import { Evidence } from "./evidence.ts";
import type { PageFacts } from "./page-facts.ts";
import { type Classified, PAGE_KINDS, type PageKind } from "./page-kind.ts";
import { SIGNALS } from "./signals.ts";

/** Weight that a page about which nothing is known has for being of no kind. */
const UNKNOWN = 3;
/** Weight by which one kind has to lead to be e times as likely. */
const SCALE = 1.3;

/** The kind for which the most speaks, and how far it leads. */
export function classify(facts: PageFacts, status: number | undefined): Classified {
  const page = new Evidence(facts, status);
  const scores = scoresOf(page);
  const [kind, best] = [...scores].reduce((top, next) => (next[1] > top[1] ? next : top));
  const odds = [...scores.values()].map((score) => Math.exp((score - best) / SCALE));
  const sum = odds.reduce((total, odd) => total + odd, 0);
  const confidence = Math.min(99, Math.round(100 / sum));
  return { kind, confidence, ...(kind === "challenge" ? { barrier: barrierOf(page) } : {}) };
}

/** What speaks for each kind, in weights. */
function scoresOf(page: Evidence): Map<PageKind, number> {
  const scores = new Map<PageKind, number>(PAGE_KINDS.map((kind) => [kind, 0]));
  scores.set("unknown", UNKNOWN);
  for (const { holds, weights } of SIGNALS) {
    if (!holds(page)) continue;
    for (const kind of PAGE_KINDS) {
      scores.set(kind, (scores.get(kind) ?? 0) + (weights[kind] ?? 0));
    }
  }
  return scores;
}
