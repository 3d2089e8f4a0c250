import { adoptFrames, silentSessions } from "../documents.ts";
import type { Frame } from "../frame-tree.ts";
import type { Page } from "../page.ts";
import type { World } from "../world.ts";
import type { BannerLook } from "./banner.ts";
import { mayBeFramed } from "./evidence.ts";
import type { ConsentFramework, ConsentReply } from "./framework.ts";

/** Milliseconds the document of a banner's frame may take to come and to show its controls. */
const FRAME_MS = 3_000;
/** A frame of a banner holds nothing else. */
const WHOLE_FRAME: BannerLook = { banners: [":root"] };

/** The document that holds a banner's controls, and where they are in it. */
export interface BannerPlace {
  readonly frame: Frame;
  readonly world: World;
  readonly look: BannerLook;
}

/** Where the controls of a banner that is shown are; undefined for a frame that cannot be trusted. */
export async function placeOf(
  page: Page,
  framework: ConsentFramework,
  reply: ConsentReply,
): Promise<BannerPlace | undefined> {
  const { main } = page.tab.frames;
  const world = await page.mainWorld();
  const look = lookOf(framework);
  if (framework.frameHosts === undefined) return { frame: main, world, look };
  const silent = await silentSessions(page);
  await adoptFrames(page, silent);
  const facts = await page.step("finding the frames", () => world.call("consentFacts", [look]));
  const frame = page.tab.frames.get(facts.shown[0]?.frame ?? "");
  if (frame === undefined || silent.has(frame.session)) return undefined;
  const inside = await page.step("waiting for the document", () =>
    page.tab.worldOf(frame, FRAME_MS),
  );
  // The address is that of the document whose world this is.
  if (!mayBeFramed(framework, frame.url, page.tab.url)) return undefined;
  const first = framework[reply].map(([selector = ""]) => selector);
  await page.step("waiting for the consent banner", () =>
    inside.call("bannerTurns", [{ banners: first }], "shown", FRAME_MS),
  );
  return { frame, world: inside, look: WHOLE_FRAME };
}

/** Only what tells a banner crosses to the page. */
export function lookOf({ host, banners }: ConsentFramework): BannerLook {
  return host === undefined ? { banners } : { host, banners };
}
