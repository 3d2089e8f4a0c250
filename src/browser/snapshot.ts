import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { CDPSession, Protocol } from "./cdp.ts";
import { openRoots } from "./closed-roots.ts";
import { adoptFrames, onLiveDocument, silentSessions } from "./documents.ts";
import type { Frame } from "./frame-tree.ts";
import { historyNow, readHistory } from "./history.ts";
import type { Detail, FramePlaceholder, PageLine, WalkResult } from "./in-page-contract.ts";
import { tellListeners } from "./listeners.ts";
import type { Page } from "./page.ts";
import { type JoinedLine, shownLines } from "./page-lines.ts";
import { clean } from "./visible-text.ts";
import { type World, WorldGone } from "./world.ts";

/** Milliseconds the main document may take to be read; a frame may take less. */
const PAGE_PATIENCE_MS = 20_000;
const FRAME_PATIENCE_MS = 3_000;
/** Milliseconds all frames together are waited for whose document has not come or not ended. */
const LOADING_PATIENCE_MS = 1_000;
const MAX_FRAME_NESTING = 10;
const MAX_ROOT_NESTING = 4;
/** Frames that were waited for in vain, with the document of that moment; they are not waited for again. */
const slowFrames = new WeakMap<Frame, string>();
/** Refs one walk may give at most, and more. */
const REFS_PER_WALK = 50_000;

/** The page as lines of text, with everything a header says about it. */
export interface Snapshot {
  /** As it is shown: what stands together on the page shares a line. */
  readonly lines: readonly string[];
  /** As it is compared: one control or one text a line, in the same order. */
  readonly parts: readonly string[];
  readonly refCount: number;
  readonly title: string;
  readonly url: string;
  readonly worldId: string;
}

export interface SnapshotRequest {
  readonly detail: Detail;
  /** Lines with all the text that is compared, and nothing folded. */
  readonly unfolded?: boolean;
  /** Only what is below this element. */
  readonly root?: { readonly frame: Frame; readonly ref: number };
  /** Milliseconds to wait for a navigation that is under way, if not the usual time. */
  readonly patienceMs?: number;
}

/** Reads the tab with all its frames; gives refs to what is new. */
export function takeSnapshot(page: Page, request: SnapshotRequest): Promise<Snapshot> {
  return onLiveDocument(page, () => read(page, request), request.patienceMs);
}

async function read(page: Page, request: SnapshotRequest): Promise<Snapshot> {
  const { main } = page.tab.frames;
  const world = await page.mainWorld();
  const silent = await silentSessions(page);
  const reader = new FrameReader(page, request.detail, silent);
  const lines = await reader.read(request.root?.frame ?? main, 0, request.root?.ref);
  page.refs.prune(aliveWorlds(page));
  const title = titleIn(await historyNow(page));
  return {
    lines: shownLines(lines, request.unfolded ?? request.detail === "full"),
    parts: lines.map(({ depth, text }) => "  ".repeat(depth) + text),
    refCount: reader.refCount,
    title,
    url: main.url,
    worldId: world.uniqueId,
  };
}

/** The title the browser shows for the tab, in visible characters. */
export async function takeTitle(page: Page): Promise<string> {
  return titleIn(await readHistory(page));
}

function titleIn({ entries, currentIndex }: Protocol.Page.GetNavigationHistoryResponse): string {
  return clean(entries[currentIndex]?.title ?? "");
}

function aliveWorlds(page: Page): Set<string> {
  const worlds = page.browser.tabs.flatMap((tab) =>
    tab.closed ? [] : tab.frames.all().map((frame) => frame.world?.uniqueId ?? ""),
  );
  return new Set(worlds);
}

class FrameReader {
  refCount = 0;
  readonly #page: Page;
  readonly #detail: Detail;
  readonly #silent: ReadonlySet<CDPSession>;
  readonly #loadingUntil = Date.now() + LOADING_PATIENCE_MS;

  constructor(page: Page, detail: Detail, silent: ReadonlySet<CDPSession>) {
    this.#page = page;
    this.#detail = detail;
    this.#silent = silent;
  }

