import { Browser } from "../browser/browser.ts";
import { BrowserGone } from "../browser/browser-source.ts";
import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { SessionRecord } from "./session-record.ts";
import type { SessionRoute } from "./session-route.ts";

/** Milliseconds the platform may take to open a connection, to close a browser, to say if it lives. */
const CONNECT_MS = 15_000;
const CLOSE_MS = 10_000;
const EXISTS_MS = 5_000;
const BEAT_MS = 10_000;

/** The session's hold on its browser: acquire, connect, reconnect, close. */
export class BrowserLink {
  readonly #route: SessionRoute;
  readonly #onLost: () => void;
  #browser: Browser | undefined;
  #connecting: Promise<Browser> | undefined;
  /** A browser that was found to be of no use any more, though it may well be alive. */
  #gone: string | undefined;

  /** Whether the connection is a new one of which the caller has not been told yet. */
  isNews = false;

  /** `onLost` hears of a connection that nobody here has ended. */
  constructor(route: SessionRoute, onLost: () => void) {
    this.#route = route;
    this.#onLost = onLost;
  }

  /** The connected browser, if there is one at this moment. */
  get browser(): Browser | undefined {
    return this.#browser?.connected ? this.#browser : undefined;
  }

  /** Whether the browser is one of the caller's, which the platform knows nothing of. */
  get isCallers(): boolean {
    return this.#route.isCallers;
  }

  async acquire(): Promise<string> {
    return (await this.#route.source()).acquire();
  }

  /** The first connection to a browser that has just been acquired. */
  connect(record: SessionRecord): Promise<Browser> {
    return this.#sharing(() => this.#connect(record));
  }

  /** Gives the connected browser, connecting to the recorded one anew if need be. */
  async ensure(record: SessionRecord): Promise<Browser> {
    return this.browser ?? this.#sharing(() => this.#reconnect(record));
  }

  /**
   * One small command, so that the platform sees the browser in use. A connection that does not
   * answer is dropped: it may look alive for ever, while the browser is well behind a new one.
   */
  async beat(record: SessionRecord): Promise<void> {
    const browser = await this.ensure(record);
    try {
      await browser.beat(BEAT_MS);
    } catch (error) {
      if (this.#browser === browser) this.disconnect();
      throw error;
    }
  }

  /** Whether the platform still has the browser; silence does not mean that it is gone. */
  async exists({ browserId }: SessionRecord): Promise<boolean> {
    if (browserId === undefined || browserId === this.#gone) return false;
    const asking = this.#route.source().then((source) => source.exists(browserId));
    const late = () => this.#silent("asked for the browser");
    return within(asking, EXISTS_MS, late).catch((error) => !(error instanceof BrowserGone));
  }

  disconnect(): void {
    const browser = this.#browser;
    this.#browser = undefined;
    browser?.disconnect();
  }

  /**
   * Ends the browser; false when the platform did not confirm it in time. In a browser of the
   * caller's only the session's context is ended, if that can still be done.
   */
  async close({ browserId }: SessionRecord): Promise<boolean> {
    if (browserId !== undefined && this.isCallers) {
      await this.#leave(browserId);
      return true;
    }
    this.disconnect();
    return browserId === undefined || this.closeBrowser(browserId);
  }

  async #leave(browserId: string): Promise<void> {
    const { browser } = this;
    this.#browser = undefined;
    const leaving = this.#route.leave(browserId, browser);
    await within(leaving, CLOSE_MS, () => this.#silent("ending the context")).catch(
      () => undefined,
    );
  }

  /** Ends a browser by the platform's id; false when that was not confirmed in time. */
  async closeBrowser(browserId: string): Promise<boolean> {
    const closing = this.#route.source().then((source) => source.close(browserId));
    return within(closing, CLOSE_MS, () => this.#silent("closing the browser")).then(
      () => true,
      () => false,
    );
  }

  /** However many ask at once, there is one attempt. */
  #sharing(attempt: () => Promise<Browser>): Promise<Browser> {
    this.#connecting ??= attempt().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #reconnect(record: SessionRecord): Promise<Browser> {
    if (!(await this.exists(record))) throw new BrowserGone();
    const browser = await this.#connect(record);
    this.isNews = true;
    return browser;
  }

  async #connect(record: SessionRecord): Promise<Browser> {
    const attempt = new AbortController();
    const opening = this.#open(record, attempt.signal);
    const late = () => this.#silent("connecting to the browser");
    try {
      const browser = await within(opening, CONNECT_MS, late);
      this.#watch(browser);
      return browser;
    } catch (error) {
      attempt.abort();
      if (error instanceof BrowserGone) this.#gone = record.browserId;
      throw error;
    }
  }

  #watch(browser: Browser): void {
    this.#browser = browser;
    const lost = () => {
      if (this.#browser === browser) this.#onLost();
    };
    browser.gone.addEventListener("abort", lost, { once: true });
  }

  /** No socket outlives an attempt that failed or that nobody waits for any more. */
  async #open(record: SessionRecord, signal: AbortSignal): Promise<Browser> {
    const { browserId, emulation, tabs, activeTab } = record;
    if (browserId === undefined) throw new BrowserGone();
    const [source, own] = await Promise.all([
      this.#route.source(),
      this.#route.contextIn(browserId),
    ]);
    const socket = await source.connect(browserId);
    const close = () => socket.close();
    signal.addEventListener("abort", close, { once: true });
    try {
      signal.throwIfAborted();
      const browser = await Browser.open(socket, emulation, own);
      browser.arrange(tabs, activeTab);
      return browser;
    } catch (error) {
      const broke = socket.readyState !== WebSocket.OPEN && !signal.aborted;
      close();
      if (!broke) throw error;
      if (!(await this.exists(record))) throw new BrowserGone();
      throw this.#silent("connecting to the browser");
    } finally {
      signal.removeEventListener("abort", close);
    }
  }

  #silent(doing: string): BrowserSilent {
    return new BrowserSilent(this.isCallers ? "The browser of cdp" : "Browser Run", doing);
  }
}

/** Thrown when the platform or the browser has not answered in time. */
export class BrowserSilent extends ToolFailure {
  constructor(who: string, doing: string) {
    const what = `${who} did not answer while ${doing}.`;
    super("platform_busy", what, "Try again in 5 s.", { retryAfterSeconds: 5 });
  }
}
