import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakePlatform, startFakePlatform } from "../support/fake-platform.ts";
import { connectV1, connectV2 } from "../support/mcp-clients.ts";
import { type PageOrigin, startPageOrigin } from "../support/page-origin.ts";
import { type RawWorker, startRawWorker } from "../support/raw-worker.ts";
import type { Era } from "../support/wire.ts";
import { callOver, send } from "../support/wire-client.ts";

const SOON = { timeout: 20_000 };
const ERAS: readonly Era[] = ["2025-11-25", "2026-07-28"];
const PER_CLIENT = 4;

let pages: PageOrigin;
let platform: FakePlatform;
let worker: RawWorker;

// Both remember launches, so each test has its own.
beforeEach(async () => {
  pages = await startPageOrigin();
  platform = await startFakePlatform();
  worker = await startRawWorker(platform.port, {
    ALLOW_PRIVATE_HOSTS: pages.host,
    MAX_SESSIONS_PER_CLIENT: String(PER_CLIENT),
  });
});

afterEach(async () => {
  await worker?.[Symbol.asyncDispose]();
  await platform?.[Symbol.asyncDispose]();
  await pages?.[Symbol.asyncDispose]();
});

const batch = (sessions: unknown[]) => callOver(worker, "session_create_batch", { sessions });

test.each(ERAS)("closing the request ends what was opened and what was not, in %s", async (era) => {
  const sessions = [{}, { url: pages.slow }, { url: pages.slow }];
  const leave = new AbortController();
  const call = { name: "session_create_batch", arguments: { sessions } };
  const response = await send(worker, era, "tools/call", call, leave.signal);
  expect(response.status).toBe(200);
  await expect.poll(states, SOON).toEqual(["busy", "busy", "ready"]);
  leave.abort();
  await expect.poll(states, SOON).toEqual([]);
  await expect.poll(used, SOON).toBe(0);
  await expect.poll(() => platform.browsers().length, SOON).toBe(0);
});

test("closing the request starts no browser that still waits for its turn", async () => {
  platform.plan({ launches: 1, perMs: 15_000 });
  const leave = new AbortController();
  const call = { name: "session_create_batch", arguments: { sessions: [{}, {}, {}] } };
  await send(worker, "2026-07-28", "tools/call", call, leave.signal);
  await expect.poll(states, SOON).toEqual(["busy", "busy", "ready"]);
  leave.abort();
  await expect.poll(used, SOON).toBe(0);
  expect(await states()).toEqual([]);
  await expect.poll(() => platform.browsers().length, SOON).toBe(0);
  expect(platform.log.filter((route) => route === "acquire")).toHaveLength(1);
});

test("both SDKs take the answer, its data held to the schema, also where all failed", async () => {
  await using v1 = await connectV1(worker);
  await using v2 = await connectV2(worker, "auto");
  for (const { call } of [v1, v2]) {
    const opened = await call("session_create_batch", { sessions: [{ url: pages.echo }, {}] });
    expect(opened.text).toMatch(/^opened 2 of 2 · pool 2\/15/);
    for (const id of opened.text.match(/(?<=session )s_\w{6}/g) ?? []) {
      await call("session_destroy", { sessionId: id });
    }
    platform.answer("acquire", { status: 429, headers: { "Retry-After": "70" } });
    const failed = await call("session_create_batch", { sessions: [{}, {}] });
    platform.answer("acquire", undefined);
    expect(failed).toMatchObject({ isError: true });
    expect(failed.text).toMatch(/^platform_limit: opened 0 of 2, 2 failed · pool 0\/15/);
  }
});

test("launches keep to the platform's rate; what would come too late fails by itself", async () => {
  platform.plan({ launches: 2, perMs: 50_000 });
  const { text, isError } = await batch([{}, {}, {}]);
  expect(isError).toBe(false);
  expect(text).toMatch(/^opened 2 of 3, 1 failed · pool 2\/15/);
  expect(text).toMatch(/\] failed platform_limit: .*launch rate.* again in \d+ s\.$/m);
  expect(platform.browsers()).toHaveLength(2);
});

test("a partition is not overdrawn, and leaves room to the others", async () => {
  const ofShop = (count: number) => Array.from({ length: count }, () => ({ clientId: "shop" }));
  const over = await batch(ofShop(PER_CLIENT + 1));
  expect(over.text).toMatch(/^pool_full: clientId shop has 0 of 4 .* Ask for at most 4 at once\.$/);
  const { structured } = await batch([...ofShop(PER_CLIENT), { clientId: "news" }]);
  expect(structured.pool).toEqual({ used: PER_CLIENT + 1, limit: 15 });
  const mixed = await batch([{ clientId: "news" }, { clientId: "shop" }]);
  expect(mixed.text).toMatch(/^pool_full: clientId shop has 4 of 4 .* 0 free, 1 asked for\. Destr/);
  expect(await states()).toHaveLength(PER_CLIENT + 1);
});

async function states(): Promise<unknown[]> {
  const { sessions } = (await callOver(worker, "session_list")).structured;
  return Array.isArray(sessions) ? sessions.map(({ state }) => state).sort() : [];
}

async function used(): Promise<unknown> {
  return (await callOver(worker, "pool_status")).structured.used;
}
