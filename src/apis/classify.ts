import { knownFor } from "./known-hosts.ts";

/** What an endpoint is for. */
export type Category = "data" | "tracking" | "auth" | "cdn" | "ads";

export const CATEGORIES: readonly Category[] = ["data", "tracking", "auth", "cdn", "ads"];

/** Whether it is what a page lives on, and not what watches, pays or carries it. */
export function isInterface(category: Category): boolean {
  return category === "data" || category === "auth";
}

/** What is known of an endpoint when it is classified. */
export interface Evidence {
  readonly method: string;
  readonly host: string;
  /** Template of its path. */
  readonly path: string;
  /** Whether a path that was seen ends as a file with JSON does, or one with a hash, and is one. */
  readonly isFile: boolean;
  readonly count: number;
  /** Calls by status; 0 for none. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Names at the two upper levels of what was sent and of what was answered well. */
  readonly sent: ReadonlySet<string>;
  readonly answered: ReadonlySet<string>;
  /** Whether answers were JSON objects or lists, lines or events. */
  readonly hasData: boolean;
  /** Whether answers were JSON at all, `{"ok":true}` among it. */
  readonly hasJson: boolean;
  /** Whether calls carried a body, and whether as plain text, as beacons do. */
  readonly hasBody: boolean;
  readonly isBeaconText: boolean;
  readonly isGraphql: boolean;
  /** Characters of the longest answer. */
  readonly longest: number;
}

export interface Classification {
  readonly category: Category;
  readonly confidence: number;
}

/** One thing that speaks for a category: how often a category is right when it is all there is. */
type Clue = readonly [category: Category, chance: number, holds: (evidence: Evidence) => boolean];

const EVENT_NAMES =
  /^(?:events?|event_?(?:name|type|id)|anonymous_?id|write_?key|client_?id|session_?id|visitor_?id|page_?view|user_?agent|referr?er|utm_\w+|screen_?(?:width|height)?|viewport|properties|timestamp|sent_?at|dsn|trace_?id|web_?vitals|metrics|navigation_?timing|tid|cid|dl|dr|dt)$/i;
const BID_NAMES =
  /^(?:imp|bidders?|seatbid|adunits?|placements?|gdpr_?consent|us_?privacy|openrtb)$/i;
const TOKEN_NAMES =
  /^(?:token|access_?token|refresh_?token|id_?token|token_?type|jwt|csrf_?token|xsrf_?token|session_?token)$/i;
const SECRET_NAMES =
  /^(?:password|passwd|grant_?type|client_?secret|otp|totp|code_?verifier|refresh_?token|assertion|new_?password)$/i;
const AUTH_PATH =
  /\/(?:oauth2?|authorize|log-?in|log-?out|sign-?in|sign-?out|sign-?up|sso|saml|openid-connect|mfa|2fa|otp|jwks|password(?:-reset)?|tokens?|refresh[-_]?token|csrf(?:[-_]token)?)(?:[/.]|$)/i;
const AUTH_WORD =
  /\/(?:auth|sessions?|register|verify|identity|credentials?|accounts?\/me)(?:[/.]|$)/i;
const TRACKING_PATH =
  /\/(?:collect|g\/collect|track(?:ing)?|pixel|beacons?|analytics|telemetry|rum|envelope|b\/ss|page-?views?|web-?vitals|clickstream|ingest|hits?|csp-report)(?:[/.]|$)/i;
const TRACKING_WORD =
  /\/(?:events?|metrics|logs?|batch|stats|impressions?|ping|report|monitoring)(?:[/.]|$)/i;
const ADS_PATH =
  /\/(?:ads?|adserver|gampad|pagead|prebid|openrtb2?|auction|bids?|vast|rtb|cookie-?sync|usersync)(?:[/.]|$)/i;
const ASSET_PATH =
  /\/(?:static|assets|dist|build|locales?|i18n|translations?|_nuxt|_next\/static|cdn-cgi|fonts|media)\/|\/(?:manifest\.json|asset-manifest\.json|[^/]+\.webmanifest)$/i;
const API_PATH =
  /\/(?:api|apis|rest|graphql|gql|rpc|v\d{1,2}|_next\/data|ajax|odata|trpc)(?:\/|$)/i;

