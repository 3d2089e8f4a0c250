import { ToolFailure } from "../../domain/failure.ts";
import { pressOn } from "../actions/press.ts";
import { onLiveDocument } from "../documents.ts";
import type { Page } from "../page.ts";
import { settle } from "../settle.ts";
import { WorldGone } from "../world.ts";
import { type BannerPlace, lookOf, placeOf } from "./banner-place.ts";
import type { ConsentFramework, ConsentReply } from "./framework.ts";
import { type Banner, seekBanner } from "./seek-banner.ts";
import {
  answered,
  notOffered,
  notPressed,
  refused,
  stillShown,
  strangeFrame,
  unseen,
} from "./words.ts";

/** Milliseconds a banner may take to go away. */
const GOING_MS = 3_000;
/** Milliseconds to wait for a navigation of the page's own that is under way. */
const AWAY_MS = 3_000;

/** What became of a document's banner: words of ours, and whether anything was pressed. */
export interface BannerReport {
  readonly notices: readonly string[];
  readonly pressed: boolean;
  /** The name of the framework whose banner was there. */
  readonly framework?: string;
}

const NOTHING: BannerReport = { notices: [], pressed: false };

/**
 * Answers the banner of the tab's document as the session was asked to, once a document. Only one of a
 * framework that is known and runs there is answered, by a real press on the framework's own control.
 */
export async function answerBanner(page: Page): Promise<BannerReport> {
  const { reply } = page.memory.consent;
  if (reply === undefined || page.tab.closed || !/^https?:/.test(page.tab.url)) return NOTHING;
  try {
    const banner = await onLiveDocument(page, () => seekBanner(page), AWAY_MS);
    if (banner === undefined) return NOTHING;
    return { ...(await answer(page, banner, reply)), framework: banner.framework.name };
  } catch (error) {
    // What the call itself did stands, and is told, whatever became of the page since.
    page.scope.check();
    const isOrdinary = error instanceof WorldGone || error instanceof ToolFailure;
    if (isOrdinary || page.tab.closed) return NOTHING;
    throw error;
  }
}

async function answer(page: Page, banner: Banner, reply: ConsentReply): Promise<BannerReport> {
  const { framework, isOne } = banner;
  const { name } = framework;
  if (!isOne) return left(refused(name, reply, "several"));
  const place = await placeOf(page, framework, reply);
  if (place === undefined) return left(strangeFrame(name));
  const { world, look } = place;
  const controls = await page.step("looking at the consent banner", () =>
    world.call("consentControls", look, framework[reply], page.refs.next),
  );
  if (controls.way === "none") return left(notOffered(name, reply));
  if (controls.way === "refused") return left(refused(name, reply, controls.why));
  page.refs.advance(controls.nextRef);
  return press(page, framework, reply, place, controls.refs);
}

function left(notice: string): BannerReport {
  return { notices: [notice], pressed: false };
}

async function press(
  page: Page,
  framework: ConsentFramework,
  reply: ConsentReply,
  { frame, world }: BannerPlace,
  refs: readonly number[],
): Promise<BannerReport> {
  const { name } = framework;
  const { mark } = page.tab.network;
  // What the caller has said of dialogs was meant for its own action.
  page.browser.dialogs.withdraw();
  for (const [step, ref] of refs.entries()) {
    try {
      await pressOn(page, { frame, world, ref });
    } catch (error) {
      page.scope.check();
      if (!(error instanceof ToolFailure)) throw error;
      return { notices: [notPressed(name, reply, error.failure.code, step)], pressed: step > 0 };
    }
  }
  return { notices: [await followed(page, framework, reply, mark)], pressed: true };
}

async function followed(
  page: Page,
  framework: ConsentFramework,
  reply: ConsentReply,
  mark: number,
): Promise<string> {
  const { name } = framework;
  try {
    const isGone = await goesAway(page, framework, mark);
    return isGone ? answered(name, reply) : stillShown(name, reply);
  } catch (error) {
    page.scope.check();
    if (!(error instanceof WorldGone || error instanceof ToolFailure) && !page.tab.closed)
      throw error;
    return unseen(name, reply);
  }
}

/** Whether the banner goes away, be it with its document. */
async function goesAway(page: Page, framework: ConsentFramework, mark: number): Promise<boolean> {
  await settle(page, mark);
  return onLiveDocument(page, async () => {
    const world = await page.mainWorld();
    return page.step("waiting until the consent banner is gone", () =>
      world.call("bannerTurns", [lookOf(framework)], "gone", GOING_MS),
    );
  });
}
