import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { Connection, Protocol } from "./cdp.ts";
import { openConnection } from "./cdp.ts";
import type { Emulation } from "./emulation.ts";
import { Emulator } from "./emulator.ts";
import { Pulse } from "./pulse.ts";
import { Tab } from "./tab.ts";

/** Milliseconds a new browser may take to show its first tab. */
const FIRST_TAB_MS = 5_000;

/** Milliseconds after which a browser that opens no tab any more counts as gone. */
const REOPEN_MS = 4_000;
const REOPEN_PAUSE_MS = 250;

/** A download the page started; `fileName` is page text. */
export interface DownloadRecord {
  readonly fileName: string;
  readonly url: string;
}

/** One connected browser and its tabs in the order they opened. */
export class Browser {
  readonly tabs: Tab[] = [];
  readonly pulse = new Pulse();
  readonly downloads: DownloadRecord[] = [];
  readonly emulator: Emulator;
  #active: Tab | undefined;
  readonly #gone = new AbortController();
  readonly #ready = new Set<Promise<void>>();
  readonly #connection: Connection;

  private constructor(connection: Connection, emulation: Emulation) {
    this.#connection = connection;
    this.emulator = new Emulator(connection, emulation);
    connection.on("Target.attachedToTarget", (event) => this.#attached(event));
    connection.on("Target.detachedFromTarget", (event) => this.#detached(event));
    connection.on("Browser.downloadWillBegin", (event) => this.#download(event));
  }

  /** Takes over a connected socket: attaches to every tab and readies it. */
  static async open(socket: WebSocket, emulation: Emulation): Promise<Browser> {
    const connection = openConnection(socket);
    const browser = new Browser(connection, emulation);
    socket.addEventListener("close", () => browser.#lost());
    socket.addEventListener("error", () => browser.#lost());
    await Promise.all([
      connection.send("Target.setAutoAttach", {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
      }),
      connection.send("Browser.setDownloadBehavior", { behavior: "deny", eventsEnabled: true }),
      browser.emulator.prepare(),
    ]);
    if (browser.tabs.length === 0)
      await connection.send("Target.createTarget", { url: "about:blank" });
    await browser.#settled();
    browser.emulator.check();
    return browser;
  }

  get emulation(): Emulation {
    return this.emulator.emulation;
  }

  get connected(): boolean {
    return !this.#gone.signal.aborted;
  }

  /** Aborts when the connection ends, whoever ended it. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** The tab that calls without a tab of their own work on. */
  get active(): Tab {
    const tab = this.#active ?? this.tabs[0];
    if (tab === undefined) throw noTab();
    return tab;
  }

  indexOf(tab: Tab): number {
    return this.tabs.indexOf(tab);
  }

  async activate(tab: Tab): Promise<void> {
    this.#active = tab;
    await this.#connection.send("Target.activateTarget", { targetId: tab.targetId });
  }

  async close(tab: Tab): Promise<void> {
    await this.#connection.send("Target.closeTarget", { targetId: tab.targetId });
    const until = Date.now() + 3_000;
    while (!tab.closed && Date.now() < until) {
      await this.pulse.after(this.pulse.count, until - Date.now());
    }
  }

  /** One small command; rejects when the browser does not answer in time. */
  async beat(timeoutMs: number): Promise<void> {
    await this.#connection.send("Browser.getVersion", undefined, { timeout: timeoutMs });
  }

  /** Drops the connection; the browser itself lives on. */
  disconnect(): void {
    this.#gone.abort();
    this.#connection.dispose();
  }

  #attached(event: Protocol.Target.AttachedToTargetEvent): void {
    const session = this.#connection.session(event.sessionId);
    if (session === null) return;
    if (event.targetInfo.type !== "page") {
      this.emulator.release(session, event.targetInfo.type);
      return;
    }
    const tab = new Tab(this.#connection, session, event.targetInfo, this.emulator);
    this.tabs.push(tab);
    // A tab that closes while it is set up is detached, and reported as closed.
    const ready = tab.setUp().catch(() => undefined);
    this.#ready.add(ready);
    ready.finally(() => this.#ready.delete(ready));
    this.pulse.beat();
  }

  #detached(event: Protocol.Target.DetachedFromTargetEvent): void {
    const tab = this.tabs.find((candidate) => candidate.session.id() === event.sessionId);
    if (tab === undefined) return;
    tab.closed = true;
    const index = this.tabs.indexOf(tab);
    this.tabs.splice(index, 1);
    if (this.#active === tab || this.#active === undefined) {
      this.#active = this.tabs[Math.max(0, index - 1)];
    }
    if (this.tabs.length === 0) void this.#openEmptyTab();
    tab.pulse.beat();
    this.pulse.beat();
  }

  /**
   * A page may close the last tab; without one the session would be of no use any more. Chrome may
   * quit with its last window, and then leaves the command without an answer.
   */
  async #openEmptyTab(): Promise<void> {
    const until = Date.now() + REOPEN_MS;
    const isWanted = () => this.connected && this.tabs.length === 0;
    while (isWanted() && Date.now() < until) {
      const asking = this.#connection.send("Target.createTarget", { url: "about:blank" });
      try {
        await within(asking, until - Date.now(), noTab);
      } catch {
        // Chrome refuses while the window is still closing.
        await this.pulse.after(this.pulse.count, REOPEN_PAUSE_MS);
      }
    }
    if (isWanted()) this.disconnect();
  }

  #download(event: Protocol.Browser.DownloadWillBeginEvent): void {
    this.downloads.push({ fileName: event.suggestedFilename, url: event.url });
    if (this.downloads.length > 50) this.downloads.shift();
    for (const tab of this.tabs) {
      if (tab.frames.get(event.frameId) !== undefined) tab.frames.giveUpNavigation();
    }
    this.pulse.beat();
  }

  /** Waits until every tab that is known is ready. */
  async #settled(): Promise<void> {
    const seen = this.pulse.count;
    if (this.tabs.length === 0) await this.pulse.after(seen, FIRST_TAB_MS);
    await this.tabsReady();
  }

  /** Waits until popups that have just attached can be used. */
  async tabsReady(): Promise<void> {
    await Promise.all(this.#ready);
  }

  #lost(): void {
    if (!this.connected) return;
    this.#gone.abort();
    for (const tab of this.tabs) {
      tab.closed = true;
      tab.pulse.beat();
    }
    this.pulse.beat();
  }
}

function noTab(): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    "The last tab has just closed; an empty one is opening.",
    "Call again.",
  );
}
