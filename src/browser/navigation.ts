import { within } from "../domain/deadline.ts";
import { onLiveDocument } from "./documents.ts";
import type { Usability } from "./in-page-contract.ts";
import { isDownload, ledAstray, navigationFailed, neverAnswered } from "./navigation-failure.ts";
import type { Page } from "./page.ts";
import { settle } from "./settle.ts";

export type WaitUntil = "load" | "domcontentloaded" | "networkidle";

export interface NavigateRequest {
  readonly url: string;
  readonly waitUntil: WaitUntil;
  /** Milliseconds to wait on for a page that is still empty. */
  readonly emptyPatienceMs: number;
  /** Why an address may not be shown, in words of ours; undefined when it may. */
  readonly refusal: (url: string) => string | undefined;
}

/** How a navigation went; `waitedFor` is in words of ours. */
export interface Navigation {
  readonly status: number | undefined;
  readonly redirects: number;
  readonly waitedFor: readonly string[];
  readonly notices: readonly string[];
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
/** Milliseconds kept back of a call's time to report what happened. */
const REPORT_MS = 4_000;
/** Times a navigation that the page's own one overtook is asked for again; nothing was sent yet. */
const MAX_ATTEMPTS = 3;

/** Goes to an address that was checked, and returns as soon as the page can be used. */
export async function navigate(page: Page, request: NavigateRequest): Promise<Navigation> {
  const { mark } = page.tab.network;
  const arrived = await arrive(page, request);
  const rest = await comeToRest(page, request, mark);
  return {
    ...resultOf(page),
    waitedFor: [...arrived.waitedFor, ...rest.waitedFor],
    notices: [...arrived.notices, ...rest.notices, ...unread(page)],
  };
}

/** The first half of `navigate`: up to the event that was asked for; `comeToRest` has to follow. */
export async function arrive(page: Page, request: NavigateRequest): Promise<Navigation> {
  const { tab } = page;
  // Another document gets another process.
  tab.crashed = false;
  const loaderId = await start(page, request);
  const reached = loaderId === undefined || (await lifecycle(page, loaderId, request.waitUntil));
  await leaveIfClosed(page, request, tab.url);
  return {
    ...resultOf(page),
    waitedFor: loaderId === undefined ? [] : [request.waitUntil],
    notices: reached ? [] : [`still loading: ${request.waitUntil} has not come yet`],
  };
}

/** Waits until what followed `mark` is over and there is something to read; leaves a closed address. */
export async function comeToRest(
  page: Page,
  request: NavigateRequest,
  mark: number,
): Promise<Pick<Navigation, "waitedFor" | "notices">> {
  const settled = await settle(page, mark, 3_000);
  const hasCome = await waitForContent(page, request.emptyPatienceMs);
  await leaveIfClosed(page, request, page.tab.url);
  return {
    waitedFor: hasCome ? ["content"] : [],
    notices: settled.pending > 0 ? [unanswered(settled.pending)] : [],
  };
}

function resultOf({ tab }: Page): Pick<Navigation, "status" | "redirects"> {
  const load = tab.network.documentOf(tab.frames.main.loaderId);
  return { status: load?.status, redirects: load?.redirects.length ?? 0 };
}

function unanswered(count: number): string {
  return `${count} ${count === 1 ? "request is" : "requests are"} still unanswered`;
}

/** A document that Chrome shows by a viewer of its own, whose inside nobody can look into. */
function unread({ tab }: Page): string[] {
  const type = tab.network.documentOf(tab.frames.main.loaderId)?.mimeType;
  return type === "application/pdf" ? ["this is a PDF; its text cannot be read here"] : [];
}

/** The new document's loader, or undefined for a move within the document. */
async function start(page: Page, request: NavigateRequest): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    const reply = await ask(page, request.url);
    if (reply.errorText === undefined) return reply.loaderId;
    const load = page.tab.network.documentOf(reply.loaderId ?? "");
    if (load !== undefined) await leaveIfClosed(page, request, load.url);
    if ("isDownload" in reply && reply.isDownload === true) throw isDownload();
    const overtaken = reply.errorText.includes("ABORTED") && load?.status === undefined;
    if (!overtaken || attempt === MAX_ATTEMPTS) {
      throw navigationFailed(reply.errorText, load?.status);
    }
  }
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
      await page.step("stopping the loading", () => session.send("Page.stopLoading"));
      frames.giveUpNavigation();
    }
    throw error;
  }
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
  for (;;) {
    const seen = pulse.count;
    const arrived = frames.hasShown(loaderId) && !frames.navigating;
    if (arrived && frames.main.lifecycle.has(LIFECYCLE[wanted])) return true;
    if (Date.now() >= until) return false;
    await page.step(`waiting for ${wanted}`, () => pulse.after(seen, until - Date.now()));
  }
}

/** Waits on while there is nothing to read or act on; true when that brought something. */
async function waitForContent(page: Page, patienceMs: number): Promise<boolean> {
  const until = Date.now() + Math.min(patienceMs, Math.max(0, page.scope.remainingMs - REPORT_MS));
  if (page.tab.url === "about:blank" || (await usability(page)) !== "empty") return false;
  while (Date.now() < until) {
    const mark = page.tab.network.mark;
    const seen = page.tab.pulse.count;
    await page.step("waiting for content", () => page.tab.pulse.after(seen, 250));
    await settle(page, mark, Math.min(1_000, until - Date.now()));
    const now = await usability(page);
    if (now !== "empty") return now === "usable";
  }
  return false;
}

function usability(page: Page): Promise<Usability> {
  return onLiveDocument(page, async () => {
    const world = await page.mainWorld();
    return page.step("looking at the page", () => world.call("usability"));
  });
}
