import { setTimeout as sleep } from "node:timers/promises";
import type { Actor } from "./actors/actor.ts";
import { openPage } from "./opening.ts";
import { documentOf } from "./page/markup.ts";
import type { ActingServer } from "./page/server.ts";
import { within } from "./within.ts";

/** Milliseconds that an agent waits for the answer to its click before it goes on without. */
const CLICK_MS = 10_000;
const RETRY_MS = 100;
const ENDLESS = documentOf(`<button onclick="while (true);">Endless</button>`);
const AFTER = documentOf("<button>Usable again</button>");

/**
 * Milliseconds from a click that sets off an endless script until the same session has opened another
 * page and read it; undefined, with a new browser, when that takes longer than `patience`.
 */
export async function timeRecovery(
  actor: Actor,
  server: ActingServer,
  patience: number,
): Promise<number | undefined> {
  await openPage(actor, server, ENDLESS);
  const ref = actor.refOf(await actor.snapshot(), "Endless");
  if (ref === undefined) throw new Error(`${actor.name} shows no button`);
  const late = new AbortController();
  const startedAt = performance.now();
  const recovered = within(patience, untilUsable(actor, ref, server, late.signal));
  const isUsable = await recovered.finally(() => late.abort());
  const ms = performance.now() - startedAt;
  if (isUsable) return ms;
  await actor.restart();
  return undefined;
}

async function untilUsable(
  actor: Actor,
  ref: string,
  server: ActingServer,
  late: AbortSignal,
): Promise<boolean> {
  // What it answers is its own affair here: an error is as good as any answer.
  await within(
    CLICK_MS,
    actor.act({ kind: "click", ref }).catch(() => undefined),
  );
  while (!late.aborted) {
    if (await isReadable(actor, server).catch(() => false)) return true;
    await sleep(RETRY_MS);
  }
  return false;
}

/** Whether the page itself says that it was loaded, and the contestant's own snapshot shows it. */
async function isReadable(actor: Actor, server: ActingServer): Promise<boolean> {
  const run = server.newRun(AFTER);
  await actor.open(server.urlOf(run));
  if ((await run.event("loaded", 1, CLICK_MS)) === undefined) return false;
  const snapshot = await actor.snapshot();
  return actor.isFloor === true || actor.refOf(snapshot, "Usable again") !== undefined;
}