const CLUES: readonly Clue[] = [
  ["tracking", 0.97, ({ host }) => knownFor(host) === "tracking"],
  ["tracking", 0.65, ({ path }) => TRACKING_PATH.test(path)],
  ["tracking", 0.25, ({ path }) => TRACKING_WORD.test(path)],
  ["tracking", 0.5, ({ sent }) => countOf(sent, EVENT_NAMES) >= 2],
  ["tracking", 0.5, ({ sent }) => countOf(sent, EVENT_NAMES) >= 4],
  ["tracking", 0.25, isBeacon],
  ["tracking", 0.4, ({ isBeaconText }) => isBeaconText],
  [
    "tracking",
    0.3,
    ({ host }) =>
      /^(?:analytics|track(?:ing)?|telemetry|metrics|stats|events?|collect(?:or)?|rum|log)\./.test(
        host,
      ),
  ],
  ["ads", 0.96, ({ host }) => knownFor(host) === "ads"],
  ["ads", 0.6, ({ path }) => ADS_PATH.test(path)],
  [
    "ads",
    0.6,
    ({ sent, answered }) => countOf(sent, BID_NAMES) + countOf(answered, BID_NAMES) >= 2,
  ],
  ["ads", 0.5, ({ host }) => /^(?:ads?|adserver|bid(?:der)?|prebid)\./.test(host)],
  ["auth", 0.95, ({ host }) => knownFor(host) === "auth"],
  ["auth", 0.75, ({ path }) => AUTH_PATH.test(path)],
  ["auth", 0.4, ({ path }) => AUTH_WORD.test(path)],
  ["auth", 0.85, ({ answered }) => countOf(answered, TOKEN_NAMES) > 0],
  ["auth", 0.85, ({ sent }) => countOf(sent, SECRET_NAMES) > 0],
  ["auth", 0.5, ({ host }) => /^(?:auth|login|accounts?|sso|id|identity|oauth)\./.test(host)],
  ["cdn", 0.7, ({ method, path }) => method === "GET" && ASSET_PATH.test(path)],
  ["cdn", 0.6, ({ method, isFile }) => method === "GET" && isFile],
  [
    "cdn",
    0.4,
    ({ method, host }) => method === "GET" && /^(?:cdn|static|assets|media)\d*\./.test(host),
  ],
  ["data", 0.6, (evidence) => evidence.hasData && succeeded(evidence) > 0],
  ["data", 0.3, (evidence) => evidence.hasData && succeeded(evidence) >= 3],
  ["data", 0.5, (evidence) => evidence.hasData && succeeded(evidence) >= 10],
  ["data", 0.5, ({ path }) => API_PATH.test(path)],
  ["data", 0.8, ({ isGraphql }) => isGraphql],
  ["data", 0.5, ({ method }) => /^(?:PUT|PATCH|DELETE)$/.test(method)],
  ["data", 0.3, () => true],
];

/** Not more than this where nothing was found there, and where nothing ever went well. */
const MISSING_AT_MOST = 0.2;
const FAILED_AT_MOST = 0.6;

/**
 * The category an endpoint most likely has. Each clue states how often its category is right where the
 * clue is all there is; clues of one category are taken as independent. The confidence is the chance
 * that this category is right and the others are wrong, among all ways in which one is right or none.
 */
export function classify(evidence: Evidence): Classification {
  const chances = CATEGORIES.map((category) => {
    const clues = CLUES.filter(([of, , holds]) => of === category && holds(evidence));
    return 1 - clues.reduce((none, [, chance]) => none * (1 - chance), 1);
  });
  const none = chances.reduce((product, chance) => product * (1 - chance), 1);
  // A category alone is right: all the others' chances of being wrong, in place of its own.
  const alone = chances.map((chance) => (none / (1 - chance)) * chance);
  const best = alone.indexOf(Math.max(...alone));
  const share = (alone[best] ?? 0) / alone.reduce((sum, one) => sum + one, none);
  const confidence = Math.round(Math.min(share, limitOf(evidence)) * 100) / 100;
  return { category: CATEGORIES[best] ?? "data", confidence };
}

function limitOf({ statuses }: Evidence): number {
  const seen = [...statuses.keys()];
  if (seen.every((status) => status === 404 || status === 405)) return MISSING_AT_MOST;
  return seen.every((status) => status === 0 || status >= 400) ? FAILED_AT_MOST : 1;
}

function succeeded({ statuses }: Evidence): number {
  const good = [...statuses].filter(([status]) => status >= 200 && status < 300);
  return good.reduce((sum, [, count]) => sum + count, 0);
}

/** Something was sent, and nobody wanted to know anything. */
function isBeacon({ method, hasBody, hasJson, longest }: Evidence): boolean {
  return method === "POST" && hasBody && !hasJson && longest <= 64;
}

function countOf(names: ReadonlySet<string>, pattern: RegExp): number {
  return [...names].filter((name) => pattern.test(name)).length;
}
