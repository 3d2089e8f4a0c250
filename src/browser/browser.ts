import { within } from "../domain/deadline.ts";
import { type EnteredContext, enterContext, type OwnContext } from "./browser-context.ts";
import type { Connection, Protocol } from "./cdp.ts";
import { openConnection, resume } from "./cdp.ts";
import { DialogDesk } from "./dialogs.ts";
import type { NotKept } from "./downloads/download.ts";
import { BrowserDownloads } from "./downloads/download-source.ts";
import type { Downloads } from "./downloads/downloads.ts";
import type { EgressGuard } from "./egress/guard.ts";
import type { Emulation } from "./emulation.ts";
import { Emulator } from "./emulator.ts";
import { HiddenTargets } from "./hidden-targets.ts";
import type { Point } from "./in-page-contract.ts";
import { InitScripts } from "./init-scripts.ts";
import type { SessionLog } from "./log/session-log.ts";
import { FIRST_TAB_MS, noTab, openEmptyTab, openTab, REOPEN_MS } from "./new-tab.ts";
import { ProxyAuth } from "./proxy.ts";
import { Pulse } from "./pulse.ts";
import type { SessionCare } from "./session-care.ts";
import { Tab, type TargetCare } from "./tab.ts";
import { BLANK } from "./visit.ts";
import { Workers } from "./workers.ts";

/** One connected browser and its tabs in the order they opened. */
export class Browser {
  readonly tabs: Tab[] = [];
  readonly pulse = new Pulse();
  readonly dialogs: DialogDesk;
  tabsOpened = 0;
  /** Tabs that an answer has named since they opened. */
  readonly announced = new WeakSet<Tab>();
  /** Hears where an action points at a page. */
  onPoint: ((tab: Tab, point: Point) => void) | undefined;
  readonly downloads: Downloads;
  readonly emulator: Emulator;
  readonly scripts: InitScripts;
  readonly guard: EgressGuard;
  readonly log: SessionLog;
  /** The context of the session's own; undefined where it has the whole browser. */
  readonly contextId: string | undefined;
  /** For the rest of this folder; tools act through `Page`. */
  readonly connection: Connection;
  readonly #care: TargetCare;
  readonly #hidden: HiddenTargets;
  readonly #saving: BrowserDownloads;
  #active: Tab | undefined;
  readonly #gone = new AbortController();
  readonly #ready = new Set<Promise<void>>();

