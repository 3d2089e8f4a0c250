import { ToolFailure } from "../domain/failure.ts";
import { ACTIONABLE_MS } from "../domain/limits.ts";
import { adoptFrames, onLiveDocument, silentSessions } from "./documents.ts";
import type { Frame } from "./frame-tree.ts";
import type { FindResult, ParsedTarget } from "./in-page-contract.ts";
import type { Page } from "./page.ts";
import { type World, WorldGone } from "./world.ts";

/** An element that was found: its document's world, and its ref there. */
export interface Located {
  readonly frame: Frame;
  readonly world: World;
  /** Another one when what was searched for has been drawn anew since. */
  ref: number;
  /** What was searched for; none for a ref, which names one element only. */
  readonly sought?: ParsedTarget;
}

/** Takes a caller's target apart: `@e5`, `text=…`, `role=button[name="Save"]`, else CSS. */
export function parseTarget(target: string): ParsedTarget {
  const ref = /^@?e(\d{1,9})$/.exec(target.trim());
  if (ref !== null) return { kind: "ref", ref: Number(ref[1]) };
  if (target.startsWith("text=")) return { kind: "text", text: unquote(target.slice(5)) };
  if (target.startsWith("role=")) return parseRole(target.slice(5));
  return { kind: "css", selector: target };
}

function parseRole(text: string): ParsedTarget {
  const match = /^([a-z]+)\s*(?:\[name=(.+)\]|(\S.*))?$/i.exec(text.trim());
  const role = match?.[1]?.toLowerCase() ?? text;
  const name = match?.[2] ?? match?.[3];
  return name === undefined ? { kind: "role", role } : { kind: "role", role, name: unquote(name) };
}

function unquote(text: string): string {
  const trimmed = text.trim();
  const quoted = /^"(.*)"$|^'(.*)'$/s.exec(trimmed);
  return quoted === null ? trimmed : (quoted[1] ?? quoted[2] ?? "");
}

/** Finds the one element a target means, in all frames; refuses none, several and stale refs. */
export async function locate(page: Page, target: string): Promise<Located> {
  const parsed = parseTarget(target);
  const found = parsed.kind === "ref" ? locateRef(page, parsed.ref) : search(page, parsed, target);
  const located = await found;
  page.memory.marks.note(page, target, located);
  return located;
}

/** Refuses a target that nothing done before it is used can bring to life: a dead ref, no selector. */
export async function refuseHopeless(page: Page, target: string): Promise<void> {
  const parsed = parseTarget(target);
  if (parsed.kind === "ref") documentOf(page, parsed.ref);
  const { main, navigating } = page.tab.frames;
  if (parsed.kind !== "css" || navigating) return;
  const found = await onLiveDocument(page, async () =>
    findIn(page, main, await page.mainWorld(), parsed),
  );
  if (found.error !== undefined) throw badSelector(target, found.error);
}

/** The present document of a ref's element, which itself may be gone. */
function documentOf(page: Page, ref: number): Omit<Located, "ref"> {
  const home = page.refs.homeOf(ref);
  if (home === undefined) throw page.refs.wasHandedOut(ref) ? stale(ref) : neverGiven(ref);
  if (home.targetId !== page.tab.targetId) throw inOtherTab(page, ref, home.targetId);
  const frame = page.tab.frames.get(home.frameId);
  const world = frame?.world;
  if (frame === undefined || world?.uniqueId !== home.worldId) throw stale(ref);
  return { frame, world };
}

async function locateRef(page: Page, ref: number): Promise<Located> {
  const { frame, world } = documentOf(page, ref);
  if ((await silentSessions(page)).has(frame.session)) throw frameSilent(ref);
  try {
    const state = await page.step("finding the element", () => world.call("refState", ref));
    if (state !== "attached") throw stale(ref);
    page.mayRun();
  } catch (error) {
    throw error instanceof WorldGone ? stale(ref) : error;
  }
  return { frame, world, ref };
}

function frameSilent(ref: number): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    `@e${ref} stands in a frame that does not answer: a script there never ends; nothing was touched.`,
    "Act on something else, or navigate anew.",
  );
}

function stale(ref: number): ToolFailure {
  return new ToolFailure(
    "stale_ref",
    `@e${ref} stood in a document or for an element that is gone; nothing was touched.`,
    "Call snapshot for the refs of the page as it is now.",
  );
}

function neverGiven(ref: number): ToolFailure {
  return new ToolFailure(
    "stale_ref",
    `@e${ref} was never handed out in this session; nothing was touched.`,
    "Call snapshot for the refs of this page.",
  );
}

