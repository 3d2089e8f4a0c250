import { randomHex } from "../domain/ids.ts";
import type { CDPSession, Protocol } from "./cdp.ts";
import type { Pulse } from "./pulse.ts";
import { World, WorldGone } from "./world.ts";

const MAX_LOADERS = 50;

/** One frame of a tab, whichever process renders it. */
export interface Frame {
  readonly id: string;
  parentId: string | undefined;
  url: string;
  /** The address that could not be shown, where an error page of Chrome's stands in its place. */
  unreachableUrl: string | undefined;
  loaderId: string;
  /** Lifecycle events of the present document: `DOMContentLoaded`, `load`, `networkIdle`, … */
  lifecycle: Set<string>;
  session: CDPSession;
  world: World | undefined;
  /** Unique id of the page's own world. */
  mainWorldId: string | undefined;
  /** What scripts of the page's own world may reach; an empty window has its opener's. */
  securityOrigin: string | undefined;
  /** The parent's world that knows which of its elements holds this frame. */
  adoptedBy: string | undefined;
}

/** A frame with the one whose document holds it. */
interface Framed {
  readonly frame: Frame;
  readonly parent: Frame;
}

/** The frames of one tab over all its CDP sessions, kept from protocol events. */
export class FrameTree {
  /**
   * Name of the isolated world that holds the in-page code; pages cannot see it. It is drawn for
   * each connection, since worlds outlive one, and refs of the last must not mean anything in the next.
   */
  readonly worldName = `leapfrog ${randomHex(4)}`;
  readonly #frames = new Map<string, Frame>();
  readonly #pulse: Pulse;
  readonly #rootId: string;
  /** The main frame was asked to go elsewhere and has not committed or given up yet. */
  navigating = false;
  /** Counts documents and same-document navigations of the main frame. */
  navigations = 0;
  /** Counts the times the page was to be left and was not, because a dialog was dismissed. */
  stays = 0;
  /** Loaders of the main frame's last documents, the present one included. */
  readonly #loaders: string[] = [];

  constructor(rootId: string, session: CDPSession, pulse: Pulse) {
    this.#rootId = rootId;
    this.#pulse = pulse;
    this.#add(rootId, undefined, session);
    this.listen(session);
  }

  get main(): Frame {
    const frame = this.#frames.get(this.#rootId);
    if (frame === undefined) throw new WorldGone();
    return frame;
  }

  /** Whether the main frame has shown the document of this loader. */
  hasShown(loaderId: string): boolean {
    return this.#loaders.includes(loaderId);
  }

  get(id: string): Frame | undefined {
    return this.#frames.get(id);
  }

