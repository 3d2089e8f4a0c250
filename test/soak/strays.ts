import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { inject } from "vitest";
import { isObjectReset } from "../../src/domain/object-reset.ts";
import { poolStub } from "../support/objects.ts";
import { killBrowser } from "./harm.ts";
import type { SoakWorld } from "./soak-world.ts";

/** Milliseconds between two looks; what nobody knows of at two of them is a stray. */
const LOOK_MS = 60_000;

/**
 * Ends browsers that nobody knows of, as the platform does after its keep-alive and the local
 * emulation never does. Gives how many these were, until the soak is over.
 */
export async function endStrays(world: SoakWorld, spared: readonly number[]): Promise<number> {
  let before = new Set<number>();
  let ended = 0;
  while (!world.over) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(LOOK_MS, world.leftMs)));
    const now = await strays(spared).catch((error: unknown) => {
      if (isObjectReset(error)) return before;
      throw error;
    });
    for (const pid of now) if (before.has(pid) && (await killBrowser(pid))) ended++;
    before = now;
  }
  return ended;
}

/** The processes whose browser stands neither in a lease nor among what is to be closed. */
async function strays(spared: readonly number[]): Promise<Set<number>> {
  const response = await fetch(`${inject("browsers")}/endpoints`);
  const running: { pid: number; path: string }[] = await response.json();
  const known = new Set(await Promise.all((await knownBrowsers()).map(endpointOf)));
  const unknown = running.filter(({ pid, path }) => !spared.includes(pid) && !known.has(path));
  return new Set(unknown.map(({ pid }) => pid));
}

function knownBrowsers(): Promise<string[]> {
  return runInDurableObject(poolStub(), (_object, { storage: { sql } }) => {
    const leased = "SELECT browser_id FROM leases WHERE browser_id IS NOT NULL";
    const rows = [...sql.exec(`${leased} UNION SELECT browser_id FROM orphans`)];
    return rows.map(({ browser_id: id }) => String(id));
  });
}

/** Path of the endpoint of a browser that the platform knows; nothing of one that is gone. */
async function endpointOf(browserId: string): Promise<string> {
  try {
    const url = `https://platform/v1/devtools/browser/${browserId}/json/version`;
    const told: { webSocketDebuggerUrl?: string } = await (await env.BROWSER.fetch(url)).json();
    return new URL(told.webSocketDebuggerUrl ?? "ws://none").pathname;
  } catch {
    return "";
  }
}
