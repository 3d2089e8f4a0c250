import type { Browser } from "../browser/browser.ts";
import { originOf } from "../browser/origin.ts";
import type { Answer } from "../domain/answer.ts";
import type { SessionTool } from "../tools/define-tool.ts";
import type { BrowserLink } from "./browser-link.ts";
import { restarted } from "./call-failures.ts";
import type { SessionRecord } from "./session-record.ts";

interface NewsParts {
  readonly record: SessionRecord;
  readonly link: BrowserLink;
  readonly save: () => void;
}

/** What acts was meant for the page as the caller knows it, and a new browser's is another. */
export function refuseOnNewBrowser({ record, save }: NewsParts, { actsOnPage }: SessionTool): void {
  if (actsOnPage !== true || record.news.length === 0) return;
  const news = record.news.join("; ");
  record.news = [];
  save();
  throw restarted(news);
}

/** An answer with the news, which is kept until one has told it. */
export function withNews(
  { record, link }: NewsParts,
  answer: Answer,
  ofWatchdog: readonly string[],
): Answer {
  const again = link.isNews ? ["connected to the browser anew; earlier refs are gone"] : [];
  const notices = [...record.news, ...again, ...ofWatchdog];
  link.isNews = false;
  record.news = [];
  return notices.length === 0
    ? answer
    : { ...answer, notices: [...(answer.notices ?? []), ...notices] };
}

/** Notes what a call has left of a browser, so that it can be found or made again. */
export function noteBrowser({ record, save }: NewsParts, browser: Browser, nextRef: number): void {
  record.nextRef = nextRef;
  record.emulation = browser.emulation;
  if (browser.tabs.length > 0) {
    record.tabs = browser.tabs.map(({ targetId }) => targetId);
    record.activeTab = browser.active.targetId;
    record.origin = originOf(browser.active.url);
  }
  save();
}
