import { ToolFailure } from "../domain/failure.ts";
import { onLiveDocument } from "./documents.ts";
import type { Frame } from "./frame-tree.ts";
import type { Usability } from "./in-page-contract.ts";
import type { Page } from "./page.ts";
import { settle } from "./settle.ts";

export type WaitUntil = "load" | "domcontentloaded" | "networkidle";

export interface NavigateRequest {
  readonly url: string;
  readonly waitUntil: WaitUntil;
  /** Milliseconds to wait on for a page that is still empty. */
  readonly emptyPatienceMs: number;
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
const REPORT_MS = 4_000;

/** Goes to an address that was checked, and returns as soon as the page can be used. */
export async function navigate(page: Page, request: NavigateRequest): Promise<Navigation> {
  const { tab } = page;
  const mark = tab.network.mark;
  const loaderId = await start(page, request.url);
  const notices: string[] = [];
  const waitedFor: string[] = [];
  if (loaderId !== undefined) {
    const reached = await lifecycle(page, loaderId, request.waitUntil);
    waitedFor.push(request.waitUntil);
    if (!reached) notices.push(`still loading: ${request.waitUntil} has not come yet`);
  }
  const settled = await settle(page, mark, 3_000);
  if (settled.pending > 0) notices.push(`${settled.pending} requests are still unanswered`);
  if (await waitForContent(page, request.emptyPatienceMs)) waitedFor.push("content");
  const load = tab.network.documentOf(tab.frames.main.loaderId);
  return { status: load?.status, redirects: load?.redirects.length ?? 0, waitedFor, notices };
}

/** The new document's loader, or undefined for a move within the document. */
async function start(page: Page, url: string): Promise<string | undefined> {
  const downloads = page.browser.downloads.length;
  const reply = await page.step("waiting for the server's answer", () =>
    page.tab.session.send("Page.navigate", { url }),
  );
  if (reply.errorText === undefined) return reply.loaderId;
  if (page.browser.downloads.length > downloads) {
    throw new ToolFailure(
      "unsupported",
      "The address is a download, which is not kept yet; the page stays as it was.",
      "Open the page that links to it instead.",
    );
  }
  throw explain(reply.errorText);
}

const NET_ERRORS: readonly (readonly [RegExp, string])[] = [
  [/NAME_NOT_RESOLVED|DNS/, "the host name does not exist or cannot be resolved"],
  [/CONNECTION_REFUSED/, "the host refuses the connection"],
  [/TIMED_OUT/, "the host did not answer in time"],
  [/CERT_|SSL_/, "the site's certificate or encryption is not valid"],
  [/INTERNET_DISCONNECTED|ADDRESS_UNREACHABLE|NETWORK/, "the host cannot be reached"],
  [/TOO_MANY_REDIRECTS/, "the site redirects in a circle"],
  [/EMPTY_RESPONSE|CONNECTION_(CLOSED|RESET)/, "the host closed the connection without an answer"],
  [/BLOCKED/, "the browser was told not to open it"],
  [/ABORTED/, "the server answered without a page (no content)"],
];

function explain(errorText: string): ToolFailure {
  const words = NET_ERRORS.find(([pattern]) => pattern.test(errorText))?.[1];
  return new ToolFailure(
    "navigation_failed",
    `The page could not be opened: ${words ?? "the browser reports an error"} (${errorText}).`,
    "Check the address; take a snapshot to see what the tab shows now.",
  );
}

/** False when the event has not come in its time; a document that redirects itself is followed. */
async function lifecycle(page: Page, loaderId: string, wanted: WaitUntil): Promise<boolean> {
  const { frames, pulse } = page.tab;
  const patience = Math.min(LIFECYCLE_MS[wanted], Math.max(0, page.scope.remainingMs - REPORT_MS));
  const until = Date.now() + patience;
  const arrived = (frame: Frame) =>
    frame.lifecycle.has(LIFECYCLE[wanted]) && (frame.loaderId === loaderId || !frames.navigating);
  for (;;) {
    const seen = pulse.count;
    if (arrived(frames.main)) return true;
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
