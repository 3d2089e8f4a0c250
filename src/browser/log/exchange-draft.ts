import { redactHeader } from "../../domain/redact-credentials.ts";
import type { CDPSession, Protocol } from "../cdp.ts";
import { cut } from "../visible-text.ts";
import {
  type Exchange,
  type Headers,
  type Hop,
  headerOf,
  type Place,
  type Timing,
} from "./exchange.ts";
import {
  cacheOf,
  initiatorOf,
  lengthOf,
  MAX_HEADER,
  NO_RESPONSE,
  postedText,
  shortHeaders,
  shortUrl,
} from "./exchange-parts.ts";
import { SocketDraft } from "./socket-draft.ts";

const MAX_BODY = 8_192;
const MAX_HOPS = 20;

type Sent = Protocol.Network.RequestWillBeSentEvent;

/** Where and by whom a request was first seen. */
export interface Origin {
  readonly id: string;
  readonly place: Place;
  readonly targetId: string | undefined;
  readonly session: CDPSession;
}

/** The document of a frame that made a request. */
interface Asker {
  readonly frameId: string;
  readonly loaderId: string;
}

/** One request as its events come in; `view` is what is told of it. */
export class ExchangeDraft {
  readonly id: string;
  readonly requestId: string;
  readonly targetId: string | undefined;
  /** Whose document asked for it; undefined for a worker, and for a document itself. */
  readonly asker: Asker | undefined;
  readonly #place: Place;
  readonly #startedAt: number;
  /** Seconds of Chrome's own clock. */
  readonly #startedTicks: number;
  readonly #redirects: Hop[] = [];
  readonly rules: string[] = [];
  /** The one that can be asked for the bodies. */
  session: CDPSession;
  method = "";
  url = "";
  kind: string;
  #initiator: string | undefined;
  #requestHeaders: Headers = {};
  requestBody: string | undefined;
  #requestBytes = 0;
  /** The whole body of the request, until its end; undefined where Chrome has not told it. */
  wholeBody: string | undefined;
  #response: Protocol.Network.Response | undefined;
  #responseHeaders: Headers = {};
  #cache: string | undefined;
  bodyBytes = 0;
  #encodedBytes: number | undefined;
  ms: number | undefined;
  failure: string | undefined;
  blockedBy: string | undefined;
  socket: SocketDraft | undefined;
  /** Whether it has been handed on as a call. */
  isRead = false;
  isOver = false;
  /** Whether its request had a body that is not kept whole. */
  isBodyUntold = false;
  /** Of a stream of server-sent events the first ones, as they would stand in its body. */
  events = "";

  constructor(origin: Origin, event: Sent) {
    this.id = origin.id;
    this.#place = origin.place;
    this.targetId = origin.targetId;
    this.session = origin.session;
    this.requestId = event.requestId;
    const { frameId = "", loaderId } = event;
    const isAsked = frameId !== "" && loaderId !== "" && event.type !== "Document";
    this.asker = isAsked ? { frameId, loaderId } : undefined;
    this.#startedAt = Math.round(event.wallTime * 1_000);
    this.#startedTicks = event.timestamp;
    this.kind = (event.type ?? "Other").toLowerCase();
    this.#initiator = initiatorOf(event.initiator);
    this.#take(event);
  }

  get status(): number | undefined {
    return this.#response?.status;
  }

  get mimeType(): string | undefined {
    return this.#response?.mimeType;
  }

