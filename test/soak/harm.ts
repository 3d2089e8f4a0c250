import { inject } from "vitest";
import { isObjectReset } from "../../src/domain/object-reset.ts";
import {
  endBrowser,
  poolStub,
  resetObject,
  sessionStub,
  storedLeases,
} from "../support/objects.ts";
import type { Random } from "./random.ts";
import type { SoakWorld } from "./soak-world.ts";
import { add } from "./tally.ts";

/** How often each kind of harm comes. */
const KINDS = { reset: 8, resetOpening: 1, resetPool: 4, kill: 4, close: 4, crash: 4 } as const;
/** Milliseconds between two harms: at least, and at most that much more. */
const PAUSE_MS = 600;
const SPREAD_MS = 1_600;
/** From as many one is drawn. */
const MOST_RENDERERS = 1_000;

/** The process ids of this run's browsers. */
export async function browserProcesses(): Promise<number[]> {
  return (await fetch(inject("browsers"))).json();
}

/** Kills a browser of this run; false when it has ended before. */
export async function killBrowser(pid: number): Promise<boolean> {
  return (await fetch(`${inject("browsers")}/${pid}`, { method: "POST" })).json();
}

/** Kills a page's process of this run, as a page does that crashes; false where there is none. */
async function crashRenderer(at: number): Promise<boolean> {
  return (await fetch(`${inject("browsers")}/renderers/${at}`, { method: "POST" })).json();
}

/** Resets objects and ends browsers at random until the soak is over; `spared` are not killed. */
export async function harm(
  world: SoakWorld,
  random: Random,
  spared: readonly number[],
): Promise<void> {
  while (!world.over) {
    const pauseMs = PAUSE_MS + random.below(SPREAD_MS);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const kind = random.weighted(KINDS);
    try {
      if (await harmOnce(kind, world, random, spared)) add(world.tally.harm, kind);
    } catch (error) {
      // The other harm that was going on reset the pool while it was read.
      if (!isObjectReset(error)) throw error;
    }
  }
}

async function harmOnce(
  kind: keyof typeof KINDS,
  world: SoakWorld,
  random: Random,
  spared: readonly number[],
): Promise<boolean> {
  if (kind === "resetPool") return done(resetObject(poolStub()));
  if (kind === "reset") return reset(random.oneOf([...world.live]));
  if (kind === "kill") {
    const pids = (await browserProcesses()).filter((pid) => !spared.includes(pid));
    const pid = random.oneOf(pids);
    return pid !== undefined && killBrowser(pid);
  }
  if (kind === "crash") return crashRenderer(random.below(MOST_RENDERERS));
  const leases = await storedLeases();
  if (kind === "close") {
    const lease = random.oneOf(leases.filter(({ browser_id: id }) => id !== null));
    return lease?.browser_id != null && done(endBrowser(lease.browser_id));
  }
  return reset(random.oneOf(leases.filter(({ browser_id: id }) => id === null))?.session_id);
}

async function reset(sessionId: string | undefined): Promise<boolean> {
  return sessionId !== undefined && done(resetObject(sessionStub(sessionId)));
}

async function done(work: Promise<void>): Promise<true> {
  await work;
  return true;
}
