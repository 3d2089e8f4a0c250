import { type BindingClient, BrowserGone } from "../browser/binding-client.ts";
import { Browser } from "../browser/browser.ts";
import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { SessionRecord } from "./session-record.ts";

/** Milliseconds the platform may take to open a connection, to close a browser, to say if it lives. */
const CONNECT_MS = 15_000;
const CLOSE_MS = 10_000;
const EXISTS_MS = 5_000;
const BEAT_MS = 10_000;

/** The session's hold on its browser: acquire, connect, reconnect, close. */
export class BrowserLink {
  readonly #binding: BindingClient;
  readonly #onLost: () => void;
  #browser: Browser | undefined;
  #connecting: Promise<Browser> | undefined;

  /** Whether the connection is a new one of which the caller has not been told yet. */
  isNews = false;

  /** `onLost` hears of a connection that nobody here has ended. */
  constructor(binding: BindingClient, onLost: () => void) {
    this.#binding = binding;
    this.#onLost = onLost;
  }

  /** The connected browser, if there is one at this moment. */
  get browser(): Browser | undefined {
    return this.#browser?.connected ? this.#browser : undefined;
  }

  acquire(): Promise<string> {
    return this.#binding.acquire();
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
    if (browserId === undefined) return false;
    const asking = within(this.#binding.exists(browserId), EXISTS_MS, () =>
      silent("asked for the browser"),
    );
    return asking.catch(() => true);
  }

  disconnect(): void {
    const browser = this.#browser;
    this.#browser = undefined;
    browser?.disconnect();
  }

  /** Ends the browser; false when the platform did not confirm it in time. */
  async close({ browserId }: SessionRecord): Promise<boolean> {
    this.disconnect();
    return browserId === undefined || this.closeBrowser(browserId);
  }

  /** Ends a browser by the platform's id; false when that was not confirmed in time. */
  async closeBrowser(browserId: string): Promise<boolean> {
    const closing = within(this.#binding.close(browserId), CLOSE_MS, () =>
      silent("closing the browser"),
    );
    return closing.then(
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
    const late = () => silent("connecting to the browser");
    try {
      const browser = await within(opening, CONNECT_MS, late);
      this.#watch(browser);
      return browser;
    } catch (error) {
      attempt.abort();
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
    const socket = await this.#binding.connect(browserId);
    const close = () => socket.close();
    signal.addEventListener("abort", close, { once: true });
    try {
      signal.throwIfAborted();
      const browser = await Browser.open(socket, emulation);
      browser.arrange(tabs, activeTab);
      return browser;
    } catch (error) {
      const broke = socket.readyState !== WebSocket.OPEN && !signal.aborted;
      close();
      if (!broke) throw error;
      throw (await this.exists(record)) ? silent("connecting to the browser") : new BrowserGone();
    } finally {
      signal.removeEventListener("abort", close);
    }
  }
}

function silent(doing: string): ToolFailure {
  return new ToolFailure(
    "platform_busy",
    `Browser Run did not answer while ${doing}.`,
    "Try again in 5 s.",
    { retryAfterSeconds: 5 },
  );
}
