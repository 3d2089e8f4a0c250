import type { Frame } from "./frame-tree.ts";
import type { Page } from "./page.ts";
import { type World, WorldGone } from "./world.ts";

const ATTEMPTS = 4;

/**
 * Runs `read` on the page, again when the document is replaced meanwhile; for reading only, since
 * what acts must never be repeated.
 */
export async function onLiveDocument<T>(page: Page, read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof WorldGone) || attempt === ATTEMPTS || page.tab.closed) throw error;
      const seen = page.tab.pulse.count;
      await page.step("waiting for the new document", () => page.tab.pulse.after(seen, 1_000));
    }
  }
}

/** Tells every parent document which of its elements hold which frames; cheap when nothing is new. */
export async function adoptFrames(page: Page): Promise<void> {
  const { frames } = page.tab;
  await Promise.all(
    frames.all().map(async (frame) => {
      const parent = frame.parentId === undefined ? undefined : frames.get(frame.parentId);
      if (parent?.world !== undefined && frame.adoptedBy !== parent.world.uniqueId) {
        await adopt(page, frame, parent, parent.world);
      }
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
