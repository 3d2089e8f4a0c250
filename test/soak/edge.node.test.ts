import { appendFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { type PageOrigin, startPageOrigin } from "../support/page-origin.ts";
import { callOver } from "../support/wire-client.ts";
import { EdgeClients } from "./edge-clients.ts";
import { Random } from "./random.ts";
import { add, counts } from "./tally.ts";

const PLACES = 15;
const CALLS = 200;
const EMPTY_MS = 60_000;
/** The form for every day; `npm run soak` asks for a longer one. */
const SHORT_SECONDS = 5;
const seconds = Number(process.env.LEAPFROG_SOAK_EDGE_SECONDS || SHORT_SECONDS);
const seed = Number(process.env.LEAPFROG_SOAK_SEED || Math.floor(Math.random() * 2 ** 32));

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

test("bursts over sockets are answered, whoever hangs up and whatever is killed, and nothing is left", {
  timeout: seconds * 1_000 + 240_000,
  retry: 0,
}, async () => {
  const clients = new EdgeClients(server, pages, new Random(seed));
  const { tally, random } = clients;
  await clients.open(PLACES);
  for (
    const until = Date.now() + seconds * 1_000;
    Date.now() < until || tally.bursts.length === 0;
  ) {
    const startedAt = Date.now();
    const outcomes = new Map<string, number>();
    const calls = Array.from({ length: CALLS }, () => clients.someCall());
    if (random.chance(0.5)) killOne(random);
    for (const outcome of await Promise.all(calls)) add(outcomes, outcome);
    const took = ((Date.now() - startedAt) / 1_000).toFixed(1);
    tally.bursts.push(
      `${CALLS} over ${clients.sessions.size} sessions, ${took} s: ${counts(outcomes)}`,
    );
    await clients.open(PLACES);
  }
  await clients.judgePresses();
  const used = await untilEmpty(clients);
  const left = server.browsers().length;
  const report = [
    `bursts over HTTP for ${seconds} s, seed ${seed}`,
    ...tally.summary(),
    `places leaked: ${used}, processes left: ${left}`,
    "\n",
  ].join("\n");
  console.log(report);
  const file = process.env.LEAPFROG_SOAK_REPORT;
  if (file) await appendFile(file, report);

  expect(tally.findings).toEqual([]);
  expect({ used, left }).toEqual({ used: 0, left: 0 });
});

function killOne(random: Random): void {
  const browser = random.oneOf(server.browsers());
  try {
    if (browser !== undefined) process.kill(browser.pid, "SIGKILL");
  } catch {
    // It ended by itself meanwhile.
  }
}

async function untilEmpty(clients: EdgeClients): Promise<unknown> {
  const until = Date.now() + EMPTY_MS;
  for (;;) {
    // One whose creating nobody waited for may come into being late.
    await clients.destroyAll();
    const { structured } = await callOver(server, "pool_status");
    const isEmpty = structured.used === 0 && server.browsers().length === 0;
    if (isEmpty || Date.now() > until) return structured.used;
    await sleep(500);
  }
}
