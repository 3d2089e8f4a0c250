import { counted } from "../domain/counted.ts";
import { within } from "../domain/deadline.ts";
import { documentKind } from "./document-kind.ts";
import { addressOf, type Download } from "./downloads/download.ts";
import { CLOSED } from "./egress/guard.ts";
import { fill, usability } from "./filling.ts";
import {
  closedByAddress,
  ledAstray,
  navigationFailed,
  neverAnswered,
} from "./navigation-failure.ts";
import { originOf } from "./origin.ts";
import type { Page } from "./page.ts";
import { settle } from "./settle.ts";
import { stopLoading } from "./stop-loading.ts";

export type WaitUntil = "load" | "domcontentloaded" | "networkidle";

export interface NavigateRequest {
  readonly url: string;
  readonly waitUntil: WaitUntil;
  /** Milliseconds to wait on for a page that is still empty. */
  readonly emptyPatienceMs: number;
  /** Why an address may not be shown, in words of ours; undefined when it may. */
  readonly refusal: (url: string) => string | undefined;
}

/** How a navigation went; all in words of ours. */
export interface Navigation {
  readonly status: number | undefined;
  /** Redirects of servers. */
  readonly redirects: number;
  /** Origins on the way, the last one included. */
  readonly origins: readonly string[];
  /** The page that was opened has gone on to another one by itself. */
  readonly wentOn: boolean;
  readonly waitedFor: readonly string[];
  readonly notices: readonly string[];
  /** The address is a file that the browser saves: nothing was opened. */
  readonly isFile: boolean;
  /** That file, among all that pages have begun to download; undefined where none was seen. */
  readonly file?: Download | undefined;
}

/** A navigation under way: the document that was asked for, undefined for a move within one. */
export interface Arrival extends Navigation {
  readonly loaderId: string | undefined;
}

const LIFECYCLE: Readonly<Record<WaitUntil, string>> = {
  domcontentloaded: "DOMContentLoaded",
  load: "load",
  networkidle: "networkIdle",
};
/** Milliseconds the asked lifecycle event may take before the page is reported as still loading. */
const LIFECYCLE_MS: Readonly<Record<WaitUntil, number>> = {
  domcontentloaded: 30_000,
  load: 30_000,
  networkidle: 15_000,
};
/** Milliseconds after which a page that can be used is not waited for, though it is still being parsed. */
const PARSE_MS = 10_000;
/** Milliseconds kept back of a call's time to report what happened. */
const REPORT_MS = 4_000;
/** Milliseconds in which a download is told of. */
const DOWNLOAD_MS = 1_000;
/** Times a navigation that the page's own one overtook is asked for again; nothing was sent yet. */
const MAX_ATTEMPTS = 3;

/** Goes to an address that was checked, and returns as soon as the page can be used. */
export async function navigate(page: Page, request: NavigateRequest): Promise<Navigation> {
  const { mark, failureCount: failures } = page.tab.network;
  const left = page.tab.url;
  const arrived = await arrive(page, request);
  if (arrived.isFile) return arrived;
  const rest = await comeToRest(page, request, mark, failures);
  const result = resultOf(page, arrived.loaderId);
  const isBack = result.wentOn && page.tab.url === left && left !== request.url;
  return {
    ...result,
    isFile: false,
    waitedFor: [...arrived.waitedFor, ...rest.waitedFor],
    notices: [
      ...(isBack ? [BACK_AGAIN] : []),
      ...arrived.notices,
      ...rest.notices,
      ...kindNotice(page),
    ],
  };
}

/** Chrome lets a reload that was already on its way replace the document that has just come. */
const BACK_AGAIN =
  "the page that was left is shown again: it reloaded itself meanwhile, or the new one led back to it";

/** The first half of `navigate`: up to the event that was asked for; `comeToRest` has to follow. */
export async function arrive(page: Page, request: NavigateRequest): Promise<Arrival> {
  const { tab } = page;
  // Another document gets another process.
  tab.crashed = false;
  const { loaderId, isFile, file } = await start(page, request);
  if (isFile) return { ...NOTHING, isFile, file, loaderId, status: tab.status };
  const reached = loaderId === undefined || (await lifecycle(page, loaderId, request.waitUntil));
  await leaveIfClosed(page, request, placeOf(page));
  return {
    ...resultOf(page, loaderId),
    isFile,
    loaderId,
    waitedFor: loaderId === undefined ? [] : [request.waitUntil],
    notices: reached ? [] : [unreached(page, request.waitUntil)],
  };
}

const NOTHING = { redirects: 0, origins: [], wentOn: false, waitedFor: [], notices: [] };

/** Waits until what followed `mark` is over and there is something to read; leaves a closed address. */
export async function comeToRest(
  page: Page,
  request: NavigateRequest,
  mark: number,
  failures = page.tab.network.failureCount,
): Promise<Pick<Navigation, "waitedFor" | "notices">> {
  const settled = await settle(page, mark, 3_000);
  const { waitedFor, isEmpty } = await fill(page, failures, request.emptyPatienceMs);
  await leaveIfClosed(page, request, placeOf(page));
  return {
    waitedFor,
    notices: [
      ...(settled.pending > 0 ? [unanswered(settled.pending)] : []),
      ...(isEmpty ? ["the page is still empty: its scripts have put nothing there yet"] : []),
    ],
  };
}

