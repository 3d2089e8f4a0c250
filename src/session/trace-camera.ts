import type { Page } from "../browser/page.ts";
import { takeScreenshot } from "../browser/screenshot.ts";
import { decodeBase64 } from "../domain/base64.ts";
import { within } from "../domain/deadline.ts";
import type { SessionTool } from "../tools/define-tool.ts";
import type { TraceShelf } from "./trace-shelf.ts";

const QUALITY = 50;
/** Milliseconds a picture may take; a page that gives none in time has none. */
const PATIENCE_MS = 2_000;

/** Takes pictures before and after what is done, in a session that keeps a trace. */
export class TraceCamera {
  readonly #shelf: TraceShelf | undefined;

  /** Takes none without a shelf. */
  constructor(shelf: TraceShelf | undefined) {
    this.#shelf = shelf;
  }

  /** Runs `work` between two pictures; whatever becomes of these, it is run. */
  async around<T>({ isStep }: SessionTool, page: Page, work: () => Promise<T>): Promise<T> {
    if (this.#shelf === undefined || isStep !== true) return work();
    await this.#take(this.#shelf, page);
    try {
      return await work();
    } finally {
      await this.#take(this.#shelf, page.onTab(page.browser.active));
    }
  }

  async #take(shelf: TraceShelf, page: Page): Promise<void> {
    const { tab, browser } = page;
    if (tab.closed || tab.crashed || page.scope.signal.aborted) return;
    const taking = takeScreenshot(page, { format: "jpeg", quality: QUALITY, fullPage: false });
    try {
      const late = () => new Error("no picture in time");
      const { data, width, height } = await within(taking, PATIENCE_MS, late);
      const where = { tab: browser.indexOf(tab), url: tab.url };
      shelf.add({ at: Date.now(), width, height, ...where }, decodeBase64(data));
    } catch {
      // A page without a picture is done with all the same.
      shelf.miss();
      taking.catch(() => undefined);
    }
  }
}
