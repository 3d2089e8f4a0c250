import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type FakePlatform, startFakePlatform } from "../support/fake-platform.ts";
import { type PageOrigin, startPageOrigin } from "../support/page-origin.ts";
import { type RawWorker, startRawWorker } from "../support/raw-worker.ts";
import { callOver, openOver } from "../support/wire-client.ts";

/** Milliseconds a call has at most, as the contract says. */
const DEADLINE_MS = 55_000;
/** A message of 40 MB; workerd takes 32 MiB, and a connection that gets more is dead without a word. */
const LOUD = "console.log('x'.repeat(40e6))";

let platform: FakePlatform;
let worker: RawWorker;
let pages: PageOrigin;

beforeAll(async () => {
  pages = await startPageOrigin();
  platform = await startFakePlatform();
  const LEAPFROG_KEY = btoa("k".repeat(32));
  worker = await startRawWorker(platform.port, { ALLOW_PRIVATE_HOSTS: pages.host, LEAPFROG_KEY });
});

afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
  await platform?.[Symbol.asyncDispose]();
  await pages?.[Symbol.asyncDispose]();
});

afterEach(() => {
  platform.answer("connect", undefined);
});

test("a page that shouts down the connection cuts its call short, the browser stays", async () => {
  const sessionId = await openShouting();
  const [pid] = platform.browsers().map((browser) => browser.pid);
  const startedAt = performance.now();
  const { text } = await shout(sessionId);
  expect(text).toMatch(/^session_lost: The connection to the browser broke.*call snapshot/);
  expect(performance.now() - startedAt).toBeLessThan(DEADLINE_MS);
  const after = await callOver(worker, "snapshot", { sessionId });
  expect(after.text).toContain("notice: connected to the browser anew; earlier refs are gone");
  expect(after.text).toContain('h1 "Here"');
  expect(platform.browsers().map((browser) => browser.pid)).toEqual([pid]);
  await callOver(worker, "session_destroy", { sessionId });
});

test("a browser that cannot be connected to any more is given up for a new one", async () => {
  const sessionId = await openShouting();
  const [pid] = platform.browsers().map((browser) => browser.pid);
  platform.answer("connect", "silence");
  expect((await shout(sessionId)).text).toMatch(/^session_lost: The browser was lost/);
  platform.answer("connect", undefined);
  const { text } = await callOver(worker, "snapshot", { sessionId });
  expect(text).toMatch(/^notice: browser restarted: it did not answer any more; /m);
  expect(text).toContain('h1 "Here"');
  // The one that was given up is closed, not left to cost something.
  await expect
    .poll(() => platform.browsers().map((browser) => browser.pid), { timeout: 15_000 })
    .not.toContain(pid);
  await callOver(worker, "session_destroy", { sessionId });
});

function openShouting(): Promise<string> {
  const url = pages.page(`<h1>Here</h1><button onclick="${LOUD}">Shout</button>`);
  return openOver(worker, { url });
}

function shout(sessionId: string) {
  return callOver(worker, "act", { sessionId, action: "click", target: "text=Shout" });
}
