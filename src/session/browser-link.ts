import { type BindingClient, BrowserGone } from "../browser/binding-client.ts";
import { Browser } from "../browser/browser.ts";
import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { SessionRecord } from "./session-record.ts";

/** Milliseconds the platform may take to open a connection or close a browser. */
const CONNECT_MS = 15_000;
const CLOSE_MS = 10_000;
const BEAT_MS = 10_000;

/** The session's hold on its browser: acquire, connect, reconnect, close. */
export class BrowserLink {
  readonly #binding: BindingClient;
  #browser: Browser | undefined;
  #connecting: Promise<Browser> | undefined;

  constructor(binding: BindingClient) {
    this.#binding = binding;
  }

  /** The connected browser, if there is one at this moment. */
  get browser(): Browser | undefined {
    return this.#browser?.connected ? this.#browser : undefined;
  }

  acquire(): Promise<string> {
    return this.#binding.acquire();
  }

  /** Gives the connected browser, connecting to the recorded one if need be. */
  async ensure(record: SessionRecord): Promise<{ browser: Browser; reconnected: boolean }> {
    const live = this.browser;
    if (live !== undefined) return { browser: live, reconnected: false };
    this.#connecting ??= this.#connect(record).finally(() => {
      this.#connecting = undefined;
    });
    return { browser: await this.#connecting, reconnected: true };
  }

  /** One small command, so that the platform sees the browser in use. */
  async beat(record: SessionRecord): Promise<void> {
    const { browser } = await this.ensure(record);
    await browser.beat(BEAT_MS);
  }

  /** Whether the platform still has the browser. */
  async exists(record: SessionRecord): Promise<boolean> {
    return record.browserId !== undefined && (await this.#binding.exists(record.browserId));
  }

  disconnect(): void {
    this.#browser?.disconnect();
    this.#browser = undefined;
  }

  /** Ends the browser; false when the platform did not confirm it in time. */
  async close(record: SessionRecord): Promise<boolean> {
    this.disconnect();
    const { browserId } = record;
    if (browserId === undefined) return true;
    return this.closeBrowser(browserId);
  }

  /** Ends a browser by the platform's id; false when that was not confirmed in time. */
  async closeBrowser(browserId: string): Promise<boolean> {
    try {
      await within(this.#binding.close(browserId), CLOSE_MS, () => silent("closing the browser"));
      return true;
    } catch {
      return false;
    }
  }

  async #connect(record: SessionRecord): Promise<Browser> {
    if (record.browserId === undefined) throw new BrowserGone();
    const opening = this.#open(record.browserId, record);
    this.#browser = await within(opening, CONNECT_MS, () => silent("connecting to the browser"));
    return this.#browser;
  }

  async #open(browserId: string, record: SessionRecord): Promise<Browser> {
    const socket = await this.#binding.connect(browserId);
    return Browser.open(socket, record.emulation);
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
