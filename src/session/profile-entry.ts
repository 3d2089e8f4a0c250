import { writeCookies } from "../browser/cookies.ts";
import { cookiesOf, stateWithin, storageOf } from "../browser/host-state.ts";
import { plantStorage } from "../browser/plant-storage.ts";
import { counted } from "../domain/counted.ts";
import type { LoadedProfile } from "../domain/profile.ts";
import type { HoldParts } from "./browser-hold.ts";
import type { OpenReply } from "./session-contract.ts";

/** Milliseconds all storage of a profile together may take to be set. */
const PLANT_MS = 10_000;

/**
 * Puts what a profile holds for the allowed hosts into a browser that has shown no page yet, and into
 * what is kept of the session, since storage of an origin that nobody visits is read by nobody.
 */
export async function enterProfile(
  { profile, state }: LoadedProfile,
  { link, record, state: stateKeeper }: HoldParts,
): Promise<NonNullable<OpenReply["profile"]>> {
  const browser = await link.ensure(record);
  const allowed = stateWithin(state, record.allowedHosts ?? []);
  const cookies = cookiesOf(allowed);
  const fresh = cookies.filter(isFresh);
  const set = await writeCookies(browser, fresh);
  const storage = storageOf(allowed);
  const seeds = storage.map(({ origin, entries }) => ({ origin, local: entries }));
  const planted = await plantStorage(browser, browser.active, seeds, Date.now() + PLANT_MS);
  const done = storage.filter((_, index) => planted[index] === true);
  await stateKeeper.seed(done);
  const failed = storage.length - done.length;
  const expired = cookies.length - fresh.length;
  const refused = fresh.length - set;
  return {
    name: profile.name,
    cookies: set,
    origins: done.length,
    missing: [
      ...(expired > 0 ? [`${counted(expired, "cookie")} had expired`] : []),
      ...(refused > 0 ? [`the browser refused ${counted(refused, "cookie")}`] : []),
      ...(failed > 0 ? [`the storage of ${counted(failed, "origin")} could not be set`] : []),
    ],
  };
}

function isFresh({ expires }: { readonly expires?: number }): boolean {
  return expires === undefined || expires * 1_000 > Date.now();
}
