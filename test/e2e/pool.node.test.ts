import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { type PageOrigin, startPageOrigin } from "../support/page-origin.ts";
import { callOver, openOver, type WireAnswer } from "../support/wire-client.ts";

const LIMIT = 15;

let server: LiveServer;
let pages: PageOrigin;

beforeAll(async () => {
  pages = await startPageOrigin();
  server = await startLive({ ALLOW_PRIVATE_HOSTS: pages.host });
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await pages?.[Symbol.asyncDispose]();
});

beforeEach(async () => {
  await expect.poll(() => server.browsers().length, { timeout: 20_000 }).toBe(0);
});

test("15 agents at once, each with its own cookies, and the 16th is told why not", async () => {
  const startedAt = performance.now();
  const ids = await Promise.all(Array.from({ length: LIMIT }, (_, index) => openWithCookie(index)));
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`${LIMIT} times session_create and navigate at once: ${seconds.toFixed(1)} s`);

  expect(new Set(ids).size).toBe(LIMIT);
  expect(server.browsers()).toHaveLength(LIMIT);
  const cookies = await Promise.all(ids.map(readCookie));
  expect(cookies).toEqual(ids.map((_, index) => `agent=${index}`));

  const refused = await callOver(server, "session_create");
  expect(refused.isError).toBe(true);
  expect(refused.text).toMatch(
    /^pool_full: 15 of 15 sessions are in use, 15 of them yours; 0 free, 1 asked for\. Destroy one .* in \d+ s/,
  );

  await callOver(server, "session_destroy", { sessionId: ids[7] });
  const again = await openOver(server);
  await Promise.all([...ids.filter((_, index) => index !== 7), again].map(destroy));
  await expectEmpty();
});

test("a burst of 25 yields exactly 15", async () => {
  const answers = await Promise.all(
    Array.from({ length: 25 }, () => callOver(server, "session_create")),
  );
  const [opened, refused] = [answers.filter(succeeded), answers.filter((one) => one.isError)];
  expect(opened).toHaveLength(LIMIT);
  expect(refused.map(({ text }) => text.split(":")[0])).toEqual(Array(10).fill("pool_full"));
  expect(server.browsers()).toHaveLength(LIMIT);
  await Promise.all(opened.map(({ structured }) => destroy(String(structured.sessionId))));
  await expectEmpty();
});

test("a burst of creating and destroying ends with an empty pool", async () => {
  await Promise.all(
    Array.from({ length: 12 }, async () => destroy(await openOver(server, { url: pages.echo }))),
  );
  await expectEmpty();
});

test("sessions destroyed while they are being created leave nothing behind", async () => {
  const creating = Array.from({ length: 4 }, (_, index) =>
    callOver(server, "session_create", { name: `early-${index}`, url: pages.slow }),
  );
  await expect.poll(() => shown(), { timeout: 20_000 }).toBe(4);
  for (let index = 0; index < 4; index++) {
    expect(await destroy(`early-${index}`)).toMatch(/^destroyed/);
  }
  for (const answer of await Promise.all(creating)) expect(answer.text).toMatch(/^cancelled: /);
  await expectEmpty();
});

async function openWithCookie(index: number): Promise<string> {
  const sessionId = await openOver(server);
  const url = pages.page(`<h1>Agent ${index}</h1>`, { cookie: `agent=${index}` });
  const { text, isError } = await callOver(server, "navigate", { sessionId, url });
  if (isError) throw new Error(text);
  return sessionId;
}

async function readCookie(sessionId: string): Promise<string> {
  await callOver(server, "navigate", { sessionId, url: pages.echo });
  const { text } = await callOver(server, "extract", { sessionId, type: "text" });
  return /"cookie":"([^"]*)"/.exec(text)?.[1] ?? text;
}

async function destroy(sessionId: string): Promise<string> {
  return (await callOver(server, "session_destroy", { sessionId })).text;
}

/** Sessions that are there to be listed, and so to be destroyed. */
async function shown(): Promise<number> {
  const { sessions } = (await callOver(server, "session_list")).structured;
  return Array.isArray(sessions) ? sessions.length : 0;
}

async function expectEmpty(): Promise<void> {
  const { text } = await callOver(server, "pool_status");
  expect(text).toMatch(/^pool 0\/15 · 0 yours, no limit of your own · up \d+ s\n/);
  await expect
    .poll(() => server.browsers().map((one) => one.command), { timeout: 20_000 })
    .toEqual([]);
}

function succeeded({ isError }: WireAnswer): boolean {
  return !isError;
}
