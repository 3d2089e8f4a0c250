import { afterAll, beforeAll, expect, test } from "vitest";
import { type FakePlatform, startFakePlatform } from "../support/fake-platform.ts";
import { type RawWorker, startRawWorker } from "../support/raw-worker.ts";
import type { Era } from "../support/wire.ts";
import { callOver, openOver, send } from "../support/wire-client.ts";

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

const LONG = { condition: "text", text: "never", timeout: 30_000 };

const ERAS: readonly Era[] = ["2025-11-25", "2026-07-28"];

test.each(ERAS)("closing a request frees the session's turn at once, in %s", async (era) => {
  const sessionId = await openOver(worker);
  const leave = new AbortController();
  const call = { name: "wait_for", arguments: { sessionId, ...LONG } };
  const response = await send(worker, era, "tools/call", call, leave.signal);
  expect(response.status).toBe(200);
  await expect.poll(() => stateOf(sessionId), { timeout: 15_000 }).toBe("busy");
  leave.abort();
  const leftAt = performance.now();
  const { text, isError } = await callOver(worker, "snapshot", { sessionId });
  const ms = performance.now() - leftAt;
  expect(isError, text).toBe(false);
  console.log(`${era}: the turn was free ${Math.round(ms)} ms after the client had gone`);
  // With the protocol library's own signs of life, 15 s apart, it takes as long to be noticed.
  expect(ms).toBeLessThan(10_000);
  await callOver(worker, "session_destroy", { sessionId });
});

test("closing a request ends a script that would go on for as long as it may", async () => {
  const sessionId = await openOver(worker);
  const leave = new AbortController();
  const script = `for (;;) {
    try { await page.waitFor({ text: "never" }, { timeout: 100 }) } catch {}
    try { await page.evaluate("globalThis.rounds = (globalThis.rounds ?? 0) + 1") } catch {}
  }`;
  const call = { name: "execute", arguments: { sessionId, script, timeout: 50_000 } };
  await send(worker, "2026-07-28", "tools/call", call, leave.signal);
  await expect.poll(() => stateOf(sessionId), { timeout: 15_000 }).toBe("busy");
  leave.abort();
  const leftAt = performance.now();
  const rounds = async () => {
    const given = { sessionId, type: "js", js: "globalThis.rounds ?? 0" };
    return /^\d+$/m.exec((await callOver(worker, "extract", given)).text)?.[0];
  };
  const first = await rounds();
  expect(performance.now() - leftAt).toBeLessThan(10_000);
  expect(first).toBeDefined();
  await callOver(worker, "wait_for", { sessionId, ...LONG, timeout: 1_000 });
  expect(await rounds()).toBe(first);
  await callOver(worker, "session_destroy", { sessionId });
});

async function stateOf(sessionId: string): Promise<unknown> {
  const { structured } = await callOver(worker, "session_list");
  const sessions = Array.isArray(structured.sessions) ? structured.sessions : [];
  return sessions.find((session) => session.sessionId === sessionId)?.state;
}
