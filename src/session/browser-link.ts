import { Browser } from "../browser/browser.ts";
import type { OwnContext } from "../browser/browser-context.ts";
import { BrowserGone } from "../browser/browser-source.ts";
import type { Downloads } from "../browser/downloads/downloads.ts";
import { EgressGuard } from "../browser/egress/guard.ts";
import type { UrlRules } from "../browser/egress/url-rules.ts";
import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { KeptCare } from "./kept-care.ts";
import type { SessionRecord } from "./session-record.ts";
import type { SessionRoute } from "./session-route.ts";

/** Milliseconds the platform may take to open a connection, to close a browser, to say if it lives. */
const CONNECT_MS = 15_000;
const CLOSE_MS = 10_000;
const EXISTS_MS = 5_000;
/** Milliseconds a browser may take to answer a heartbeat. */
const BEAT_MS = 10_000;
/** Milliseconds a connection that is given up has to end the context it may just be making. */
const GIVE_UP_MS = 3_000;

interface Attempt {
  readonly browserId: string | undefined;
  readonly control: AbortController;
  readonly opening: Promise<Browser>;
}

/** The session's connection to its browser: acquire, connect, reconnect, close. */
export class BrowserLink {
  readonly #route: SessionRoute;
  readonly #kept: KeptCare;
  readonly #onLost: () => void;
  readonly #downloadsOf: (record: SessionRecord) => Downloads;
  readonly #rules: () => UrlRules;
  #browser: Browser | undefined;
  #attempt: Attempt | undefined;
  /** A browser that was found to be of no use any more, though it may well be alive. */
  #gone: string | undefined;

  /** Whether the connection is a new one of which the caller has not been told yet. */
  isNews = false;

  /** `onLost` hears of a connection that nobody here has ended. */
  constructor(
    route: SessionRoute,
    kept: KeptCare,
    onLost: () => void,
    downloadsOf: (record: SessionRecord) => Downloads,
    rules: () => UrlRules,
  ) {
    this.#rules = rules;
    this.#route = route;
    this.#kept = kept;
    this.#onLost = onLost;
    this.#downloadsOf = downloadsOf;
  }

  /** The connected browser, if there is one at this moment. */
  get browser(): Browser | undefined {
    return this.#browser?.connected ? this.#browser : undefined;
  }

  /** Whether the browser is one of the caller's, which the platform knows nothing of. */
  get isCallers(): boolean {
    return this.#route.isCallers;
  }

  get isWatched(): boolean {
    return this.#route.isWatched;
  }

  /** Whether the last connection has found all that the session had, though it was given up as lost. */
  get isResumed(): boolean {
    return this.#route.isResumed;
  }

  /** Says whether the browser holds all that the session has, and may be found again so. */
  trust(isWhole: boolean): void {
    this.#route.trust(isWhole);
  }

  /** Throws what to tell the caller when there is no way to open any browser for the session. */
  unlock(): Promise<void> {
    return this.#route.unlock();
  }

  async acquire(): Promise<string> {
    return (await this.#route.source()).acquire(this.#rules().allowedHosts);
  }

  /** The first connection to a browser that has just been acquired. */
  connect(record: SessionRecord): Promise<Browser> {
    this.#downloadsOf(record).onNewDisk();
    return this.#sharing(record, (control) => this.#connect(record, control));
  }

  /** Gives the connected browser, connecting to the recorded one anew if need be. */
  async ensure(record: SessionRecord): Promise<Browser> {
    return this.browser ?? this.#sharing(record, (control) => this.#reconnect(record, control));
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
    this.#gone = browserId ?? this.#gone;
    const givenUp = this.#giveUp();
    if (this.isCallers) {
      await givenUp;
      await this.#leave();
      return true;
    }
    this.disconnect();
    return browserId === undefined || this.closeBrowser(browserId);
  }

  /** Ends what an attempt has left behind; a context that still holds everything is only let go. */
  async discard(record: SessionRecord): Promise<boolean> {
    const { browserId } = record;
    if (browserId === undefined || !this.isCallers || !this.#route.isWhole)
      return this.close(record);
    await this.#giveUp();
    this.disconnect();
    return this.closeBrowser(browserId);
  }

  async #leave(): Promise<void> {
    const { browser } = this;
    this.#browser = undefined;
    const leaving = this.#route.leave(browser);
    await within(leaving, CLOSE_MS, () => this.#silent("ending the context")).catch(
      () => undefined,
    );
  }

  /** Has a connection that is being opened come to nothing, and waits until it has. */
  async #giveUp(): Promise<void> {
    const attempt = this.#attempt;
    this.#attempt = undefined;
    attempt?.control.abort(givenUp());
    const ending = Promise.resolve(attempt?.opening);
    await within(ending, GIVE_UP_MS, givenUp).catch(() => undefined);
  }

