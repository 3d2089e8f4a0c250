import { within } from "../domain/deadline.ts";
import type { Browser } from "./browser.ts";
import type { CDPSession, Protocol } from "./cdp.ts";
import type { StorageEntries } from "./in-page-contract.ts";
import type { Tab } from "./tab.ts";
import { BLANK, goTo } from "./visit.ts";

/** Milliseconds one empty document may take. */
const DOCUMENT_MS = 3_000;

/** Storage to be set for one origin. */
export interface Seed {
  readonly origin: string;
  readonly local?: StorageEntries;
  readonly session?: StorageEntries;
}

/**
 * Storage can only be set by a document of its origin: the tab visits each with an empty one of
 * ours, and no request reaches the network. Answers for each seed with something in it whether it
 * was set before `until` (ms since the epoch); leaves the tab empty.
 */
export async function plantStorage(
  browser: Browser,
  tab: Tab,
  seeds: readonly Seed[],
  until: number,
): Promise<boolean[]> {
  const filled = seeds.filter(({ local, session }) => (local ?? session ?? []).length > 0);
  if (filled.length === 0) return [];
  const results: boolean[] = [];
  const interceptor = await intercept(browser, tab).catch(() => undefined);
  for (const seed of filled) {
    const isInTime = interceptor !== undefined && !tab.closed && Date.now() < until;
    results.push(isInTime && (await plantOne(tab, seed)));
  }
  // A request that is still held would reach the network once nobody holds it any more.
  await goTo(tab, BLANK, DOCUMENT_MS).catch(() => undefined);
  await interceptor?.detach().catch(() => undefined);
  return results;
}

async function plantOne(tab: Tab, { origin, local = [], session = [] }: Seed): Promise<boolean> {
  const planting = async () => {
    await goTo(tab, `${origin}/`, DOCUMENT_MS);
    const world = await tab.worldOf(tab.frames.main, DOCUMENT_MS);
    const { origin: reached } = await world.call("pageState", true);
    return reached === origin && world.call("plantStorage", local, session);
  };
  return within(planting(), DOCUMENT_MS, () => new Error("no answer")).catch(() => false);
}

/** A session of its own on the tab answers its requests, so that it mixes with no other interception. */
async function intercept({ connection }: Browser, { targetId }: Tab): Promise<CDPSession> {
  const asked = { targetId, flatten: true };
  const { sessionId } = await connection.send("Target.attachToTarget", asked);
  const session = connection.session(sessionId);
  if (session === null) throw new Error("the tab is gone");
  session.on("Fetch.requestPaused", (event) => answerEmpty(session, event));
  await session.send("Fetch.enable", { patterns: [{ urlPattern: "*" }] });
  return session;
}

function answerEmpty(session: CDPSession, { requestId }: Protocol.Fetch.RequestPausedEvent): void {
  const responseHeaders = [{ name: "Content-Type", value: "text/html" }];
  session
    .send("Fetch.fulfillRequest", { requestId, responseCode: 200, responseHeaders })
    // The request has gone with its document.
    .catch(() => undefined);
}
