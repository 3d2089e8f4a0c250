import { adoptFrames, onLiveDocument } from "./documents.ts";
import type { Frame } from "./frame-tree.ts";
import type { Detail, PageLine } from "./in-page-contract.ts";
import type { Page } from "./page.ts";
import { WorldGone } from "./world.ts";

/** Milliseconds a frame may take to answer before it is shown as not answering. */
const FRAME_PATIENCE_MS = 3_000;
const MAX_FRAME_DEPTH = 8;

/** The page as lines of text, with everything a header says about it. */
export interface Snapshot {
  readonly lines: readonly string[];
  readonly refCount: number;
  readonly title: string;
  readonly url: string;
  readonly worldId: string;
}

export interface SnapshotRequest {
  readonly detail: Detail;
  /** Only what is below this element. */
  readonly root?: { readonly frame: Frame; readonly ref: number };
}

/** Reads the tab with all its frames; gives refs to what is new. */
export function takeSnapshot(page: Page, request: SnapshotRequest): Promise<Snapshot> {
  return onLiveDocument(page, () => read(page, request));
}

async function read(page: Page, request: SnapshotRequest): Promise<Snapshot> {
  await adoptFrames(page);
  const { main } = page.tab.frames;
  const world = await page.mainWorld();
  const reader = new FrameReader(page, request.detail);
  await reader.read(request.root?.frame ?? main, 0, request.root?.ref);
  page.refs.prune(aliveWorlds(page));
  return {
    lines: reader.lines,
    refCount: reader.refCount,
    title: await takeTitle(page),
    url: main.url,
    worldId: world.uniqueId,
  };
}

/** The title the browser shows for the tab. */
export async function takeTitle(page: Page): Promise<string> {
  const { main } = page.tab.frames;
  const history = await page.step("reading the title", () =>
    main.session.send("Page.getNavigationHistory"),
  );
  return history.entries[history.currentIndex]?.title ?? "";
}

function aliveWorlds(page: Page): Set<string> {
  const worlds = page.browser.tabs.flatMap((tab) =>
    tab.closed ? [] : tab.frames.all().map((frame) => frame.world?.uniqueId ?? ""),
  );
  return new Set(worlds);
}

class FrameReader {
  readonly lines: string[] = [];
  refCount = 0;
  readonly #page: Page;
  readonly #detail: Detail;

  constructor(page: Page, detail: Detail) {
    this.#page = page;
    this.#detail = detail;
  }

  async read(frame: Frame, depth: number, rootRef?: number): Promise<void> {
    for (const line of await this.#walk(frame, rootRef)) {
      this.lines.push(indent(depth + line.depth, line.text));
      if (line.frame !== undefined) await this.#child(line, depth + line.depth + 1);
    }
  }

  async #walk(frame: Frame, rootRef: number | undefined): Promise<readonly PageLine[]> {
    const page = this.#page;
    const world = await page.world(frame);
    const result = await page.step("reading the page", () =>
      world.call("walk", {
        detail: this.#detail,
        nextRef: page.refs.next,
        ...(rootRef === undefined ? {} : { rootRef }),
      }),
    );
    page.refs.advance(result.nextRef);
    const home = { targetId: page.tab.targetId, frameId: frame.id, worldId: world.uniqueId };
    page.refs.record(result.refs, home);
    this.refCount += result.refs.length;
    return result.lines;
  }

  async #child(line: PageLine, depth: number): Promise<void> {
    const frame = this.#page.tab.frames.get(line.frame ?? "");
    if (frame === undefined || depth > MAX_FRAME_DEPTH * 4) return;
    const before = this.lines.length;
    const late = () => this.lines.push(indent(depth, "(this frame does not answer yet)"));
    try {
      await patiently(this.read(frame, depth));
    } catch (error) {
      this.#page.scope.check();
      this.lines.length = before;
      if (error instanceof WorldGone || error instanceof FrameSilent) late();
      else throw error;
    }
  }
}

class FrameSilent extends Error {}

/** Gives up on a frame that does not answer, so that one stuck frame does not hide the others. */
async function patiently(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silent = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new FrameSilent()), FRAME_PATIENCE_MS);
  });
  try {
    await Promise.race([work, silent]);
  } finally {
    clearTimeout(timer);
  }
}

function indent(depth: number, text: string): string {
  return "  ".repeat(depth) + text;
}