  /** All frames, parents before children. */
  all(): Frame[] {
    return [this.main, ...this.#below(this.#rootId)];
  }

  /** The frames that a frame's document stands in, each with the one around it, the innermost first. */
  around(frame: Frame): Framed[] {
    const parent = frame.parentId === undefined ? undefined : this.#frames.get(frame.parentId);
    return parent === undefined ? [] : [{ frame, parent }, ...this.around(parent)];
  }

  children(id: string): Frame[] {
    return [...this.#frames.values()].filter((frame) => frame.parentId === id);
  }

  /** Takes over a frame that another process renders now. */
  adoptSession(frameId: string, session: CDPSession): void {
    const frame = this.#frames.get(frameId) ?? this.#add(frameId, this.#rootId, session);
    frame.session = session;
    forgetDocument(frame);
    this.listen(session);
  }

  /** The process behind a session is gone, and the documents it rendered. */
  dropSession(sessionId: string): void {
    for (const frame of this.#frames.values()) {
      if (frame.session.id() === sessionId) forgetDocument(frame);
    }
    this.#pulse.beat();
  }

  /** Follows one session's frame and context events. */
  listen(session: CDPSession): void {
    session.on("Page.frameAttached", (event) => this.#attached(event, session));
    session.on("Page.frameDetached", (event) => this.#detached(event));
    session.on("Page.frameNavigated", (event) => this.#navigated(event.frame, session));
    session.on("Page.navigatedWithinDocument", (event) => this.#movedWithin(event));
    session.on("Page.lifecycleEvent", (event) => this.#lifecycle(event));
    session.on("Page.frameRequestedNavigation", (event) => this.#requested(event));
    session.on("Page.frameStoppedLoading", (event) => this.#stopped(event.frameId));
    session.on("Runtime.executionContextCreated", ({ context }) => this.#context(context, session));
    session.on("Runtime.executionContextsCleared", () => this.#cleared(session));
  }

  /** Reads the tree as it stands, for frames that were there before we listened. */
  fill(tree: Protocol.Page.FrameTree, session: CDPSession): void {
    this.#navigated(tree.frame, session);
    for (const child of tree.childFrames ?? []) this.fill(child, session);
  }

  #below(parentId: string): Frame[] {
    return this.children(parentId).flatMap((frame) => [frame, ...this.#below(frame.id)]);
  }

  #add(id: string, parentId: string | undefined, session: CDPSession): Frame {
    const frame: Frame = {
      id,
      parentId,
      url: "",
      unreachableUrl: undefined,
      loaderId: "",
      lifecycle: new Set(),
      session,
      world: undefined,
      mainWorldId: undefined,
      securityOrigin: undefined,
      adoptedBy: undefined,
    };
    this.#frames.set(id, frame);
    return frame;
  }

  #attached(event: Protocol.Page.FrameAttachedEvent, session: CDPSession): void {
    if (!this.#frames.has(event.frameId)) {
      this.#add(event.frameId, event.parentFrameId, session);
    }
    this.#pulse.beat();
  }

  #detached(event: Protocol.Page.FrameDetachedEvent): void {
    if (event.reason === "swap") return;
    this.#removeBelow(event.frameId);
    if (event.frameId !== this.#rootId) this.#frames.delete(event.frameId);
    this.#pulse.beat();
  }

  #removeBelow(id: string): void {
    for (const child of this.#below(id)) this.#frames.delete(child.id);
  }

  #navigated(info: Protocol.Page.Frame, session: CDPSession): void {
    const frame =
      this.#frames.get(info.id) ?? this.#add(info.id, info.parentId ?? this.#rootId, session);
    frame.session = session;
    frame.url = info.url + (info.urlFragment ?? "");
    frame.unreachableUrl = info.unreachableUrl;
    if (frame.loaderId !== info.loaderId) {
      this.#startDocument(frame, info.loaderId);
    }
    if (info.id === this.#rootId) this.#committed();
    this.#pulse.beat();
  }

  /** Frames of other processes are not reported as detached when the document around them goes. */
  #startDocument(frame: Frame, loaderId: string): void {
    this.#removeBelow(frame.id);
    frame.loaderId = loaderId;
    frame.lifecycle = new Set();
    if (frame.id !== this.#rootId) return;
    this.#loaders.push(loaderId);
    if (this.#loaders.length > MAX_LOADERS) this.#loaders.shift();
  }

  #committed(): void {
    this.navigating = false;
    this.navigations++;
  }

  #movedWithin(event: Protocol.Page.NavigatedWithinDocumentEvent): void {
    const frame = this.#frames.get(event.frameId);
    if (frame !== undefined) frame.url = event.url;
    if (event.frameId === this.#rootId) this.#committed();
    this.#pulse.beat();
  }

  #lifecycle(event: Protocol.Page.LifecycleEventEvent): void {
    const frame = this.#frames.get(event.frameId);
    if (frame === undefined) return;
    if (event.name === "init" && frame.loaderId !== event.loaderId) {
      this.#startDocument(frame, event.loaderId);
    }
    if (frame.loaderId === event.loaderId) frame.lifecycle.add(event.name);
    this.#pulse.beat();
  }

  #requested(event: Protocol.Page.FrameRequestedNavigationEvent): void {
    if (event.frameId !== this.#rootId || event.disposition !== "currentTab") return;
    if (!/^https?:|^about:/.test(event.url)) return;
    this.navigating = true;
    this.#pulse.beat();
  }

  /** A navigation that ended without a new document: 204, download, refused. */
  giveUpNavigation(): void {
    this.navigating = false;
    this.#pulse.beat();
  }

  /** The page is not left after all. */
  stay(): void {
    this.stays++;
    this.giveUpNavigation();
  }

  #stopped(frameId: string): void {
    if (frameId === this.#rootId) this.giveUpNavigation();
  }

  #context(context: Protocol.Runtime.ExecutionContextDescription, session: CDPSession): void {
    const frame = this.#frames.get(context.auxData?.frameId ?? "");
    if (frame === undefined || frame.session !== session) return;
    if (context.auxData?.isDefault === true) {
      frame.mainWorldId = context.uniqueId;
      frame.securityOrigin = context.origin;
    }
    if (context.name === this.worldName) frame.world = new World(session, context);
    this.#pulse.beat();
  }

  #cleared(session: CDPSession): void {
    for (const frame of this.#frames.values()) {
      if (frame.session === session) forgetDocument(frame);
    }
  }
}

function forgetDocument(frame: Frame): void {
  frame.world = undefined;
  frame.mainWorldId = undefined;
  frame.securityOrigin = undefined;
  frame.adoptedBy = undefined;
}
