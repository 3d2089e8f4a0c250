import type { CDPSession, Protocol } from "./cdp.ts";
import type { Pulse } from "./pulse.ts";

/** What came back for one document request. */
export interface DocumentLoad {
  readonly loaderId: string;
  status: number | undefined;
  /** Addresses that redirected on the way, in order. */
  readonly redirects: string[];
  method: string;
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

/** The tab's requests as far as waiting and outcomes need them, bounded in memory. */
export class NetworkActivity {
  readonly #pending = new Map<string, { seq: number; url: string; method: string; type: string }>();
  readonly #documents = new Map<string, DocumentLoad>();
  readonly #failures: RequestFailure[] = [];
  readonly #pulse: Pulse;
  #failureCount = 0;
  #sequence = 0;

  constructor(pulse: Pulse) {
    this.#pulse = pulse;
  }

  listen(session: CDPSession): void {
    const key = (requestId: string) => `${session.id()}/${requestId}`;
    session.on("Network.requestWillBeSent", (event) => this.#sent(key(event.requestId), event));
    session.on("Network.responseReceived", (event) => this.#received(key(event.requestId), event));
    session.on("Network.loadingFinished", (event) => this.#ended(key(event.requestId)));
    session.on("Network.loadingFailed", (event) => this.#failed(key(event.requestId), event));
  }

  /** A point in the order of requests, to ask about those after it. */
  get mark(): number {
    return this.#sequence;
  }

  /** Requests that started after `mark` and are not answered yet. */
  pendingSince(mark: number): number {
    return [...this.#pending.values()].filter((request) => request.seq > mark).length;
  }

  documentOf(loaderId: string): DocumentLoad | undefined {
    return this.#documents.get(loaderId);
  }

  get failureCount(): number {
    return this.#failureCount;
  }

  failuresSince(count: number): RequestFailure[] {
    const fresh = Math.min(this.#failureCount - count, this.#failures.length);
    return fresh <= 0 ? [] : this.#failures.slice(-fresh);
  }

  /** Forgets what a session that is gone will never finish. */
  drop(session: CDPSession): void {
    const prefix = `${session.id()}/`;
    for (const key of this.#pending.keys()) if (key.startsWith(prefix)) this.#pending.delete(key);
    this.#pulse.beat();
  }

  #sent(key: string, event: Protocol.Network.RequestWillBeSentEvent): void {
    const type = event.type ?? "Other";
    if (type === "Document" && event.requestId === event.loaderId) this.#document(event);
    if (COUNTED.has(type)) {
      const { url, method } = event.request;
      this.#pending.set(key, { seq: ++this.#sequence, url, method, type });
      if (this.#pending.size > 1000) this.#forgetOldest(this.#pending);
    }
    this.#pulse.beat();
  }

  #document(event: Protocol.Network.RequestWillBeSentEvent): void {
    const known = this.#documents.get(event.loaderId);
    const load = known ?? {
      loaderId: event.loaderId,
      status: undefined,
      redirects: [],
      method: event.request.method,
    };
    load.method = event.request.method;
    if (event.redirectResponse !== undefined) load.redirects.push(event.redirectResponse.url);
    this.#documents.set(event.loaderId, load);
    if (this.#documents.size > MAX_KEPT) this.#forgetOldest(this.#documents);
  }

  #received(key: string, event: Protocol.Network.ResponseReceivedEvent): void {
    const load = this.#documents.get(event.loaderId);
    if (load !== undefined && event.requestId === event.loaderId)
      load.status = event.response.status;
    const request = this.#pending.get(key);
    if (request !== undefined && event.response.status >= 400 && /XHR|Fetch/.test(request.type)) {
      this.#note({ ...request, reason: `HTTP ${event.response.status}` });
    }
    if (event.response.mimeType === "text/event-stream") this.#pending.delete(key);
    this.#pulse.beat();
  }

  #ended(key: string): void {
    this.#pending.delete(key);
    this.#pulse.beat();
  }

  #failed(key: string, event: Protocol.Network.LoadingFailedEvent): void {
    const request = this.#pending.get(key);
    if (request !== undefined && event.canceled !== true) {
      this.#note({ ...request, reason: event.blockedReason ?? event.errorText });
    }
    this.#ended(key);
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
