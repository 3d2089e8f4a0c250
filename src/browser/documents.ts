import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { CDPSession } from "./cdp.ts";
import type { Frame } from "./frame-tree.ts";
import type { Page } from "./page.ts";
import { type World, WorldGone } from "./world.ts";

const ATTEMPTS = 4;
/** Milliseconds a reading waits for a navigation that has begun before it. */
const NAVIGATING_MS = 15_000;
/** Milliseconds the process of a frame may take to show that it is alive. */
const ALIVE_MS = 2_000;

/**
 * Runs `read` on the page, again when the document is replaced meanwhile; for reading only, since
 * what acts must never be repeated. Waits `patienceMs` for a navigation that is under way.
 */
export async function onLiveDocument<T>(
  page: Page,
  read: () => Promise<T>,
  patienceMs = NAVIGATING_MS,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const seen = page.tab.pulse.count;
    try {
      return await unlessAway(page, read(), patienceMs);
    } catch (error) {
      if (!(error instanceof WorldGone) || page.tab.closed) throw error;
      if (attempt === ATTEMPTS) throw restless();
      await page.step("waiting for the new document", () => page.tab.pulse.after(seen, 1_000));
    }
  }
}

/** Thrown when the tab has been on its way to another document for too long. */
export class OnItsWay extends ToolFailure {
  constructor() {
    super(
      "timed_out",
      "The tab is on its way to an address whose server has not answered; until then nothing of it can be read.",
      "Use wait_for with condition navigation, or navigate elsewhere.",
    );
  }
}

/**
 * `work` on the document, given up when the tab stays on its way elsewhere: from the start of a
 * navigation to its end Chrome holds back every command to the page.
 */
export async function unlessAway<T>(page: Page, work: Promise<T>, patienceMs: number): Promise<T> {
  const { pulse } = page.tab;
  let over = false;
  const watch = watchAway(page, patienceMs, () => over);
  try {
    return await Promise.race([work, watch]);
  } finally {
    over = true;
    pulse.beat();
  }
}

async function watchAway(page: Page, patienceMs: number, isOver: () => boolean): Promise<never> {
  const { pulse, frames } = page.tab;
  let since: number | undefined;
  while (!isOver()) {
    const seen = pulse.count;
    since = frames.navigating ? (since ?? Date.now()) : undefined;
    const left = since === undefined ? page.scope.remainingMs : since + patienceMs - Date.now();
    if (since !== undefined && left <= 0) break;
    await pulse.after(seen, Math.max(1, left));
  }
  throw new OnItsWay();
}

function restless(): ToolFailure {
  return new ToolFailure(
    "timed_out",
    "The page was replaced again and again while it was read.",
    "Use wait_for to let it come to rest, or navigate elsewhere.",
  );
}

/** Probes that are still unanswered; a process that has not answered one is not asked again. */
const probes = new WeakMap<CDPSession, Promise<unknown>>();

/**
 * The sessions whose process does not answer, because a script there never ends. Asking one of
 * them for anything would hold up the whole call.
 */
export async function silentSessions(page: Page): Promise<ReadonlySet<CDPSession>> {
  const { frames, session: own } = page.tab;
  const others = new Set(frames.all().map((frame) => frame.session));
  others.delete(own);
  const silent = new Set<CDPSession>();
  const looks = [...others].map(async (session) => {
    if (!(await isAlive(session))) silent.add(session);
  });
  if (looks.length > 0) await page.step("looking at the frames", () => Promise.all(looks));
  return silent;
}

/** A frame with the world it can be asked in. */
export interface Place {
  readonly frame: Frame;
  readonly world: World;
}

/** The frames that can be asked now, but those of `silent` sessions. */
export function placesOf({ tab }: Page, silent: ReadonlySet<CDPSession>): Place[] {
  return tab.frames
    .all()
    .flatMap((frame) =>
      frame.world === undefined || silent.has(frame.session) ? [] : [{ frame, world: frame.world }],
    );
}

async function isAlive(session: CDPSession): Promise<boolean> {
  if (probes.has(session)) return false;
  const probe = session.send("Runtime.evaluate", { expression: "1" });
  const settled = probe.then(
    () => probes.delete(session),
    () => probes.delete(session),
  );
  probes.set(session, settled);
  try {
    await within(settled, ALIVE_MS, () => new ToolFailure("timed_out", "The frame is silent.", ""));
    return true;
  } catch {
    return false;
  }
}

/** Tells every parent document which of its elements hold which frames; cheap when nothing is new. */
export async function adoptFrames(
  page: Page,
  silent: ReadonlySet<CDPSession> = new Set(),
): Promise<void> {
  const { frames } = page.tab;
  await Promise.all(
    frames.all().map(async (frame) => {
      const parent = frame.parentId === undefined ? undefined : frames.get(frame.parentId);
      if (parent?.world === undefined || silent.has(parent.session)) return;
      if (frame.adoptedBy !== parent.world.uniqueId) await adopt(page, frame, parent, parent.world);
    }),
  );
}

async function adopt(page: Page, frame: Frame, parent: Frame, world: World): Promise<void> {
  try {
    await page.step("finding the frames", async () => {
      const owner = await parent.session.send("DOM.getFrameOwner", { frameId: frame.id });
      await world.adoptFrame(owner.backendNodeId, frame.id);
    });
    frame.adoptedBy = world.uniqueId;
  } catch (error) {
    // A frame that has just gone, or whose document has, is found at the next reading.
    page.scope.check();
    if (!(error instanceof Error)) throw error;
  }
}