function inOtherTab(page: Page, ref: number, targetId: string): ToolFailure {
  const index = page.browser.tabs.findIndex((tab) => tab.targetId === targetId);
  if (index === -1) return stale(ref);
  return new ToolFailure(
    "stale_ref",
    `@e${ref} stands in tab ${index}, which is not the active tab; nothing was touched.`,
    `Call tab_switch with tabIndex ${index} first.`,
  );
}

interface FrameMatches {
  readonly frame: Frame;
  readonly world: World;
  readonly found: FindResult;
}

/** Looks again while the page and its frames are still loading. */
async function search(page: Page, parsed: ParsedTarget, target: string): Promise<Located> {
  const until = Date.now() + Math.min(ACTIONABLE_MS, page.scope.remainingMs);
  const { frames, pulse } = page.tab;
  for (;;) {
    const seen = pulse.count;
    const isLoading = !frames.main.lifecycle.has("load");
    const located = await searchOnce(page, parsed, target);
    if (located !== undefined) return located;
    if (!isLoading || Date.now() >= until) throw noMatch(page);
    await page.step("waiting for the page to load", () => pulse.after(seen, until - Date.now()));
  }
}

async function searchOnce(page: Page, parsed: ParsedTarget, target: string) {
  const results = await onLiveDocument(page, () => findEverywhere(page, parsed));
  page.mayRun();
  const error = results.find(({ found }) => found.error !== undefined)?.found.error;
  if (error !== undefined) throw badSelector(target, error);
  const total = results.reduce((sum, { found }) => sum + found.total, 0);
  if (total > 1) throw severalMatches(target, total, results);
  for (const { frame, world, found } of results) {
    const [match] = found.matches;
    if (match !== undefined) return { frame, world, ref: match.ref, sought: parsed };
  }
  return undefined;
}

/** Whether the element, if it was searched for, stands anew in its document, and alone; takes that one then. */
export async function findAnew(page: Page, located: Located): Promise<boolean> {
  const { frame, world, sought } = located;
  if (sought === undefined) return false;
  const found = await findIn(page, frame, world, sought);
  const [match] = found.matches;
  if (match === undefined || found.total > 1) return false;
  located.ref = match.ref;
  return true;
}

async function findIn(page: Page, frame: Frame, world: World, parsed: ParsedTarget) {
  const found = await page.step("finding the element", () =>
    world.call("find", parsed, page.refs.next),
  );
  page.refs.advance(found.nextRef);
  page.refs.record(
    found.matches.map((match) => match.ref),
    { targetId: page.tab.targetId, frameId: frame.id, worldId: world.uniqueId },
  );
  return found;
}

/** Every frame's matches; a frame that does not answer has none. */
async function findEverywhere(page: Page, parsed: ParsedTarget): Promise<FrameMatches[]> {
  const silent = await silentSessions(page);
  await adoptFrames(page, silent);
  const results: FrameMatches[] = [];
  for (const frame of page.tab.frames.all()) {
    if (silent.has(frame.session)) continue;
    const world = frame === page.tab.frames.main ? await page.mainWorld() : frame.world;
    if (world === undefined) continue;
    results.push({ frame, world, found: await findIn(page, frame, world, parsed) });
  }
  return results;
}

function badSelector(target: string, error: string): ToolFailure {
  return new ToolFailure(
    "invalid_arguments",
    `target ${JSON.stringify(target.slice(0, 100))} is not a selector the browser can read.`,
    "Use a ref (@e5), CSS, text=… or role=….",
    { pageText: error },
  );
}

function severalMatches(target: string, total: number, results: FrameMatches[]): ToolFailure {
  const lines = results.flatMap(({ found }) => found.matches.map((match) => match.line));
  const more = total > lines.length ? [`… ${total - lines.length} more`] : [];
  return new ToolFailure(
    "invalid_arguments",
    `target ${JSON.stringify(target.slice(0, 100))} matches ${total} elements; nothing was touched.`,
    "Call again with the ref of the one you mean.",
    { pageText: [...lines, ...more].join("\n") },
  );
}

function noMatch(page: Page): ToolFailure {
  const frames = page.tab.frames.all().length;
  const where = frames > 1 ? `the page or its ${frames - 1} frames` : "the page";
  return new ToolFailure(
    "not_found",
    `Nothing in ${where} matches the target.`,
    "Call snapshot to see what is there, or wait_for if it is still to come.",
  );
}
