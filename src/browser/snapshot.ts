import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import { randomHex } from "../domain/ids.ts";
import type { CDPSession, Protocol } from "./cdp.ts";
import { openRoots } from "./closed-roots.ts";
import { adoptFrames, onLiveDocument, silentSessions } from "./documents.ts";
import type { Frame } from "./frame-tree.ts";
import { historyNow, readHistory } from "./history.ts";
import type {
  Detail,
  FramePlaceholder,
  PageLine,
  WalkRequest,
  WalkResult,
} from "./in-page-contract.ts";
import { tellListeners } from "./listeners.ts";
import type { Page } from "./page.ts";
import type { Classified } from "./page-kind/page-kind.ts";
import { type JoinedLine, shownLines } from "./page-lines.ts";
import { readKind } from "./read-kind.ts";
import type { SecretDesk } from "./secret-desk.ts";
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
  /** Where each frame's lines begin in `parts`, by its world; the last number is where they end. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  /** The name the picture is kept under inside the page, if that was asked for. */
  readonly kept: string | undefined;
  /** The lines of the element that was asked for, in its frame, now and in the picture named. */
  readonly below:
    | { readonly now: readonly number[]; readonly before?: readonly number[] }
    | undefined;
  /** Undefined when it was not asked for or cannot be told. */
  readonly kind: Classified | undefined;
}

export interface SnapshotRequest {
  readonly detail: Detail;
  /** Lines with all the text that is compared, and nothing folded. */
  readonly unfolded?: boolean;
  /** Only what is below this element. */
  readonly root?: { readonly frame: Frame; readonly ref: number };
  /** Keep in the page what each line is of, so that parts of later pictures can be compared. */
  readonly keep?: boolean;
  /** Tell which lines belong to this element, also in the picture kept under `since`. */
  readonly below?: { readonly world: World; readonly ref: number; readonly since: string };
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
  const kept = request.keep === true ? randomHex(8) : undefined;
  // Asked before the walk, so it costs no round trip of its own and has its answer first.
  const kind = request.withKind ? readKind(page, world) : undefined;
  const reader = new FrameReader(page, request, silent, kept);
  await reader.read(request.root?.frame ?? main, 0, 0, request.root?.ref);
  page.refs.prune(aliveWorlds(page));
  const { secrets } = page.memory;
  const title = secrets.hide(titleIn(await historyNow(page)));
  const { lines, places, below, refCount } = reader;
  return {
    lines: hidden(shownLines(lines, request.unfolded ?? request.detail === "full"), secrets),
    parts: hidden(
      lines.map(({ depth, text }) => "  ".repeat(depth) + text),
      secrets,
    ),
    places,
    kept,
    below,
    refCount,
    title,
    url: main.url,
    worldId: world.uniqueId,
    kind: await kind,
  };
}

/** Lines stay lines, so that what is known of their places goes on being true. */
function hidden(lines: readonly string[], secrets: SecretDesk): string[] {
  return lines.length === 0 ? [] : secrets.hide(lines.join("\n")).split("\n");
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
  below: Snapshot["below"];
  readonly lines: JoinedLine[] = [];
  readonly places = new Map<string, readonly number[]>();
  readonly #page: Page;
  readonly #request: SnapshotRequest;
  readonly #silent: ReadonlySet<CDPSession>;
  readonly #kept: string | undefined;
  readonly #loadingUntil = Date.now() + LOADING_PATIENCE_MS;

  constructor(
    page: Page,
    request: SnapshotRequest,
    silent: ReadonlySet<CDPSession>,
    kept: string | undefined,
  ) {
    this.#page = page;
    this.#request = request;
    this.#silent = silent;
    this.#kept = kept;
  }

  /** Adds the lines of one frame and of those inside it, indented by `depth`. */
  async read(frame: Frame, nesting: number, depth: number, rootRef?: number): Promise<void> {
    const { world, result } = await this.#walk(frame, nesting, rootRef);
    const starts: number[] = [];
    for (const line of result.lines) {
      starts.push(this.lines.length);
      const at = depth + line.depth;
      if (line.frame === undefined) this.lines.push(lineAt(at, line.text, line.join));
      else await this.#child(line, line.frame, nesting + 1, at);
    }
    this.places.set(world.uniqueId, [...starts, this.lines.length]);
    if (this.#request.below?.world === world) this.below = result.below;
  }

  async #walk(frame: Frame, nesting: number, rootRef?: number) {
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
    return { world, result };
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
    const { detail, below } = this.#request;
    const request: WalkRequest = {
      detail,
      nextRef: refs.next,
      ...(rootRef === undefined ? {} : { rootRef }),
      ...(this.#kept === undefined ? {} : { keep: this.#kept }),
      ...(below?.world === world ? { below: { ref: below.ref, since: below.since } } : {}),
    };
    const walk = world.call("walk", request);
    return within(walk, patienceMs, () => {
      refs.advance(request.nextRef + REFS_PER_WALK);
      return unanswered(patienceMs);
    });
  }

  async #child(line: PageLine, place: FramePlaceholder, nesting: number, depth: number) {
    const frame = this.#page.tab.frames.get(place.id ?? "");
    this.lines.push(lineAt(depth, `iframe ${addressOf(frame, place)}${line.text}`));
    const start = this.lines.length;
    const unread = await this.#inside(frame, nesting, depth + 1);
    if (unread !== undefined) this.lines.splice(start, Infinity, lineAt(depth + 1, unread));
  }

  /** Why the frame's content is missing, if it is. */
  async #inside(frame: Frame | undefined, nesting: number, depth: number) {
    if (frame === undefined) return "(this frame is still loading)";
    if (this.#silent.has(frame.session)) return "(this frame does not answer)";
    if (nesting > MAX_FRAME_NESTING) return "(frames inside are not shown)";
    try {
      await this.read(frame, nesting, depth);
      return undefined;
    } catch (error) {
      this.#page.scope.check();
      if (error instanceof WorldGone) return "(this frame is still loading)";
      return "(this frame does not answer)";
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

/** Whatever a page put into a name or value, it begins no line of its own. */
function lineAt(depth: number, text: string, join?: string): JoinedLine {
  const line = { depth, text: text.replace(/[\r\n]+/g, " ") };
  return join === undefined ? line : { ...line, join };
}