  /** Ends a browser by the platform's id; false when that was not confirmed in time. */
  async closeBrowser(browserId: string): Promise<boolean> {
    const closing = this.#route.source().then((source) => source.close(browserId));
    return within(closing, CLOSE_MS, () => this.#silent("closing the browser")).then(
      () => true,
      () => false,
    );
  }

  /** However many ask for a browser at once, there is one attempt; one at another is given up. */
  #sharing(
    { browserId }: SessionRecord,
    work: (control: AbortController) => Promise<Browser>,
  ): Promise<Browser> {
    const current = this.#attempt;
    if (current !== undefined && current.browserId === browserId) return current.opening;
    current?.control.abort(givenUp());
    const control = new AbortController();
    const opening = work(control).finally(() => {
      if (this.#attempt?.control === control) this.#attempt = undefined;
    });
    this.#attempt = { browserId, control, opening };
    return opening;
  }

  async #reconnect(record: SessionRecord, control: AbortController): Promise<Browser> {
    if (!(await this.exists(record))) throw new BrowserGone();
    control.signal.throwIfAborted();
    const browser = await this.#connect(record, control);
    this.isNews = true;
    return browser;
  }

  async #connect(record: SessionRecord, control: AbortController): Promise<Browser> {
    // The record may be given another browser before this attempt has come to its end.
    const { browserId } = record;
    const opening = this.#open({ ...record }, control.signal);
    const late = () => this.#silent("connecting to the browser");
    try {
      return await within(opening, CONNECT_MS, late);
    } catch (error) {
      control.abort(error);
      if (error instanceof BrowserGone) this.#gone = browserId;
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
    const { browserId, emulation, tabs, activeTab, allowedHosts } = record;
    if (browserId === undefined) throw new BrowserGone();
    const [source, own, scripts, rules] = await Promise.all([
      this.#route.source(),
      this.#route.contextIn(browserId, signal, allowedHosts),
      this.#kept.scripts.load(),
      this.#kept.rules.load(),
    ]);
    const socket = await source.connect(browserId);
    const close = () => socket.close();
    // In a browser of the caller's a context that is just being made has to be ended first.
    const stop = () => {
      if (this.isCallers) setTimeout(close, GIVE_UP_MS);
      else close();
    };
    signal.addEventListener("abort", stop, { once: true });
    try {
      signal.throwIfAborted();
      const guard = this.#guardFor(own);
      const { log } = this.#kept;
      const downloads = this.#downloadsOf(record);
      const care = { emulation, scripts, rules, guard, log, downloads };
      const browser = await Browser.open(socket, care, own);
      signal.throwIfAborted();
      browser.arrange(tabs, activeTab);
      this.#watch(browser);
      return browser;
    } catch (error) {
      const broke = socket.readyState !== WebSocket.OPEN && !signal.aborted;
      close();
      if (!broke) throw error;
      if (!(await this.exists(record))) throw new BrowserGone();
      throw this.#silent("connecting to the browser");
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  /** The rules are read anew for each request: a call may come by another name of this deployment. */
  #guardFor(own: OwnContext | undefined): EgressGuard {
    return new EgressGuard({
      rules: this.#rules,
      way: own?.way ?? "direct",
      log: this.#kept.log,
      proxy: this.#route.egress,
      isStrict: this.isCallers,
    });
  }

  #silent(doing: string): BrowserSilent {
    return new BrowserSilent(this.isCallers ? "The browser of cdp" : "Browser Run", doing);
  }
}

function givenUp(): ToolFailure {
  const what = "The browser was given up while it was being connected to.";
  return new ToolFailure("cancelled", what, "Call again if needed.");
}

/** Thrown when the platform or the browser has not answered in time. */
export class BrowserSilent extends ToolFailure {
  constructor(who: string, doing: string) {
    const what = `${who} did not answer while ${doing}.`;
    super("platform_busy", what, "Try again in 5 s.", { retryAfterSeconds: 5 });
  }
}