  /** Media type of the answer, with its parameters where the server told them. */
  get contentType(): string {
    return headerOf(this.#responseHeaders, "content-type") ?? this.mimeType ?? "";
  }

  get requestHeaders(): Headers {
    return this.#requestHeaders;
  }

  /** Characters it holds, roughly. */
  get size(): number {
    const headers = lengthOf(this.#requestHeaders) + lengthOf(this.#responseHeaders);
    const hops = this.#redirects.reduce(
      (sum, { url, location }) => sum + url.length + location.length,
      0,
    );
    const bodies = (this.requestBody?.length ?? 0) + (this.wholeBody?.length ?? 0);
    return (
      400 +
      this.url.length +
      headers +
      hops +
      bodies +
      this.events.length +
      (this.socket?.size ?? 0)
    );
  }

  redirected(event: Sent, from: Protocol.Network.Response): void {
    if (this.#redirects.length < MAX_HOPS) {
      const hop = {
        url: shortUrl(this.url),
        status: from.status,
        location: shortUrl(event.request.url),
      };
      this.#redirects.push(hop);
    }
    this.#response = undefined;
    this.#take(event);
  }

  answered({ response, type }: Protocol.Network.ResponseReceivedEvent, session: CDPSession): void {
    this.session = session;
    this.kind = type.toLowerCase();
    this.#response = response;
    this.#responseHeaders = shortHeaders(response.headers);
    this.#cache ??= cacheOf(response);
  }

  fromMemory(): void {
    this.#cache = "memory";
  }

  ended(ticks: number, encodedBytes?: number): void {
    this.isOver = true;
    this.ms = Math.max(0, Math.round((ticks - this.#startedTicks) * 1_000));
    this.#encodedBytes = encodedBytes;
  }

  failed(ticks: number, reason: string): void {
    this.ended(ticks);
    this.failure = reason;
  }

  /** What nobody will hear the end of any more. */
  lost(reason: string): void {
    this.isOver = true;
    this.failure = reason;
  }

  /** Bytes of the request's body as they were sent. */
  get requestBytes(): number {
    return this.#requestBytes;
  }

  /** What went over the wire: of cookies only that they were there, and their names. */
  wire(headers: Readonly<Record<string, string>>, isAnswer: boolean): void {
    const wanted = isAnswer ? "set-cookie" : "cookie";
    for (const [name, value] of Object.entries(headers)) {
      const plain = name.toLowerCase();
      if (!isAnswer && plain === "content-length") this.#requestBytes = Number(value) || 0;
      if (plain !== wanted) continue;
      const one = { [wanted]: cut(redactHeader(wanted, value), MAX_HEADER) };
      if (isAnswer) this.#responseHeaders = { ...this.#responseHeaders, ...one };
      else this.#requestHeaders = { ...this.#requestHeaders, ...one };
    }
  }

  openSocket(): SocketDraft {
    this.socket ??= new SocketDraft();
    return this.socket;
  }

  handshake(status: number, headers: Readonly<Record<string, string>>): void {
    this.#response = { ...NO_RESPONSE, status };
    this.#responseHeaders = shortHeaders(headers);
  }

  view(tab: number | undefined): Exchange {
    const response = this.#response;
    return {
      id: this.id,
      place: this.#place,
      tab,
      method: this.method,
      url: this.url,
      kind: this.kind,
      startedAt: this.#startedAt,
      initiator: this.#initiator,
      redirects: this.#redirects,
      requestHeaders: this.#requestHeaders,
      requestBytes: this.#requestBytes,
      requestBody: this.requestBody,
      status: response?.status,
      statusText: response?.statusText,
      protocol: response?.protocol,
      responseHeaders: this.#responseHeaders,
      mimeType: response?.mimeType,
      cache: this.#cache,
      encodedBytes: this.#encodedBytes,
      bodyBytes: this.bodyBytes,
      ms: this.ms,
      timing: this.#timing(),
      failure: this.failure,
      blockedBy: this.blockedBy,
      rules: this.rules,
      socket: this.socket?.view(),
    };
  }

  #take({ request }: Sent): void {
    const { method, url, headers, hasPostData } = request;
    const posted = postedText(request);
    this.method = method;
    this.url = shortUrl(url);
    this.#requestHeaders = shortHeaders(headers);
    this.#requestBytes = posted === undefined ? 0 : new TextEncoder().encode(posted).length;
    this.requestBody = posted === undefined ? undefined : cut(posted, MAX_BODY);
    this.wholeBody = posted;
    const isWhole = posted !== undefined && posted === this.requestBody;
    this.isBodyUntold = hasPostData === true && !isWhole;
  }

  #timing(): Timing | undefined {
    const timing = this.#response?.timing;
    if (timing === undefined) return undefined;
    const span = (start: number, end: number) => (start < 0 || end < 0 ? undefined : end - start);
    const head = timing.receiveHeadersEnd;
    const blocked = [timing.dnsStart, timing.connectStart, timing.sendStart].find((at) => at >= 0);
    const received = this.ms === undefined ? undefined : Math.max(0, this.ms - head);
    return {
      blocked,
      dns: span(timing.dnsStart, timing.dnsEnd),
      connect: span(timing.connectStart, timing.connectEnd),
      ssl: span(timing.sslStart, timing.sslEnd),
      send: span(timing.sendStart, timing.sendEnd),
      wait: span(timing.sendEnd, head),
      receive: received,
    };
  }
}
