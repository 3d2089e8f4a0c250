import { openRoots } from "../closed-roots.ts";
import { originOf } from "../origin.ts";
import type { Page } from "../page.ts";
import { evaluate, type World, WorldGone } from "../world.ts";
import type { ConsentFacts } from "./banner.ts";
import { lookOf } from "./banner-place.ts";
import { globalsProbe, globalsTold, runsIn } from "./evidence.ts";
import type { ConsentFramework } from "./framework.ts";
import { CONSENT_FRAMEWORKS } from "./frameworks.ts";

/** Milliseconds a banner may take to come up whose framework runs in the page. */
const COMING_MS = 3_000;
/** Milliseconds the page's own world may take to tell its globals. */
const PROBE_MS = 500;
const GLOBALS = [...new Set(CONSENT_FRAMEWORKS.flatMap(({ globals }) => globals))];
const PROBE = globalsProbe(GLOBALS);
const DOING = "looking for a consent banner";

/** A banner that is to be seen. */
export interface Banner {
  readonly framework: ConsentFramework;
  /** False when something else looks the same. */
  readonly isOne: boolean;
}

/**
 * The first banner to be seen whose framework runs in the document, of one that was not looked at
 * before. Where there is a framework but no banner, it is waited for, once an origin.
 */
export async function seekBanner(page: Page): Promise<Banner | undefined> {
  const { consent } = page.memory;
  const world = await page.mainWorld();
  if (!consent.takes(world.uniqueId)) return undefined;
  const [facts, globals] = await Promise.all([
    factsOf(page, world, CONSENT_FRAMEWORKS),
    globalsOf(page),
  ]);
  const evidence = { scriptHosts: facts.scriptHosts, globals };
  const running = CONSENT_FRAMEWORKS.filter((framework) => runsIn(framework, evidence));
  const origin = originOf(page.tab.url);
  const now = bannerIn(CONSENT_FRAMEWORKS, facts, running);
  const isAwaited = now === undefined && running.length > 0 && consent.mayCome(origin);
  if (running.length > 0) consent.settle(origin);
  return isAwaited ? await comingBanner(page, world, running) : now;
}

async function comingBanner(page: Page, world: World, running: readonly ConsentFramework[]) {
  const comes = await page.step("waiting for a consent banner", () =>
    world.call("bannerTurns", running.map(lookOf), "shown", COMING_MS),
  );
  if (!comes) return undefined;
  return bannerIn(running, await factsOf(page, world, running), running);
}

function bannerIn(
  asked: readonly ConsentFramework[],
  { shown }: ConsentFacts,
  running: readonly ConsentFramework[],
): Banner | undefined {
  for (const { index, isOne } of shown) {
    const framework = asked[index];
    if (framework !== undefined && running.includes(framework)) return { framework, isOne };
  }
  return undefined;
}

async function factsOf(page: Page, world: World, asked: readonly ConsentFramework[]) {
  const looks = asked.map(lookOf);
  const ask = () => page.step(DOING, () => world.call("consentFacts", looks));
  const facts = await ask();
  if (facts.suspects === 0) return facts;
  const { session } = page.tab.frames.main;
  const opened = await page.step(DOING, () => openRoots(session, world));
  return opened ? ask() : facts;
}

async function globalsOf(page: Page): Promise<readonly string[]> {
  const { session, mainWorldId } = page.tab.frames.main;
  if (mainWorldId === undefined) return [];
  const told = await page.step(DOING, () =>
    evaluate<unknown>(session, PROBE, mainWorldId, PROBE_MS).catch((error: unknown) => {
      // A page can make the looking at its globals fail, or last.
      if (error instanceof WorldGone) throw error;
      return undefined;
    }),
  );
  return globalsTold(GLOBALS, told);
}
