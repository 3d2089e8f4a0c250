import type { CDPSession, Protocol } from "./cdp.ts";
import { PageRhythm } from "./page-rhythm.ts";
import type { Pulse } from "./pulse.ts";
import { StreamActivity } from "./stream-activity.ts";

/** What came back for one document request. */
export interface DocumentLoad {
  readonly loaderId: string;
  /** Its place in the order of requests. */
  readonly seq: number;
  status: number | undefined;
  mimeType: string | undefined;
  /** Addresses that redirected on the way, in order. */
  readonly redirects: string[];
  /** What was asked for last. */
  url: string;
  method: string;
  /** Chrome's error for an answer that broke off. */
  failed?: string;
}

export interface OpenRequest {
  readonly method: string;
  readonly url: string;
}

export interface RequestFailure {
  readonly method: string;
  readonly url: string;
  /** A network error in Chrome's words, or `HTTP <status>`. */
  readonly reason: string;
}

// Requests after which a page usually changes; images, streams and beacons never end or never matter.
const COUNTED = new Set(["Document", "XHR", "Fetch", "Script", "Stylesheet"]);
const MAX_KEPT = 200;

interface Pending extends OpenRequest {
  readonly seq: number;
  readonly type: string;
  readonly frameId: string | undefined;
  readonly loaderId: string;
  readonly sessionId: string;
  /** The page makes it again and again by itself. */
  readonly own: boolean;
}

/** The tab's requests as far as waiting and outcomes need them, bounded in memory. */
export class NetworkActivity {
  // By Chrome's request id alone: the session that starts a frame's document request is the parent's,
  // the one that ends it the frame's own.
  readonly #pending = new Map<string, Pending>();
  readonly #documents = new Map<string, DocumentLoad>();
  readonly #failures: RequestFailure[] = [];
  readonly rhythm = new PageRhythm();
  readonly #streams: StreamActivity;
  readonly #scripted: number[] = [];
  readonly #pulse: Pulse;
  readonly #mainFrameId: string;
  #failureCount = 0;
  #sequence = 0;

  constructor(pulse: Pulse, mainFrameId: string) {
    this.#pulse = pulse;
    this.#streams = new StreamActivity(pulse);
    this.#mainFrameId = mainFrameId;
  }

