import { describe, expect, test } from "vitest";
import { type HeldPlace, type PoolLimits, refusalOf } from "../../src/coordinator/admission.ts";
import type { PlaceRequest } from "../../src/coordinator/coordinator-contract.ts";

const NOW = 1_000_000;
const LIMITS: PoolLimits = { maxSessions: 3, maxPerClient: undefined };
const PER_CLIENT: PoolLimits = { maxSessions: 9, maxPerClient: 2 };

const held = (over: Partial<HeldPlace> = {}): HeldPlace => ({
  grantId: "g",
  clientId: undefined,
  name: undefined,
  sessionId: "s_000000",
  freeAt: NOW + 90_000,
  ...over,
});
const asked = (over: Partial<PlaceRequest> = {}): PlaceRequest => ({ pinned: false, ...over });

interface Case {
  readonly what: string;
  readonly held: readonly HeldPlace[];
  readonly asked: readonly PlaceRequest[];
  readonly limits?: PoolLimits;
  /** Undefined where the places are given. */
  readonly said?: RegExp;
  readonly seconds?: number;
}

const CASES: readonly Case[] = [
  { what: "an empty pool", held: [], asked: [asked()] },
  { what: "the last place", held: [held(), held()], asked: [asked()] },
  { what: "all places at once", held: [], asked: [asked(), asked(), asked()] },
  {
    what: "one more than there are",
    held: [],
    asked: Array(4).fill(asked()),
    said: /^pool_full: 0 of 3 sessions are in use, 0 of them yours; 3 free, 4 asked for\. Ask for at most 3 at once\.$/,
  },
  {
    what: "a full pool of others",
    held: [held({ grantId: "o" }), held({ grantId: "o" }), held({ freeAt: NOW + 30_000 })],
    asked: [asked()],
    said: /^pool_full: 3 of 3 .* 1 of them yours; 0 free.* Destroy one .* one is free in 30 s/,
    seconds: 30,
  },
  {
    what: "more than are free, which are waited for until enough are",
    held: [10_000, 70_000, 40_000].map((ms) => held({ freeAt: NOW + ms })),
    asked: [asked(), asked()],
    said: /0 free, 2 asked for\. Destroy 2 .* 2 are free in 40 s/,
    seconds: 40,
  },
  {
    what: "more of one client in one go than it may ever have",
    held: [],
    asked: Array(3).fill(asked({ clientId: "c" })),
    limits: PER_CLIENT,
    said: /^pool_full: clientId c has 0 of 2 .* Ask for at most 2 at once\.$/,
  },
  {
    what: "a place that should be free already",
    held: [held({ freeAt: NOW - 60_000 }), held(), held()],
    asked: [asked()],
    said: /in 5 s/,
    seconds: 5,
  },
  {
    what: "more held than there are places, after the limit was lowered",
    held: Array(5).fill(held()),
    asked: [asked()],
    said: /5 of 3 .* 0 free/,
    seconds: 90,
  },
  {
    what: "a name that is taken",
    held: [held({ name: "a", sessionId: "s_aaaaaa" })],
    asked: [asked({ name: "a" })],
    said: /^invalid_arguments: name "a" is taken by s_aaaaaa; no session was created/,
  },
  {
    what: "a name another grant has",
    held: [held({ name: "a", grantId: "o" })],
    asked: [asked({ name: "a" })],
  },
  {
    what: "a name asked for twice",
    held: [],
    asked: [asked({ name: "a" }), asked({ name: "b" }), asked({ name: "a" })],
    said: /name "a" is asked for twice/,
  },
  { what: "two places without a name", held: [], asked: [asked(), asked()] },
  {
    what: "a client with room",
    held: [held({ clientId: "c" })],
    asked: [asked({ clientId: "c" })],
    limits: PER_CLIENT,
  },
  {
    what: "a client without room",
    held: [held({ clientId: "c" }), held({ clientId: "c" })],
    asked: [asked({ clientId: "c" })],
    limits: PER_CLIENT,
    said: /^pool_full: clientId c has 2 of 2 .* 0 free, 1 asked for\. Destroy one .* in 90 s/,
    seconds: 90,
  },
  {
    what: "another client beside one without room",
    held: [held({ clientId: "c" }), held({ clientId: "c" })],
    asked: [asked({ clientId: "d" })],
    limits: PER_CLIENT,
  },
  {
    what: "a client of the same name of another grant",
    held: [held({ clientId: "c", grantId: "o" }), held({ clientId: "c", grantId: "o" })],
    asked: [asked({ clientId: "c" })],
    limits: PER_CLIENT,
  },
  {
    what: "more without a client than one client may have",
    held: [held()],
    asked: [asked(), asked()],
    limits: PER_CLIENT,
    said: /^pool_full: Calls without clientId have 1 of 2 .* 1 free, 2 asked for/,
    seconds: 90,
  },
];

describe("admission of", () => {
  test.each(CASES)("$what", ({ held: places, asked: wanted, limits = LIMITS, said, seconds }) => {
    const refusal = refusalOf("g", wanted, places, limits, NOW);
    if (said === undefined) expect(refusal).toBeUndefined();
    else expect(`${refusal?.code}: ${refusal?.what} ${refusal?.next}`).toMatch(said);
    expect(refusal?.retryAfterSeconds).toBe(seconds);
  });
});
