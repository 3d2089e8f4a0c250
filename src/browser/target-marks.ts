import type { Frame } from "./frame-tree.ts";
import type { Locators } from "./locator-contract.ts";
import type { Page } from "./page.ts";
import type { Located } from "./target.ts";
import type { World } from "./world.ts";

/** What leads to an element again, with the frames it stands in from the outermost on. */
export interface Mark extends Locators {
  readonly frames: readonly (readonly string[])[];
}

/** Elements between a document and a frame's that are followed. */
const MOST_FRAMES = 10;

/** The elements that one act was for. */
export interface ActTargets {
  /** By the words they were found by. */
  readonly found: ReadonlyMap<string, Promise<Mark | undefined>>;
  /** What had the focus, where keys went without a target. */
  readonly focus: Promise<Mark | undefined> | undefined;
}

/**
 * Notes what elements acts are for, as they can be found again later; asked for as they are found, since
 * what is done to them may take them away. Nobody waits for it but who reads it.
 */
export class TargetMarks {
  #found = new Map<string, Promise<Mark | undefined>>();
  #focus: Promise<Mark | undefined> | undefined;

  /** What was noted since the last time. */
  take(): ActTargets {
    const taken = { found: this.#found, focus: this.#focus };
    this.#found = new Map();
    this.#focus = undefined;
    return taken;
  }

  note(page: Page, target: string, { frame, world, ref }: Located): void {
    this.#found.set(
      target,
      markOf(page, frame, world, ref).catch(() => undefined),
    );
  }

  noteFocus(page: Page): void {
    this.#focus = focusOf(page).catch(() => undefined);
  }
}

async function markOf(
  page: Page,
  frame: Frame,
  world: World,
  ref?: number,
): Promise<Mark | undefined> {
  const asked = world.call("locatorsOf", ref);
  const [found, frames] = await Promise.all([asked, waysToFrame(page, frame)]);
  return found === null ? undefined : { ...found, frames };
}

async function waysToFrame(page: Page, inner: Frame): Promise<(readonly string[])[]> {
  const ways: (readonly string[])[] = [];
  let frame: Frame | undefined = inner;
  while (frame?.parentId !== undefined && ways.length < MOST_FRAMES) {
    const outer: Frame | undefined = page.tab.frames.get(frame.parentId);
    const found = await outer?.world?.call("frameLocators", frame.id);
    ways.unshift(found?.ways ?? []);
    frame = outer;
  }
  return ways;
}

/** In the page's own document only; of what a frame holds nothing is known. */
async function focusOf(page: Page): Promise<Mark | undefined> {
  const { main } = page.tab.frames;
  return main.world === undefined ? undefined : markOf(page, main, main.world);
}
