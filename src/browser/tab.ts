import type { CDPSession, CdpKeyboard, CdpMouse, Connection, Protocol } from "./cdp.ts";
import { inputDevices } from "./cdp.ts";
import { type DialogDesk, Dialogs } from "./dialogs.ts";
import type { EgressGuard } from "./egress/guard.ts";
import type { Emulator } from "./emulator.ts";
import type { Frame } from "./frame-tree.ts";
import { FrameTree } from "./frame-tree.ts";
import { IN_PAGE_CODE } from "./in-page.generated.ts";
import type { InitScripts } from "./init-scripts.ts";
import type { SessionLog } from "./log/session-log.ts";
import { NetworkActivity } from "./network-activity.ts";
import { PageErrors } from "./page-errors.ts";
import { Pulse } from "./pulse.ts";
import type { Workers } from "./workers.ts";
import type { World } from "./world.ts";
import { WorldGone } from "./world.ts";

/** What every target of a browser is given before it runs. */
export interface TargetCare {
  readonly emulator: Emulator;
  readonly scripts: InitScripts;
  readonly guard: EgressGuard;
  readonly dialogs: DialogDesk;
  readonly log: SessionLog;
  readonly workers: Workers;
}

/** A tab: one page target with all sessions of its frames. */
export class Tab {
  readonly targetId: string;
  readonly session: CDPSession;
  readonly pulse = new Pulse();
  readonly frames: FrameTree;
  readonly network: NetworkActivity;
  readonly dialogs: Dialogs;
  readonly errors = new PageErrors();
  readonly keyboard: CdpKeyboard;
  readonly mouse: CdpMouse;
  readonly openerId: string | undefined;
  readonly #connection: Connection;
  /** Until when a script of the caller's own may keep the page busy; ms since the epoch. */
  lentUntil = 0;
  readonly #care: TargetCare;
  readonly #firstUrl: string;
  /** Addresses of windows this tab has asked for; each becomes a tab or nothing. */
  readonly windows: string[] = [];
  /** How often the tab had navigated before the last call that acted on it, and when it was told of last. */
  navigationsBefore = 0;
  navigationsTold: number | undefined;
  crashed = false;
  closed = false;

  constructor(
    connection: Connection,
    session: CDPSession,
    info: Protocol.Target.TargetInfo,
    care: TargetCare,
  ) {
    this.#connection = connection;
    this.#care = care;
    this.#firstUrl = info.url;
    this.session = session;
    this.targetId = info.targetId;
    this.openerId = info.openerId;
    this.network = new NetworkActivity(this.pulse, info.targetId);
    this.frames = new FrameTree(info.targetId, session, this.pulse);
    this.dialogs = new Dialogs(care.dialogs, this.pulse, () => this.frames.stay());
    const { keyboard, mouse } = inputDevices(session);
    this.keyboard = keyboard;
    this.mouse = mouse;
    session.on("Inspector.targetCrashed", () => {
      this.crashed = true;
      this.pulse.beat();
    });
  }

  get url(): string {
    return this.frames.main.url;
  }

  /** Whether the tab is on its way to another document; Chrome then holds back commands to the page. */
  get isAway(): boolean {
    const { frames, network } = this;
    return frames.navigating || network.awaitsDocument((loaderId) => frames.hasShown(loaderId));
  }

  /** Whether it was opened by a page and has never shown anything, not even an empty document. */
  get isUnusedWindow(): boolean {
    return this.openerId !== undefined && /^:?$/.test(this.url);
  }

  /** A window that was asked for has become no tab. */
  forgetWindow(url: string): void {
    const at = this.windows.lastIndexOf(url);
    this.windows.splice(at === -1 ? this.windows.length - 1 : at, 1);
  }

  /** HTTP status of the document shown now; undefined for pages without one. */
  get status(): number | undefined {
    return this.network.documentOf(this.frames.main.loaderId)?.status;
  }

  /** Readies the page target before its first script runs; all commands go out in one flight. */
  async setUp(): Promise<void> {
    const emulated = this.#care.emulator.page(this.session);
    await Promise.all([this.#attach(this.session, this.#firstUrl), emulated]);
  }

  /** The world of a frame's present document; waits while the document is only coming. */
  async worldOf(frame: Frame, maxMs = 5_000): Promise<World> {
    const until = Date.now() + maxMs;
    for (;;) {
      const seen = this.pulse.count;
      if (frame.world !== undefined) return frame.world;
      if (this.closed || Date.now() >= until) throw new WorldGone();
      await this.pulse.after(seen, until - Date.now());
    }
  }

  async #attach(session: CDPSession, url: string): Promise<void> {
    this.network.listen(session);
    this.dialogs.listen(session);
    this.errors.listen(session);
    session.on("Page.windowOpen", ({ url }) => this.windows.push(url));
    session.on("Target.attachedToTarget", (event) => this.#childAttached(event));
    session.on("Target.detachedFromTarget", ({ sessionId }) => {
      this.network.drop(sessionId);
      this.frames.dropSession(sessionId);
    });
    const place = session === this.session ? "page" : "frame";
    const tree = session.send("Page.getFrameTree").then((reply) => {
      this.frames.fill(reply.frameTree, session);
    });
    await Promise.all([
      this.#care.guard.guardDocument(session, url),
      session.send("Page.enable"),
      tree,
      session.send("Page.setLifecycleEventsEnabled", { enabled: true }),
      this.#care.log.listen(session, { place, targetId: this.targetId }),
      session.send("Inspector.enable"),
      session.send("Page.addScriptToEvaluateOnNewDocument", {
        source: IN_PAGE_CODE,
        worldName: this.frames.worldName,
        runImmediately: true,
      }),
      this.#care.scripts.prepare(session),
      session.send("Target.setAutoAttach", {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
      }),
      session.send("Runtime.runIfWaitingForDebugger"),
    ]);
  }

  #childAttached(event: Protocol.Target.AttachedToTargetEvent): void {
    const session = this.#connection.session(event.sessionId);
    if (session === null) return;
    if (event.targetInfo.type !== "iframe") {
      this.#care.workers.take(session, event, this.targetId);
      return;
    }
    this.frames.adoptSession(event.targetInfo.targetId, session);
    // A frame that vanishes while it is set up has nothing left to read.
    Promise.all([
      this.#care.emulator.frame(session),
      this.#attach(session, event.targetInfo.url),
    ]).catch(() => undefined);
  }
}