  private constructor(
    connection: Connection,
    downloads: Downloads,
    contextId: string | undefined,
    care: TargetCare,
  ) {
    this.connection = connection;
    this.emulator = care.emulator;
    this.scripts = care.scripts;
    this.guard = care.guard;
    this.log = care.log;
    this.dialogs = care.dialogs;
    this.downloads = downloads;
    this.contextId = contextId;
    this.#care = care;
    this.#hidden = new HiddenTargets(connection, this.inContext);
    this.#saving = new BrowserDownloads(connection, this.inContext, this.#hidden, this.gone);
    this.gone.addEventListener("abort", () => downloads.lose(this.#saving), { once: true });
    this.gone.addEventListener("abort", () => this.log.lose(), { once: true });
    connection.on("Target.attachedToTarget", (event) => this.#attached(event));
    connection.on("Target.detachedFromTarget", (event) => this.#detached(event));
    connection.on("Browser.downloadWillBegin", (event) => this.#download(event));
    connection.on("Browser.downloadProgress", (event) => downloads.progress(event));
  }

  /** Takes over a connected socket: attaches to every tab of the context, if one is asked for, and readies it. */
  static async open(socket: WebSocket, care: SessionCare, own?: OwnContext): Promise<Browser> {
    const connection = openConnection(socket);
    const { contextId, firstTab }: Partial<EnteredContext> =
      own === undefined ? {} : await enterContext(connection, own);
    const isShared = own?.isShared === true;
    const { guard, log } = care;
    log.attach(connection, care.rules, guard);
    await guard.arm(connection, isShared, new ProxyAuth(own?.proxy?.credentials));
    const emulator = new Emulator(connection, care.emulation);
    const scripts = new InitScripts(connection, care.scripts);
    const workers = new Workers(connection, { emulator, guard, log });
    const targets = { emulator, scripts, guard, log, workers, dialogs: new DialogDesk() };
    const browser = new Browser(connection, care.downloads, contextId, targets);
    socket.addEventListener("close", () => browser.#lost());
    socket.addEventListener("error", () => browser.#lost());
    // Takes two answers of the browser's, and the first tab takes no fewer.
    const saving = browser.#saving.prepare(care.downloads.refusal, care.downloads.takeOrphans());
    await Promise.all([
      connection.send("Target.setAutoAttach", {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
      }),
      browser.emulator.prepare(contextId, isShared),
      firstTab,
    ]);
    if (browser.tabs.length === 0 && firstTab === undefined)
      await connection.send("Target.createTarget", { url: BLANK, ...browser.inContext });
    await Promise.all([browser.#settled(), saving]);
    browser.emulator.check();
    guard.settled();
    return browser;
  }

  get emulation(): Emulation {
    return this.emulator.emulation;
  }

  get connected(): boolean {
    return !this.#gone.signal.aborted;
  }

  /** What commands about a context take, so that they reach the session's own and no other. */
  get inContext(): { readonly browserContextId?: string } {
    return this.contextId === undefined ? {} : { browserContextId: this.contextId };
  }

  /** Why this browser saves no files; undefined where it does. */
  get savesNone(): NotKept | undefined {
    return this.downloads.refusal ?? this.#saving.refusal;
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

  /**
   * Waits while there is no tab: a browser that has closed its last one opens another, and one that
   * is going down is gone a moment later.
   */
  async hasTab(): Promise<boolean> {
    const until = Date.now() + REOPEN_MS;
    while (this.connected && this.tabs.length === 0 && Date.now() < until) {
      await this.pulse.after(this.pulse.count, until - Date.now());
    }
    return this.connected && this.tabs.length > 0;
  }

  indexOf(tab: Tab): number {
    return this.tabs.indexOf(tab);
  }

  async activate(tab: Tab): Promise<void> {
    this.#active = tab;
    await this.connection.send("Target.activateTarget", { targetId: tab.targetId });
  }

  async close(tab: Tab): Promise<void> {
    await this.connection.send("Target.closeTarget", { targetId: tab.targetId });
    const until = Date.now() + 3_000;
    while (!tab.closed && Date.now() < until) {
      await this.pulse.after(this.pulse.count, until - Date.now());
    }
  }

  /** Opens an empty tab behind the others; rejects when it does not come. */
  openTab(): Promise<Tab> {
    return openTab(this);
  }

  /** Puts the tabs into an order of target ids; one that is not named stays behind them. */
  arrange(order: readonly string[], active: string | undefined): void {
    const rank = ({ targetId }: Tab) =>
      (order.indexOf(targetId) + order.length + 1) % (order.length + 1);
    this.tabs.sort((a, b) => rank(a) - rank(b));
    this.#active = this.tabs.find((tab) => tab.targetId === active) ?? this.#active;
  }

  /** One small command; rejects when the browser does not answer in time. */
  async beat(timeoutMs: number): Promise<void> {
    await this.connection.send("Browser.getVersion", undefined, { timeout: timeoutMs });
  }

  /** Drops the connection; the browser itself lives on. */
  disconnect(): void {
    this.#gone.abort();
    this.connection.dispose();
  }

  /** Ends the session's own context with its tabs; the browser itself lives on. */
  async leave(): Promise<void> {
    this.#gone.abort();
    const { contextId: browserContextId } = this;
    try {
      if (browserContextId !== undefined)
        await this.connection.send("Target.disposeBrowserContext", { browserContextId });
    } finally {
      this.connection.dispose();
    }
  }

  #attached(event: Protocol.Target.AttachedToTargetEvent): void {
    const session = this.connection.session(event.sessionId);
    if (session === null || this.#hidden.takes(event, () => this.#attached(event))) return;
    const { type, targetId } = event.targetInfo;
    // Sessions of our own on the browser itself and on a tab that is known already.
    if (type === "browser" || this.tabs.some((tab) => tab.targetId === targetId)) return;
    if (this.#isForeign(event.targetInfo)) {
      resume(session);
      const { sessionId } = event;
      this.connection.send("Target.detachFromTarget", { sessionId }).catch(() => undefined);
      return;
    }
    if (type !== "page") {
      this.#care.workers.take(session, event);
      return;
    }
    if (this.guard.refusesWindow(session, event.targetInfo, this.tabs.length)) return;
    const tab = new Tab(this.connection, session, event.targetInfo, this.#care);
    this.tabs.push(tab);
    this.tabsOpened++;
    // A tab that closes while it is set up is detached, and reported as closed.
    const ready = tab.setUp().catch(() => undefined);
    this.#ready.add(ready);
    ready.finally(() => this.#ready.delete(ready));
    this.pulse.beat();
  }

  /** A target of another context is nobody's business here. */
  #isForeign({ browserContextId }: Protocol.Target.TargetInfo): boolean {
    return this.contextId !== undefined && browserContextId !== this.contextId;
  }

  #detached(event: Protocol.Target.DetachedFromTargetEvent): void {
    const tab = this.tabs.find((candidate) => candidate.session.id() === event.sessionId);
    if (tab === undefined) return;
    this.#drop(tab);
    this.downloads.leave((frameId) => tab.frames.get(frameId) !== undefined);
  }

  #drop(tab: Tab): void {
    tab.closed = true;
    const index = this.tabs.indexOf(tab);
    this.tabs.splice(index, 1);
    if (this.#active === tab || this.#active === undefined) {
      this.#active = this.tabs[Math.max(0, index - 1)];
    }
    if (this.tabs.length === 0) void openEmptyTab(this);
    tab.pulse.beat();
    this.pulse.beat();
  }

  #download(event: Protocol.Browser.DownloadWillBeginEvent): void {
    const types = this.tabs.map(({ network }) => network.typeOf(event.url));
    this.downloads.begin(event, types.find(Boolean), this.#saving);
    for (const tab of [...this.tabs]) {
      if (tab.frames.get(event.frameId) === undefined) continue;
      tab.frames.giveUpNavigation();
      if (tab.isUnusedWindow) this.#closeUnused(tab, event.url);
    }
    this.pulse.beat();
  }

  /** A window that was opened for a file shows nothing; Chrome with a screen closes it by itself. */
  #closeUnused(tab: Tab, url: string): void {
    const { targetId, openerId } = tab;
    this.tabs.find((one) => one.targetId === openerId)?.forgetWindow(url);
    this.tabsOpened--;
    this.#drop(tab);
    // It may be gone already.
    this.connection.send("Target.closeTarget", { targetId }).catch(() => undefined);
  }

  /** Waits until every tab that is known is ready. */
  async #settled(): Promise<void> {
    const seen = this.pulse.count;
    if (this.tabs.length === 0) await this.pulse.after(seen, FIRST_TAB_MS);
    // A tab whose script never yields is not set up until somebody frees it.
    await within(this.tabsReady(), FIRST_TAB_MS, noTab).catch(() => undefined);
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