  listen(session: CDPSession): void {
    this.#streams.listen(session, () => ++this.#sequence);
    session.on("Network.requestWillBeSent", (event) => this.#sent(session.id(), event));
    session.on("Network.responseReceived", (event) => this.#received(event));
    session.on("Network.loadingFinished", (event) => this.#ended(event.requestId));
    session.on("Network.loadingFailed", (event) => this.#failed(event));
    session.on("Page.frameNavigated", ({ frame }) => this.#committed(frame.id, frame.loaderId));
    session.on("Page.frameDetached", ({ frameId, reason }) => {
      if (reason === "remove") this.#forget((request) => request.frameId === frameId);
    });
  }

  /** A point in the order of requests, to ask about those after it. */
  get mark(): number {
    return this.#sequence;
  }

  /**
   * Requests that started after `mark` and up to another, and are not answered yet. The documents of
   * frames count only if asked for: they may take their time without the page being unfinished.
   */
  pendingSince(mark: number, { upTo = Number.POSITIVE_INFINITY, withFrames = false } = {}): number {
    const counts = ({ seq, type, frameId, own }: Pending) =>
      seq > mark &&
      seq <= upTo &&
      !own &&
      (withFrames || type !== "Document" || frameId === this.#mainFrameId);
    return [...this.#pending.values()].filter(counts).length;
  }

  /** What began after `mark` too, and may never end, or have nothing to do with what was done. */
  asidesSince(mark: number): number {
    const own = [...this.#pending.values()].filter(({ seq, own }) => own && seq > mark);
    return own.length + this.#streams.openSince(mark);
  }

  /** Streams that have not answered yet are not waited for again. */
  giveUpStreams(): void {
    this.#streams.giveUp();
  }

  /** Requests of scripts after `mark`, answered or not, but for those the page makes by itself. */
  sentSince(mark: number): number {
    return this.#scripted.filter((seq) => seq > mark).length;
  }

  /** Documents asked for after `mark` that the server had no content for, so that nothing was replaced. */
  emptyAnswersSince(mark: number): DocumentLoad[] {
    return [...this.#documents.values()].filter(
      ({ seq, status }) => seq > mark && (status === 204 || status === 205),
    );
  }

  /** Whether the tab waits for another document, which `isShown` tells from those it has shown. */
  awaitsDocument(isShown: (loaderId: string) => boolean): boolean {
    const ofTab = [...this.#pending.values()].filter(({ type, frameId }) => {
      return type === "Document" && frameId === this.#mainFrameId;
    });
    return ofTab.some(({ loaderId }) => !isShown(loaderId));
  }

  /** All requests that are not answered yet, the oldest first; streams and sockets never are and count not. */
  get open(): readonly OpenRequest[] {
    return [...this.#pending.values()];
  }

  documentOf(loaderId: string): DocumentLoad | undefined {
    return this.#documents.get(loaderId);
  }

  /** The type of the last document asked for that was answered from this address. */
  typeOf(url: string): string | undefined {
    return [...this.#documents.values()].findLast((load) => load.url === url)?.mimeType;
  }

  get failureCount(): number {
    return this.#failureCount;
  }

  failuresSince(count: number): RequestFailure[] {
    const fresh = Math.min(this.#failureCount - count, this.#failures.length);
    return fresh <= 0 ? [] : this.#failures.slice(-fresh);
  }

  /** Forgets what a session that is gone will never finish. */
  drop(sessionId: string): void {
    this.#forget((request) => request.sessionId === sessionId);
  }

  /** A document that is replaced ends what it has asked for, and not always with an event. */
  #committed(frameId: string, loaderId: string): void {
    if (frameId === this.#mainFrameId) this.rhythm.forget();
    this.#forget(
      (request) =>
        request.frameId === frameId && request.loaderId !== loaderId && request.type !== "Document",
    );
  }

  #forget(gone: (request: Pending) => boolean): void {
    for (const [id, request] of this.#pending) if (gone(request)) this.#pending.delete(id);
    this.#pulse.beat();
  }

  #sent(sessionId: string, event: Protocol.Network.RequestWillBeSentEvent): void {
    const { requestId, loaderId, frameId, request } = event;
    const type = event.type ?? "Other";
    if (type === "Document" && requestId === loaderId) this.#document(event);
    if (type === "EventSource") this.#streams.ask(requestId, ++this.#sequence);
    if (COUNTED.has(type)) {
      const { url, method } = request;
      const seq = ++this.#sequence;
      const isScripted = /XHR|Fetch/.test(type);
      const own = isScripted && this.rhythm.note(request);
      this.#pending.set(requestId, { seq, url, method, type, frameId, loaderId, sessionId, own });
      if (this.#pending.size > 1000) this.#forgetOldest(this.#pending);
      if (isScripted && !own) this.#scripted.push(seq);
      if (this.#scripted.length > MAX_KEPT) this.#scripted.shift();
    }
    this.#pulse.beat();
  }

  #document(event: Protocol.Network.RequestWillBeSentEvent): void {
    const known = this.#documents.get(event.loaderId);
    const load = known ?? {
      loaderId: event.loaderId,
      seq: this.#sequence + 1,
      status: undefined,
      mimeType: undefined,
      redirects: [],
      url: event.request.url,
      method: event.request.method,
    };
    load.url = event.request.url;
    load.method = event.request.method;
    if (event.redirectResponse !== undefined) load.redirects.push(event.redirectResponse.url);
    this.#documents.set(event.loaderId, load);
    if (this.#documents.size > MAX_KEPT) this.#forgetOldest(this.#documents);
  }

  #received(event: Protocol.Network.ResponseReceivedEvent): void {
    const load = this.#documents.get(event.loaderId);
    if (load !== undefined && event.requestId === event.loaderId) {
      load.status = event.response.status;
      load.mimeType = event.response.mimeType;
    }
    const request = this.#pending.get(event.requestId);
    if (
      request !== undefined &&
      event.response.status >= 400 &&
      /XHR|Fetch|Script/.test(request.type)
    ) {
      this.#note({ ...request, reason: `HTTP ${event.response.status}` });
    }
    if (event.response.mimeType === "text/event-stream") {
      if (request !== undefined) this.#streams.ask(event.requestId, request.seq);
      this.#pending.delete(event.requestId);
    }
    this.#pulse.beat();
  }

  #ended(requestId: string): void {
    this.#streams.end(requestId);
    this.#pending.delete(requestId);
    this.#pulse.beat();
  }

  #failed(event: Protocol.Network.LoadingFailedEvent): void {
    const load = this.#documents.get(event.requestId);
    if (load !== undefined) load.failed = event.errorText;
    const request = this.#pending.get(event.requestId);
    if (request !== undefined && event.canceled !== true) {
      this.#note({ ...request, reason: event.blockedReason ?? plainError(event.errorText) });
    }
    this.#ended(event.requestId);
  }

  #note(failure: RequestFailure): void {
    const { method, url, reason } = failure;
    this.#failureCount++;
    this.#failures.push({ method, url, reason });
    if (this.#failures.length > MAX_KEPT) this.#failures.shift();
  }

  #forgetOldest(map: Map<string, unknown>): void {
    for (const key of map.keys()) {
      map.delete(key);
      return;
    }
  }
}

/** Of a connection that a proxy could not make Chrome knows no more, whatever it calls it. */
function plainError(errorText: string): string {
  return errorText.replace("ERR_SOCKS_CONNECTION_FAILED", "ERR_CONNECTION_FAILED");
}
