import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { CDPSession } from "./cdp.ts";
import { type Place, placesOf, silentSessions } from "./documents.ts";
import type { CoverReport } from "./in-page-contract.ts";
import type { Page } from "./page.ts";
import { type World, WorldGone } from "./world.ts";

/** Milliseconds a frame may take to cover its fields. */
const PATIENCE_MS = 3_000;
/** Inputs the in-page code cannot reach that are looked at. */
const MAX_HIDDEN_INPUTS = 2_000;

/** Times a picture is taken whose frames were replaced meanwhile. */
const ATTEMPTS = 3;

/** What is covered while a picture is taken. */
export interface Covered {
  readonly fields: number;
  /** Frames whose fields are as they were: they do not answer, or another document came meanwhile. */
  readonly openFrames: number;
  /** Fields that show all the same: the page insists on it, or there are too many to look at. */
  readonly openFields: number;
}

/**
 * Runs `work` while password fields and other fields for secrets are covered in every frame and
 * shadow root; again when a frame has got another document meanwhile. No node is changed, so the
 * page's own observers see nothing of it.
 */
export async function withSecretsCovered<T extends object>(
  page: Page,
  work: () => Promise<T>,
): Promise<T & { readonly covered: Covered }> {
  for (let attempt = 1; ; attempt++) {
    const silent = await silentSessions(page);
    const places = placesOf(page, silent);
    try {
      const { fields, open } = await coverAll(page, places);
      const result = await work();
      const fresh = placesOf(page, silent).filter(({ world }) => isNew(world, places)).length;
      const frames = page.tab.frames.all();
      const silentFrames = frames.filter(({ session }) => silent.has(session)).length;
      if (fresh === 0 || attempt === ATTEMPTS) {
        const openFrames = silentFrames + fresh;
        return { ...result, covered: { fields: fields - open, openFrames, openFields: open } };
      }
    } finally {
      // Also when the call has ended: what was covered must not stay so.
      for (const { world } of places) world.call("uncoverSecrets").catch(() => undefined);
    }
  }
}

function isNew(world: World, places: readonly Place[]): boolean {
  return places.every((place) => place.world !== world);
}

async function coverAll(page: Page, places: readonly Place[]) {
  const doing = "covering secret fields";
  const first = await page.step(doing, () => Promise.all(places.map((it) => cover(page, it))));
  const sessions = [...new Set(places.map(({ frame }) => frame.session))];
  const searches = sessions.map(async (session) => {
    const own = places.filter(({ frame }) => frame.session === session);
    const known = own.reduce((sum, it) => sum + (first[places.indexOf(it)]?.inputs ?? 0), 0);
    const showing = showClosedRoots(session, own, known);
    // The process of a frame may go at any moment, and what it showed with it.
    const isNews = await (session === page.tab.session ? showing : showing.catch(() => false));
    return isNews ? own : [];
  });
  const again = (await page.step(doing, () => Promise.all(searches))).flat();
  const second = await page.step(doing, () => Promise.all(again.map((it) => cover(page, it))));
  const last = (place: Place, at: number) => second[again.indexOf(place)] ?? first[at];
  const sum = (count: "fields" | "open") =>
    places.reduce((total, place, at) => total + (last(place, at)?.[count] ?? 0), 0);
  return { fields: sum("fields"), open: sum("open") };
}

/** The page itself has to answer; a frame that has just gone shows nothing. */
async function cover({ tab }: Page, { frame, world }: Place): Promise<CoverReport> {
  const covering = world.call("coverSecrets");
  if (frame === tab.frames.main) return covering;
  try {
    return await within(covering, PATIENCE_MS, unanswered);
  } catch (error) {
    if (error instanceof WorldGone) return { fields: 0, open: 0, inputs: 0 };
    throw error;
  }
}

/** Only the browser finds inputs in closed shadow roots; true when there are any of them. */
async function showClosedRoots(
  session: CDPSession,
  places: readonly Place[],
  known: number,
): Promise<boolean> {
  await session.send("DOM.enable");
  try {
    const nodeIds = await hiddenInputs(session, known);
    await Promise.all(places.map(({ world }) => world.showRootsOf(nodeIds)));
    return nodeIds.length > 0;
  } finally {
    await session.send("DOM.disable").catch(() => undefined);
  }
}

/** All inputs, if there are more of them than are known. */
async function hiddenInputs(session: CDPSession, known: number): Promise<number[]> {
  // Chrome names nodes of a search only to those who have asked for the document.
  await session.send("DOM.getDocument", { depth: 0 });
  const { searchId, resultCount } = await session.send("DOM.performSearch", {
    query: "<input>",
    includeUserAgentShadowDOM: false,
  });
  if (resultCount <= known) return [];
  const toIndex = Math.min(resultCount, MAX_HIDDEN_INPUTS);
  const range = { searchId, fromIndex: 0, toIndex };
  return (await session.send("DOM.getSearchResults", range)).nodeIds;
}

function unanswered(): ToolFailure {
  return new ToolFailure(
    "timed_out",
    "A frame did not cover its secret fields in time, so no picture was taken.",
    "Call again.",
  );
}
