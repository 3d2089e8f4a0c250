import type { PlatformLimits } from "../browser/binding-client.ts";
import { type Failure, ToolFailure } from "../domain/failure.ts";
import { BROWSER_START_MS } from "../domain/limits.ts";

/** Milliseconds the platform's word is relied on; shorter than anybody would want to wait in vain. */
const FRESH_MS = 5_000;
/** Milliseconds no word is asked for again where the platform stated none. */
const UNSTATED_MS = 15_000;
/** Milliseconds after which the platform has counted a launch of ours; before, we count it. */
const COUNTED_MS = 250;
/** Milliseconds until the platform is asked again where it allows no launch and names no time. */
const AGAIN_MS = 100;
/** Seconds to wait where all browsers are in use and nobody knows when one ends. */
const FULL_RETRY_SECONDS = 30;

/** What the platform said of the account; times are ms since the epoch. */
export interface PlatformWord {
  readonly askedAt: number;
  /** Undefined where it states no limits, as the local emulation and a failing platform do not. */
  readonly stated: StatedLimits | undefined;
}

interface StatedLimits {
  readonly active: number;
  readonly maxActive: number;
  /** Launches allowed at once. */
  readonly allowed: number;
  /** The most that were ever allowed at once. */
  readonly burst: number;
  /** Milliseconds, counted from `askedAt`, until there is another launch. */
  readonly untilNextMs: number;
}

/** A launch of ours that had begun when the word was asked for, or has since. */
export interface BegunLaunch {
  readonly begunAt: number;
  /** When it was over; undefined while the browser is still starting. */
  readonly overAt: number | undefined;
}

/** A launch that waits for its turn. */
export interface WantedLaunch {
  readonly arrivedAt: number;
  readonly deadlineAt: number;
}

export type Pace =
  | { readonly kind: "begin" }
  | { readonly kind: "ask" }
  | { readonly kind: "wait"; readonly until: number }
  | { readonly kind: "refuse"; readonly failure: Failure };

/** Makes a word of the platform's answer; undefined for one that failed or did not come. */
export function wordOf(
  limits: PlatformLimits | undefined,
  askedAt: number,
  before: PlatformWord | undefined,
): PlatformWord {
  if (limits?.activeSessions === undefined) return { askedAt, stated: undefined };
  const allowed = limits.allowedBrowserAcquisitions ?? Number.POSITIVE_INFINITY;
  const stated = {
    active: limits.activeSessions.length,
    maxActive: limits.maxConcurrentSessions ?? Number.POSITIVE_INFINITY,
    allowed,
    burst: Math.max(1, allowed, before?.stated?.burst ?? 1),
    untilNextMs: limits.timeUntilNextAllowedBrowserAcquisition || AGAIN_MS,
  };
  return { askedAt, stated };
}

/** Decides about the launch that has `ahead` others waiting before it; `ours` are those begun. */
export function paceOf(
  launch: WantedLaunch,
  ahead: number,
  word: PlatformWord | undefined,
  ours: readonly BegunLaunch[],
  now: number,
): Pace {
  if (word === undefined || isStale(word, now)) return { kind: "ask" };
  const { stated, askedAt } = word;
  if (stated === undefined) return { kind: "begin" };
  return (
    whileFull(launch, stated, askedAt, ours) ??
    whileTooFast(launch, ahead, stated, askedAt, ours, now)
  );
}

/** Whether the platform has to be asked again before a launch. */
export function isStale({ askedAt, stated }: PlatformWord, now: number): boolean {
  return now - askedAt >= (stated === undefined ? UNSTATED_MS : FRESH_MS);
}

/** A browser that is starting may be among the platform's active ones or not. */
function whileFull(
  launch: WantedLaunch,
  { active, maxActive }: StatedLimits,
  askedAt: number,
  ours: readonly BegunLaunch[],
): Pace | undefined {
  if (active + ours.length < maxActive) return undefined;
  const isOld = askedAt < launch.arrivedAt || ours.some(({ overAt }) => overAt !== undefined);
  if (isOld) return { kind: "ask" };
  if (active >= maxActive) return { kind: "refuse", failure: accountFull(maxActive) };
  return { kind: "wait", until: askedAt + FRESH_MS };
}

function whileTooFast(
  launch: WantedLaunch,
  ahead: number,
  { allowed, burst, untilNextMs }: StatedLimits,
  askedAt: number,
  ours: readonly BegunLaunch[],
  now: number,
): Pace {
  const uncounted = ours.filter(({ begunAt }) => begunAt > askedAt - COUNTED_MS);
  if (allowed > uncounted.length) return { kind: "begin" };
  const next = allowed > 0 ? lastOf(uncounted) + COUNTED_MS : askedAt + untilNextMs;
  // What is allowed at once comes back at once or in smaller parts, so this is the earliest.
  const turns = allowed > 0 ? 0 : Math.floor(ahead / burst);
  const earliest = Math.max(now, next) + turns * untilNextMs;
  if (earliest > launch.deadlineAt - BROWSER_START_MS) {
    return { kind: "refuse", failure: tooFast(earliest - now) };
  }
  return next > now ? { kind: "wait", until: next } : { kind: "ask" };
}

function lastOf(launches: readonly BegunLaunch[]): number {
  return Math.max(...launches.map(({ begunAt }) => begunAt));
}

function accountFull(maxActive: number): Failure {
  return new ToolFailure(
    "platform_limit",
    `All ${maxActive} browsers that Browser Run gives this account are in use.`,
    `Try again in ${FULL_RETRY_SECONDS} s, or close a session.`,
    { retryAfterSeconds: FULL_RETRY_SECONDS },
  ).failure;
}

function tooFast(waitMs: number): Failure {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new ToolFailure(
    "platform_limit",
    `Browser Run's launch rate lets this account start no further browser for ${retryAfterSeconds} s, too long for this call to wait.`,
    `Try again in ${retryAfterSeconds} s.`,
    { retryAfterSeconds },
  ).failure;
}
