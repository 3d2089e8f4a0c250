import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { CDPSession, Protocol } from "./cdp.ts";
import { adoptFrames, onLiveDocument, silentSessions } from "./documents.ts";
import type { Frame } from "./frame-tree.ts";
import { historyNow, readHistory } from "./history.ts";
import type { Detail, FramePlaceholder, PageLine, WalkResult } from "./in-page-contract.ts";
import type { Page } from "./page.ts";
import type { Classified } from "./page-kind/page-kind.ts";
import { readKind } from "./read-kind.ts";
import { clean } from "./visible-text.ts";
import { type World, WorldGone } from "./world.ts";

/** Milliseconds the main document may take to be read; a frame may take less. */
const PAGE_PATIENCE_MS = 20_000;
const FRAME_PATIENCE_MS = 3_000;
/** Milliseconds all frames together are waited for whose document has not come or not ended. */
const LOADING_PATIENCE_MS = 1_000;
const MAX_FRAME_NESTING = 10;
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
  /** Undefined when it was not asked for or cannot be told. */
  readonly kind: Classified | undefined;
}

export interface SnapshotRequest {
  readonly detail: Detail;
  /** Only what is below this element. */
  readonly root?: { readonly frame: Frame; readonly ref: number };
  /** Milliseconds to wait for a navigation that is under way, if not the usual time. */
  readonly patienceMs?: number;
  /** Tell the page's kind too. */
  readonly withKind?: boolean;
}

/** Reads the tab with all its frames; gives refs to what is new. */
export function takeSnapshot(page: Page, request: SnapshotRequest): Promise<Snapshot> {
  return onLiveDocument(page, () => read(page, request), request.patienceMs);
}

async function read(page: Page, request: SnapshotRequest): Promise<Snapshot> {
  const { main } = page.tab.frames;
  const world = await page.mainWorld();
  const silent = await silentSessions(page);
  // Asked before the walk, so it costs no round trip of its own and has its answer first.
  const kind = request.withKind ? readKind(page, world) : undefined;
  const reader = new FrameReader(page, request.detail, silent);
  const lines = await reader.read(request.root?.frame ?? main, 0, request.root?.ref);
  page.refs.prune(aliveWorlds(page));
  const title = titleIn(await historyNow(page));
  return {
    lines,
    parts: lines,
    refCount: reader.refCount,
    title,
    url: main.url,
    worldId: world.uniqueId,
    kind: await kind,
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
  async read(frame: Frame, nesting: number, rootRef?: number): Promise<string[]> {
    const lines: string[] = [];
    for (const line of await this.#walk(frame, nesting, rootRef)) {
      if (line.frame === undefined) lines.push(indent(line.depth, line.text));
      else lines.push(...(await this.#child(line, line.frame, nesting + 1)));
    }
    return lines;
  }

  async #walk(frame: Frame, nesting: number, rootRef?: number): Promise<readonly PageLine[]> {
    const page = this.#page;
    const world = await this.#world(frame, nesting);
    await adoptFrames(page, this.#silent);
    const result = await page.step("reading the page", () =>
      this.#ask(world, nesting === 0 ? PAGE_PATIENCE_MS : FRAME_PATIENCE_MS, rootRef),
    );
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

  async #child(line: PageLine, place: FramePlaceholder, nesting: number): Promise<string[]> {
    const frame = this.#page.tab.frames.get(place.id ?? "");
    const head = indent(line.depth, `iframe ${addressOf(frame, place)}${line.text}`);
    const inside = await this.#inside(frame, nesting);
    return [head, ...inside.map((text) => indent(line.depth + 1, text))];
  }

  async #inside(frame: Frame | undefined, nesting: number): Promise<string[]> {
    if (frame === undefined) return ["(this frame is still loading)"];
    if (this.#silent.has(frame.session)) return ["(this frame does not answer)"];
    if (nesting > MAX_FRAME_NESTING) return ["(frames inside are not shown)"];
    try {
      return await this.read(frame, nesting);
    } catch (error) {
      this.#page.scope.check();
      if (error instanceof WorldGone) return ["(this frame is still loading)"];
      return ["(this frame does not answer)"];
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

function indent(depth: number, text: string): string {
  return "  ".repeat(depth) + text;
}
