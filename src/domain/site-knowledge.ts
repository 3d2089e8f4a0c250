/** One visit to a page, as it is learned from; words of ours but for `endpoints`. */
export interface Visit {
  /** Milliseconds since the epoch, and until the page could be used. */
  readonly at: number;
  readonly loadMs: number;
  /** What the page was waited for, such as `domcontentloaded`, and whether it was empty all the same. */
  readonly waits: readonly string[];
  readonly isEmpty: boolean;
  /** The page's kind as it was told; undefined where it was not. */
  readonly kind?: string;
  /** Why the page was not what was asked for: `challenge`, or its status. */
  readonly blocked?: string;
  /** Consent framework whose banner was there. */
  readonly consent?: string;
  /** `METHOD origin/path` templates that its pages called by script. */
  readonly endpoints: readonly string[];
}

/** What one grant has learned of a site: a domain that can be registered, with all below it. */
export interface SiteKnowledge {
  readonly site: string;
  readonly visits: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Milliseconds of the last visits. */
  readonly loads: readonly number[];
  /** How often each wait was the last one before the page could be used. */
  readonly waits: Readonly<Record<string, number>>;
  /** Visits of the last ones whose page came up empty and was waited on for. */
  readonly slowFills: number;
  readonly blocks: readonly { readonly at: number; readonly why: string }[];
  readonly consent?: string;
  readonly kinds: Readonly<Record<string, number>>;
  readonly endpoints: readonly string[];
}

const LOADS = 20;
const BLOCKS = 5;
const ENDPOINTS = 20;
const MAX_ENDPOINT = 200;
const KINDS = 18;

/** What is known after another visit; bounded however often that is. */
export function learned(
  known: SiteKnowledge | undefined,
  site: string,
  visit: Visit,
): SiteKnowledge {
  const { at, loadMs, kind, blocked, waits } = visit;
  const last = waits.at(-1);
  const consent = visit.consent ?? known?.consent;
  const endpoints = visit.endpoints.map((one) => one.slice(0, MAX_ENDPOINT));
  const blocks = blocked === undefined ? [] : [{ at, why: blocked }];
  return {
    site,
    visits: (known?.visits ?? 0) + 1,
    firstAt: known?.firstAt ?? at,
    lastAt: at,
    loads: [...(known?.loads ?? []), loadMs].slice(-LOADS),
    waits: last === undefined ? (known?.waits ?? {}) : oneMore(known?.waits ?? {}, last),
    slowFills: slowFillsOf(known, waits.length > 1 || visit.isEmpty),
    blocks: [...(known?.blocks ?? []), ...blocks].slice(-BLOCKS),
    ...(consent === undefined ? {} : { consent }),
    kinds: kind === undefined ? (known?.kinds ?? {}) : oneMore(known?.kinds ?? {}, kind),
    endpoints: [...new Set([...endpoints, ...(known?.endpoints ?? [])])].slice(0, ENDPOINTS),
  };
}

/** Rises with each slow one and falls with each other, so that it says how it has been lately. */
function slowFillsOf(known: SiteKnowledge | undefined, isSlow: boolean): number {
  const before = known?.slowFills ?? 0;
  return isSlow ? Math.min(5, before + 1) : Math.max(0, before - 1);
}

function oneMore(counts: Readonly<Record<string, number>>, one: string): Record<string, number> {
  const isNew = counts[one] === undefined;
  if (isNew && Object.keys(counts).length >= KINDS) return { ...counts };
  return { ...counts, [one]: (counts[one] ?? 0) + 1 };
}

/** The middle of what visits have taken; undefined without one. */
export function medianLoad({ loads }: SiteKnowledge): number | undefined {
  return [...loads].sort((a, b) => a - b)[Math.floor(loads.length / 2)];
}

/** What a grant has learned of sites; another grant's lies in another object. */
export interface KnowledgeStore {
  note(site: string, visit: Visit): Promise<void>;
  find(site: string): Promise<SiteKnowledge | undefined>;
  /** The last visited first. */
  list(): Promise<readonly SiteKnowledge[]>;
  /** Of one site, or of all; how many there were. */
  forget(site?: string): Promise<number>;
}
