import type { Browser } from "../browser/browser.ts";
import { BrowserGone } from "../browser/browser-source.ts";
import { mayOpen, type UrlRules } from "../browser/egress/url-rules.ts";
import type { Config } from "../domain/config.ts";
import type { CallScope } from "../domain/deadline.ts";
import { BrowserSilent } from "./browser-link.ts";
import { browserLost, connectionBroke, sessionLost } from "./call-failures.ts";
import { type RecoveryParts, recover } from "./recovery.ts";
import { expiryOf } from "./session-lifetime.ts";
import { loseBrowser } from "./session-record.ts";

/** Attempts in a row to connect after whose failure a browser is given up. */
const MAX_SILENCES = 2;

export type HoldParts = Omit<RecoveryParts, "freeAt" | "mayOpen"> & { readonly config: Config };

/** A session's browser as its calls find it: connected, connected anew, or another one. */
export class BrowserHold {
  readonly #parts: HoldParts;
  /** Attempts in a row to connect that nobody answered. */
  #silences = 0;

  constructor(parts: HoldParts) {
    this.#parts = parts;
  }

  /** The browser a call works in; one that is gone is replaced by another. */
  async forCall(scope: CallScope, urlRules: UrlRules): Promise<Browser> {
    const { record } = this.#parts;
    scope.note("connecting to the browser");
    if (record.rest === undefined) {
      try {
        return await scope.race(this.connected());
      } catch (error) {
        if (!(error instanceof BrowserGone)) throw error;
      }
    }
    const rest = record.rest ?? loseBrowser(record, "it was gone");
    scope.note("starting a new browser for the session");
    const freeAt = expiryOf(record, this.#parts.config);
    const parts = { ...this.#parts, freeAt, mayOpen: (url: string) => mayOpen(url, urlRules) };
    return recover(parts, rest, scope);
  }

  /** The connected browser; one that is gone leaves the session resting. */
  async connected(): Promise<Browser> {
    try {
      const browser = await this.#withTab();
      this.#silences = 0;
      return browser;
    } catch (error) {
      await this.#noteLoss(error);
      throw new BrowserGone();
    }
  }

  async #withTab(): Promise<Browser> {
    const { link, record } = this.#parts;
    const browser = await link.ensure(record);
    if (await browser.hasTab()) return browser;
    link.disconnect();
    return link.ensure(record);
  }

  /** Throws what is no loss; one silence may be the platform's, after two the browser is given up. */
  async #noteLoss(error: unknown): Promise<void> {
    const { record, save } = this.#parts;
    if (error instanceof BrowserSilent) {
      this.#silences++;
      if (this.#silences < MAX_SILENCES) throw error;
      await this.giveUp("it did not answer any more");
    } else if (!(error instanceof BrowserGone)) throw error;
    else if (record.rest === undefined) loseBrowser(record, "it was gone");
    save();
  }

  /** Only connecting again shows whether the browser went away or just the connection to it. */
  async afterLoss(): Promise<unknown> {
    const { record } = this.#parts;
    if (record.lost !== undefined) return sessionLost(record.lost);
    if (record.rest !== undefined) return browserLost();
    try {
      await this.connected();
    } catch (error) {
      if (error instanceof BrowserGone) return browserLost();
      return error instanceof BrowserSilent ? connectionBroke() : error;
    }
    return connectionBroke();
  }

  /** Leaves a browser that is of no use any more to the coordinator, which closes it. */
  async giveUp(reason: string): Promise<void> {
    const { record, link, keeper, save } = this.#parts;
    const { browserId } = record;
    link.disconnect();
    loseBrowser(record, reason);
    save();
    if (browserId !== undefined && !link.isCallers) await keeper.abandon(browserId);
  }
}