function resultOf(
  { tab }: Page,
  loaderId: string | undefined,
): Pick<Navigation, "status" | "redirects" | "origins" | "wentOn"> {
  const last = tab.network.documentOf(tab.frames.main.loaderId);
  const first = loaderId === undefined ? undefined : tab.network.documentOf(loaderId);
  const loads = [...new Set([first, last])].filter((load) => load !== undefined);
  const hops = first === undefined ? [] : loads.flatMap((load) => [...load.redirects, load.url]);
  return {
    status: last?.status,
    redirects:
      first === undefined ? 0 : loads.reduce((sum, load) => sum + load.redirects.length, 0),
    origins: hops.map(originOf).filter((origin, at, all) => origin !== all[at - 1]),
    wentOn: first !== undefined && first !== last,
  };
}

/** What is no web page, or what Chrome shows by a viewer of its own, is said to be what it is. */
function kindNotice({ tab }: Page): string[] {
  const type = tab.network.documentOf(tab.frames.main.loaderId)?.mimeType;
  const kind = documentKind(type);
  return kind === undefined ? [] : [`this is ${kind}`];
}

function unreached(page: Page, wanted: WaitUntil): string {
  const error = brokeOff(page);
  return error === undefined
    ? `still loading: ${wanted} has not come yet`
    : `the page is not whole: the host broke its answer off (${error})`;
}

function brokeOff({ tab }: Page): string | undefined {
  return tab.network.documentOf(tab.frames.main.loaderId)?.failed;
}

function unanswered(count: number): string {
  return `${counted(count, "request")} ${count === 1 ? "is" : "are"} still unanswered`;
}

interface Start {
  /** The new document's loader; undefined for a move within the document. */
  readonly loaderId: string | undefined;
  readonly isFile: boolean;
  readonly file?: Download | undefined;
}

async function start(page: Page, request: NavigateRequest): Promise<Start> {
  const { mark } = page.browser.downloads;
  for (let attempt = 1; ; attempt++) {
    const reply = await ask(page, request.url);
    if (reply.errorText === undefined) return { loaderId: reply.loaderId, isFile: false };
    const load = page.tab.network.documentOf(reply.loaderId ?? "");
    if (load !== undefined) await leaveIfClosed(page, request, load.url);
    if ("isDownload" in reply && reply.isDownload === true) {
      const way = [request.url, ...(load?.redirects ?? []), load?.url ?? request.url];
      const file = await fileOf(page, mark, way);
      return { loaderId: reply.loaderId, isFile: true, file };
    }
    const overtaken = reply.errorText.includes("ABORTED") && load?.status === undefined;
    if (!overtaken || attempt === MAX_ATTEMPTS) {
      throw await failureOf(page, reply.errorText, load?.url ?? request.url, load?.status);
    }
  }
}

async function failureOf({ browser }: Page, error: string, url: string, status?: number) {
  const told = await browser.guard.explain(error, url);
  return told === CLOSED ? closedByAddress() : navigationFailed(told, status);
}

/** Chrome tells of the file a moment later; pages may begin others meanwhile, even in the same frame. */
function fileOf(page: Page, mark: number, way: readonly string[]): Promise<Download | undefined> {
  const { tab, browser } = page;
  const addresses = way.map((url) => addressOf(url).address);
  const isIt = ({ frameId, address }: Download) =>
    frameId === tab.frames.main.id && addresses.includes(address);
  return page.step("waiting for the download", () =>
    browser.downloads.begun(mark, DOWNLOAD_MS, isIt),
  );
}

/** A server that never answers is given up before the call's own end, so that nothing loads on. */
async function ask(page: Page, url: string) {
  const { session, frames } = page.tab;
  const patience = Math.max(0, page.scope.remainingMs - REPORT_MS);
  const late = neverAnswered(Math.round(patience / 1_000));
  try {
    return await page.step("waiting for the server's answer", () =>
      within(session.send("Page.navigate", { url }), patience, () => late),
    );
  } catch (error) {
    if (error === late) {
      await stopLoading(page, "stopping the loading");
      frames.giveUpNavigation();
    }
    throw error;
  }
}

/** Where the tab is, or would be had its address been opened. */
function placeOf({ tab }: Page): string {
  return tab.frames.main.unreachableUrl ?? tab.url;
}

/** Redirects and scripts may lead where no caller may go; what stands there is never read. */
async function leaveIfClosed(page: Page, request: NavigateRequest, url: string): Promise<void> {
  const reason = request.refusal(url);
  if (reason === undefined) return;
  const { loaderId = "" } = await ask(page, "about:blank");
  await lifecycle(page, loaderId, "domcontentloaded");
  throw ledAstray(reason);
}

/** False when the event has not come in its time; a document that redirects itself is followed. */
async function lifecycle(page: Page, loaderId: string, wanted: WaitUntil): Promise<boolean> {
  const { frames, pulse } = page.tab;
  const patience = Math.min(LIFECYCLE_MS[wanted], Math.max(0, page.scope.remainingMs - REPORT_MS));
  const until = Date.now() + patience;
  let lookAt = wanted === "domcontentloaded" ? Date.now() + PARSE_MS : until;
  for (;;) {
    const seen = pulse.count;
    const arrived = frames.hasShown(loaderId) && !frames.navigating;
    if (arrived && frames.main.lifecycle.has(LIFECYCLE[wanted])) return true;
    if (Date.now() >= until || brokeOff(page) !== undefined) return false;
    if (arrived && Date.now() >= lookAt) {
      if ((await usability(page)) === "usable") return false;
      lookAt = Date.now() + PARSE_MS;
    }
    const pauseMs = Math.min(until, arrived ? lookAt : until) - Date.now();
    await page.step(`waiting for ${wanted}`, () => pulse.after(seen, Math.max(1, pauseMs)));
  }
}
