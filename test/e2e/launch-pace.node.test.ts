import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FakePlatform, startFakePlatform } from "../support/fake-platform.ts";
import { type RawWorker, startRawWorker } from "../support/raw-worker.ts";
import { callOver, openOver } from "../support/wire-client.ts";

/** Milliseconds within which a refusal counts as told at once on a busy machine. */
const AT_ONCE_MS = 5_000;

let platform: FakePlatform;
let worker: RawWorker;

// Both remember launches, so each test has its own.
beforeEach(async () => {
  platform = await startFakePlatform();
  worker = await startRawWorker(platform.port);
});

afterEach(async () => {
  await worker?.[Symbol.asyncDispose]();
  await platform?.[Symbol.asyncDispose]();
});

test("a burst above the launch rate is paced, and every one of it gets its browser", async () => {
  platform.plan({ launches: 1, perMs: 300 });
  const startedAt = performance.now();
  const ids = await Promise.all(Array.from({ length: 6 }, () => openOver(worker)));
  expect(performance.now() - startedAt).toBeGreaterThan(5 * 300);
  expect(new Set(ids).size).toBe(6);
  // A launch that a busy machine delays may meet one refusal, which is waited out.
  expect(countOf("acquire")).toBeLessThanOrEqual(7);
});

test("launches that could not begin in the call's time are refused at once, in seconds", async () => {
  platform.plan({ launches: 1, perMs: 50_000 });
  const creating = Array.from({ length: 3 }, () => timed(callOver(worker, "session_create")));
  const answers = await Promise.all(creating);
  const refused = answers.filter(({ isError }) => isError);
  expect(refused).toHaveLength(2);
  for (const { text, took } of refused) {
    expect(text).toMatch(/^platform_limit: .*launch rate.* again in (4\d|50) s\.$/);
    expect(took).toBeLessThan(AT_ONCE_MS);
  }
  expect(countOf("acquire")).toBe(1);
  expect(await used()).toBe(1);
});

test("a full account refuses as the platform's limit, and the place is given back", async () => {
  platform.plan({ maxBrowsers: 3, othersActive: 2 });
  const only = await openOver(worker);
  const { text, took } = await timed(callOver(worker, "session_create"));
  expect(text).toMatch(/^platform_limit: All 3 browsers .*account.* again in 30 s, or close a ses/);
  expect(took).toBeLessThan(AT_ONCE_MS);
  expect(countOf("acquire")).toBe(1);
  expect(await used()).toBe(1);
  await callOver(worker, "session_destroy", { sessionId: only });
  await openOver(worker);
});

describe("nothing is paced", () => {
  const SILENT: readonly [string, Parameters<FakePlatform["answer"]>[1]][] = [
    [
      "by an answer without active sessions",
      {
        status: 200,
        body: JSON.stringify({
          maxConcurrentSessions: 6,
          allowedBrowserAcquisitions: 0,
          timeUntilNextAllowedBrowserAcquisition: 60_000,
        }),
      },
    ],
    ["by a failure", { status: 500 }],
    ["by silence", "silence"],
  ];

  test.each(SILENT)("%s", async (_what, answer) => {
    platform.answer("limits", answer);
    await Promise.all([1, 2, 3].map(() => openOver(worker)));
    expect(countOf("limits")).toBe(1);
  });
});

async function timed<T extends object>(work: Promise<T>): Promise<T & { took: number }> {
  const startedAt = performance.now();
  const result = await work;
  return { ...result, took: performance.now() - startedAt };
}

function countOf(route: "acquire" | "limits"): number {
  return platform.log.filter((one) => one === route).length;
}

async function used(): Promise<unknown> {
  return (await callOver(worker, "pool_status")).structured.used;
}
