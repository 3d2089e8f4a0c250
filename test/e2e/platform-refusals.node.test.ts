import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type FakePlatform, type Refusal, startFakePlatform } from "../support/fake-platform.ts";
import { type RawWorker, startRawWorker } from "../support/raw-worker.ts";
import { callOver, openOver, send } from "../support/wire-client.ts";

const SOON = { timeout: 15_000 };

let platform: FakePlatform;
let worker: RawWorker;

beforeAll(async () => {
  platform = await startFakePlatform();
  worker = await startRawWorker(platform.port);
});

afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
  await platform?.[Symbol.asyncDispose]();
});

// Whatever the platform did, no place and no browser is left behind.
afterEach(async () => {
  for (const route of ["acquire", "connect", "close", "detail", "limits"] as const) {
    platform.answer(route, undefined);
  }
  await expect.poll(used, SOON).toBe(0);
  await expect.poll(() => platform.browsers().length, { timeout: 40_000 }).toBe(0);
});

describe("a refusal that does not pass in the call's time is told at once", () => {
  const REFUSALS: readonly [string, () => Refusal, RegExp][] = [
    [
      "for its rate, in seconds",
      () => ({ status: 429, headers: { "Retry-After": "70" } }),
      /^platform_limit: .* in 70 s/,
    ],
    [
      "for its rate, until a date",
      () => ({
        status: 429,
        headers: { "Retry-After": new Date(Date.now() + 60_000).toUTCString() },
      }),
      /^platform_limit: .* in (5\d|60) s/,
    ],
    [
      "for the day",
      () => ({ status: 429, body: "Browser time limit exceeded for today" }),
      /^platform_limit: .*today is used up\. It resets in \d+ s, at midnight UTC/,
    ],
    [
      "for want of capacity",
      () => ({ status: 503, headers: { "Retry-After": "90" }, body: "No browser available" }),
      /^platform_busy: .*status 503\)\. Try again in 90 s/,
    ],
    ["for a fault of ours", () => ({ status: 422, body: "bad" }), /^internal: .*\(request \w+\)/],
  ];

  test.each(REFUSALS)("%s", async (_what, refusal, said) => {
    platform.answer("acquire", refusal());
    const { text, isError } = await callOver(worker, "session_create");
    expect(isError).toBe(true);
    expect(text).toMatch(said);
    expect(await used()).toBe(0);
  });
});

describe("a refusal that passes soon", () => {
  test("is waited out", async () => {
    platform.answer("acquire", { status: 429, headers: { "Retry-After": "1" } });
    const attempts = acquisitions();
    const creating = openOver(worker);
    await expect.poll(acquisitions, SOON).toBe(attempts + 1);
    platform.answer("acquire", undefined);
    await callOver(worker, "session_destroy", { sessionId: await creating });
    expect(acquisitions()).toBe(attempts + 2);
  });

  test("is told when it has come three times", async () => {
    platform.answer("acquire", { status: 503, headers: { "Retry-After": "1" } });
    const attempts = acquisitions();
    const { text } = await callOver(worker, "session_create");
    expect(text).toMatch(/^platform_busy: .* in 1 s/);
    expect(acquisitions()).toBe(attempts + 3);
  });
});

test("a browser that cannot be connected to is given up and closed", async () => {
  platform.answer("connect", { status: 503 });
  const { text } = await callOver(worker, "session_create");
  expect(text).toMatch(/^platform_busy: /);
});

test("a platform that takes a connection and says nothing is not waited for long", async () => {
  platform.answer("connect", "silence");
  const startedAt = performance.now();
  const { text } = await callOver(worker, "session_create");
  expect(text).toMatch(/^platform_busy: Browser Run did not answer while connecting/);
  expect(performance.now() - startedAt).toBeLessThan(40_000);
});

test("a browser that the platform cannot close is closed later, its place is free now", async () => {
  const sessionId = await openOver(worker);
  platform.answer("close", { status: 500 });
  const { text } = await callOver(worker, "session_destroy", { sessionId });
  expect(text).toMatch(/^destroyed .* pool 0\/15/);
  expect(platform.browsers().length).toBe(1);
  await expect
    .poll(() => platform.log.filter((one) => one === "close").length, SOON)
    .toBeGreaterThan(1);
  platform.answer("close", undefined);
});

describe.each([404, 410])("a browser the platform answers %i for", (status) => {
  test("is replaced by the next call that can have another", async () => {
    const sessionId = await openOver(worker);
    for (const route of ["connect", "detail"] as const) platform.answer(route, { status });
    for (const browser of platform.browsers()) await browser.kill();
    const { text } = await callOver(worker, "snapshot", { sessionId });
    expect(text).toMatch(/^platform_busy: Browser Run gave a browser that was gone at once/);
    expect(await used()).toBe(1);
    for (const route of ["connect", "detail"] as const) platform.answer(route, undefined);
    const again = await callOver(worker, "snapshot", { sessionId });
    expect(again.text).toMatch(/^notice: browser restarted: it was gone; /m);
    expect(platform.browsers().length).toBe(1);
    await callOver(worker, "session_destroy", { sessionId });
  });
});

test("what the platform says of its limits is told", async () => {
  const sessionId = await openOver(worker);
  const { text, structured } = await callOver(worker, "pool_status");
  expect(text).toContain("platform: 1/200 browsers");
  expect(structured.platform).toMatchObject({ active: 1, limit: 200 });
  await callOver(worker, "session_destroy", { sessionId });
});

test("a creation nobody waits for any more leaves no session", async () => {
  platform.answer("connect", "silence");
  const leave = new AbortController();
  const create = { name: "session_create", arguments: {} };
  const response = await send(worker, "2026-07-28", "tools/call", create, leave.signal);
  expect(response.status).toBe(200);
  await expect.poll(() => platform.browsers().length, SOON).toBe(1);
  leave.abort();
  await expect.poll(used, { timeout: 8_000 }).toBe(0);
});

function acquisitions(): number {
  return platform.log.filter((route) => route === "acquire").length;
}

async function used(): Promise<unknown> {
  return (await callOver(worker, "pool_status")).structured.used;
}
