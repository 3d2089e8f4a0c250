import type { Actor } from "./actors/actor.ts";
import type { Run } from "./page/run.ts";
import type { ActingServer } from "./page/server.ts";
import { within } from "./within.ts";

/** Milliseconds after which a call counts as hung. */
export const HUNG_MS = 60_000;
const LOADED_MS = 10_000;

/** Opens a page and gives its run once the page itself says that it has loaded; once more in a new browser. */
export async function openPage(
  actor: Actor,
  server: ActingServer,
  ...page: Parameters<ActingServer["newRun"]>
): Promise<Run> {
  for (let attempt = 1; attempt <= 2; attempt++) {
    const run = server.newRun(...page);
    const opened = await within(HUNG_MS, openOnce(actor, server.urlOf(run)));
    if (opened === true && (await run.event("loaded", 1, LOADED_MS))) return run;
    await actor.restart();
  }
  throw new Error(`${actor.name} does not open a page of the bench`);
}

async function openOnce(actor: Actor, url: string): Promise<boolean> {
  try {
    await actor.open(url);
    return true;
  } catch {
    return false;
  }
}