  /** The lines of one frame and of those inside it, indented. */
  async read(frame: Frame, nesting: number, rootRef?: number): Promise<JoinedLine[]> {
    const lines: JoinedLine[] = [];
    for (const line of await this.#walk(frame, nesting, rootRef)) {
      if (line.frame === undefined) lines.push(line);
      else lines.push(...(await this.#child(line, line.frame, nesting + 1)));
    }
    return lines;
  }

  async #walk(frame: Frame, nesting: number, rootRef?: number): Promise<readonly PageLine[]> {
    const page = this.#page;
    const world = await this.#world(frame, nesting);
    await adoptFrames(page, this.#silent);
    const patienceMs = nesting === 0 ? PAGE_PATIENCE_MS : FRAME_PATIENCE_MS;
    const ask = () => this.#ask(world, patienceMs, rootRef);
    // Not waited for: what it asks reaches the document before the question that follows.
    void tellListeners(frame, world);
    let result = await page.step("reading the page", ask);
    for (let depth = 0; depth < MAX_ROOT_NESTING && result.suspects > 0; depth++) {
      page.refs.advance(result.nextRef);
      const opening = () => openRoots(frame.session, world).catch(() => false);
      if (!(await page.step("looking into closed roots", opening))) break;
      result = await page.step("reading the page", ask);
    }
    page.refs.advance(result.nextRef);
    const home = { targetId: page.tab.targetId, frameId: frame.id, worldId: world.uniqueId };
    page.refs.record(result.refs, home);
    this.refCount += result.refs.length;
    return result.lines;
  }

  /** A frame that takes too long is read as far as it has come. */
  async #world(frame: Frame, nesting: number): Promise<World> {
    if (nesting === 0) return this.#page.world(frame);
    const { pulse } = this.#page.tab;
    for (;;) {
      const seen = pulse.count;
      const { world } = frame;
      const known = slowFrames.get(frame) === frame.loaderId;
      const left = known ? 0 : this.#loadingUntil - Date.now();
      if (left <= 0) slowFrames.set(frame, frame.loaderId);
      if (world !== undefined && (left <= 0 || isParsed(frame))) return world;
      if (left <= 0) throw new WorldGone();
      await this.#page.step("waiting for a frame", () => pulse.after(seen, left));
    }
  }

  /** An answer that comes too late has given refs: their numbers are never used for anything else. */
  #ask(world: World, patienceMs: number, rootRef?: number): Promise<WalkResult> {
    const { refs } = this.#page;
    const request = { detail: this.#detail, nextRef: refs.next };
    const walk = world.call("walk", rootRef === undefined ? request : { ...request, rootRef });
    return within(walk, patienceMs, () => {
      refs.advance(request.nextRef + REFS_PER_WALK);
      return unanswered(patienceMs);
    });
  }

  async #child(line: PageLine, place: FramePlaceholder, nesting: number): Promise<JoinedLine[]> {
    const frame = this.#page.tab.frames.get(place.id ?? "");
    const head = { depth: line.depth, text: `iframe ${addressOf(frame, place)}${line.text}` };
    const inside = await this.#inside(frame, nesting);
    return [head, ...inside.map((one) => ({ ...one, depth: line.depth + 1 + one.depth }))];
  }

  async #inside(frame: Frame | undefined, nesting: number): Promise<JoinedLine[]> {
    if (frame === undefined) return note("(this frame is still loading)");
    if (this.#silent.has(frame.session)) return note("(this frame does not answer)");
    if (nesting > MAX_FRAME_NESTING) return note("(frames inside are not shown)");
    try {
      return await this.read(frame, nesting);
    } catch (error) {
      this.#page.scope.check();
      if (error instanceof WorldGone) return note("(this frame is still loading)");
      return note("(this frame does not answer)");
    }
  }
}

function isParsed({ lifecycle }: Frame): boolean {
  return lifecycle.has("DOMContentLoaded") || lifecycle.has("load");
}

function unanswered(patienceMs: number): ToolFailure {
  return new ToolFailure(
    "timed_out",
    `The page has not answered for ${patienceMs / 1_000} s: a script on it keeps it busy.`,
    "Try again later, or navigate elsewhere.",
  );
}

/** Where the frame is now; what the page asked for as long as nothing has come. */
function addressOf(frame: Frame | undefined, { src }: FramePlaceholder): string {
  const shown = frame?.url ?? "";
  const url = URL.parse(shown === "" || shown === "about:blank" ? src : shown);
  if (url === null || url.href === "about:blank") return "about:blank";
  if (url.href === "about:srcdoc") return "srcdoc";
  return url.origin === "null" ? url.protocol : url.origin;
}

function note(text: string): JoinedLine[] {
  return [{ depth: 0, text }];
}
