import { MAX_TABS } from "../../domain/limits.ts";
import { type CDPSession, type Connection, type Protocol, resume } from "../cdp.ts";
import type { InterceptRule, InterceptRules } from "../intercept/intercept-rules.ts";
import { mockedAnswer } from "../intercept/mocked-answer.ts";
import type { NetworkLog } from "../log/network-log.ts";
import type { ProxyAuth } from "../proxy.ts";
import { isPrivate } from "./addresses.ts";
import { BlockedTally } from "./blocked-tally.ts";
import { directCode } from "./direct-ways.ts";
import type { EgressProxy } from "./egress-proxy.ts";
import { EVERYTHING, SUSPECTS } from "./held-requests.ts";
import { portOf, refusalOf, type UrlRules } from "./url-rules.ts";

/** What only Chrome itself shows, and files of its machine. */
const INNER =
  /^(?:file|ftp|filesystem|view-source|devtools|chrome(?!-error|-extension)[a-z-]*|edge):/i;
/** What `explain` tells of a place that the rules close, once its name was resolved. */
export const CLOSED = "net::ERR_CLOSED";

/**
 * The way from a browser to the network: through the proxy of this machine that knows the rules too, be
 * one of the caller's behind it or not, through one of the caller's alone, or straight.
 */
export type EgressWay = "filtered" | "proxied" | "direct";

/** Who is asked about requests that may be sent, and told of all that were decided. */
export interface GuardLog {
  readonly rules: InterceptRules;
  readonly network: Pick<NetworkLog, "decided">;
}

export interface GuardParts {
  readonly rules: () => UrlRules;
  readonly way: EgressWay;
  readonly log: GuardLog;
  readonly proxy?: EgressProxy | undefined;
  /** A private address counts though no public one was seen before. */
  readonly isStrict?: boolean;
}

/**
 * Keeps the pages of a session from what its rules close. Requests are held in the browser process until
 * they are decided, each hop of a redirect anew; all of them, unless a proxy of ours decides over them
 * too. Chrome holds no WebSocket, WebRTC and WebTransport: a proxy on the context closes these, and where
 * there is none they are taken from pages, and a page that opens one all the same is left.
 */
export class EgressGuard {
  readonly blocked = new BlockedTally();
  readonly #rules: () => UrlRules;
  readonly #way: EgressWay;
  #connection: Connection | undefined;
  #proxyAuth: ProxyAuth | undefined;
  #isShared = false;
  #isSettled = false;
  /** Whether the browser has shown a public address, so that it would show a private one too. */
  #showsAddresses: boolean;
  readonly #proxy: EgressProxy | undefined;
  readonly #log: GuardLog;
  /** Sessions that hold requests, each for those it hears of. */
  readonly #holding = new Set<CDPSession>();

  constructor({ rules, way, log, proxy, isStrict = false }: GuardParts) {
    this.#proxy = proxy;
    this.#log = log;
    this.#rules = rules;
    this.#way = way;
    this.#showsAddresses = isStrict;
  }

  /**
   * Holds the requests of the whole browser, from before there is a target to tell. Where others share
   * it that is done target by target, so that theirs go on untouched, which leaves out shared workers.
   */
  async arm(connection: Connection, isShared: boolean, proxyAuth: ProxyAuth): Promise<void> {
    this.#connection = connection;
    this.#proxyAuth = proxyAuth;
    this.#isShared = isShared;
    connection.on("sessiondetached", (session) => this.#holding.delete(session));
    if (isShared) return;
    // A session of its own, since one has only one set of patterns, and others intercept too.
    const { sessionId } = await connection.send("Target.attachToBrowserTarget");
    const session = connection.session(sessionId);
    if (session === null) throw new Error("the browser itself cannot be attached to");
    await this.#hold(session);
  }

  /** All that was there before is attached: what comes from now on has its requests held from the start. */
  settled(): void {
    this.#isSettled = true;
  }

  /** What loads its parts since before this connection was made goes on past the browser's own hold. */
  #isOld(url: string): boolean {
    return !this.#isSettled && url !== "" && url !== "about:blank";
  }

  /** Guards a page or frame before it runs; settles when the browser has taken it. */
  async guardDocument(session: CDPSession, url: string): Promise<void> {
    this.#watch(session);
    const source = this.#way === "filtered" ? undefined : directCode(this.#rules());
    await Promise.all([
      this.#isShared || this.#isOld(url) ? this.#hold(session) : undefined,
      source &&
        session.send("Page.addScriptToEvaluateOnNewDocument", { source, runImmediately: true }),
    ]);
  }

  /** Guards a worker before it runs; what is given settles when the browser has taken it. */
  guardWorker(session: CDPSession, url: string): Promise<unknown>[] {
    const isHeld = this.#isShared || this.#isOld(url);
    const sent: Promise<unknown>[] = isHeld ? [this.#hold(session)] : [];
    if (this.#way !== "filtered") {
      const expression = directCode(this.#rules());
      sent.push(session.send("Runtime.evaluate", { expression }));
    }
    return sent;
  }

  /** Closes a window that a page opens before it runs, if it is one too many. */
  refusesWindow(
    session: CDPSession,
    { openerId, targetId }: Protocol.Target.TargetInfo,
    tabs: number,
  ): boolean {
    if (openerId === undefined || tabs < MAX_TABS) return false;
    this.blocked.note(`a session has at most ${MAX_TABS} tabs`, "window");
    const close = () => this.#connection?.send("Target.closeTarget", { targetId });
    // Its opener shares its process, which stands still until it runs, and for good if it is gone by then.
    resume(session)
      .then(close)
      .catch(() => undefined);
    return true;
  }

  /** Chrome's own error in place of one that only says that our proxy made no connection. */
  async explain(error: string, address: string): Promise<string> {
    const url = URL.parse(address);
    if (this.#proxy === undefined || url === null || !error.includes("ERR_SOCKS_")) return error;
    const failure = await this.#proxy.failureOf(url).catch(() => undefined);
    return failure === undefined ? error : `net::ERR_${failure}`;
  }

  /** Has all that is held from now on held as the rules of the session want it; throws where that fails. */
  async renew(): Promise<void> {
    const renewed = [...this.#holding].map((session) =>
      this.#enable(session).catch((error) => {
        // What is gone asks for nothing more.
        if (this.#holding.has(session)) throw error;
      }),
    );
    await Promise.all(renewed);
  }

  async #hold(session: CDPSession): Promise<void> {
    this.#holding.add(session);
    session.on("Fetch.requestPaused", (event) => this.#decide(session, event));
    if (this.#proxyAuth?.hasCredentials === true) this.#proxyAuth.listen(session);
    await this.#enable(session);
  }

  async #enable(session: CDPSession): Promise<void> {
    const isProxyOver = this.#way === "filtered" && this.#rules().allowedHosts === undefined;
    const isAsked = this.#log.rules.all.length > 0;
    const handleAuthRequests = this.#proxyAuth?.hasCredentials === true;
    // Chrome asks for credentials only where it holds a request from its start.
    const isFew = isProxyOver && !isAsked && !handleAuthRequests;
    const patterns = isFew ? SUSPECTS : EVERYTHING;
    await session.send("Fetch.enable", { patterns, handleAuthRequests });
  }

  /** The rules of egress come first; those of the session decide only what may be sent. */
  #decide(session: CDPSession, event: Protocol.Fetch.RequestPausedEvent): void {
    const { requestId, request, networkId } = event;
    const refusal = this.#refusal(request.url);
    if (refusal !== undefined) {
      this.blocked.note(refusal);
      this.#log.network.decided(networkId, `egress: ${refusal}`, []);
      send(session, "Fetch.failRequest", { requestId, errorReason: "BlockedByClient" });
      return;
    }
    const { ids, deciding } = this.#log.rules.decide(request.url);
    const by = deciding?.action === "block" ? `rule ${deciding.id}` : undefined;
    if (ids.length > 0) this.#log.network.decided(networkId, by, ids);
    this.#carryOut(session, event, deciding);
  }

  #carryOut(
    session: CDPSession,
    { requestId, request }: Protocol.Fetch.RequestPausedEvent,
    rule: InterceptRule | undefined,
  ): void {
    if (rule?.action === "block") {
      send(session, "Fetch.failRequest", { requestId, errorReason: "BlockedByClient" });
    } else if (rule?.mock !== undefined) {
      send(session, "Fetch.fulfillRequest", { requestId, ...mockedAnswer(rule.mock, request) });
    } else send(session, "Fetch.continueRequest", { requestId });
  }

  /** Chrome's own parts, such as its viewer of PDF files, load what is of no place. */
  #refusal(address: string): string | undefined {
    if (INNER.test(address)) return "only http and https pages can be opened";
    if (!/^(?:https?|wss?):/i.test(address)) return undefined;
    const url = URL.parse(address);
    return url === null ? "it is no address" : refusalOf(url, this.#rules());
  }

  /** What has got through in spite of all is left as soon as it is seen. */
  #watch(session: CDPSession): void {
    session.on("Page.frameNavigated", ({ frame }) => {
      const refusal = this.#refusal(frame.url);
      if (refusal !== undefined) this.#leave(session, refusal, frame.id);
    });
    if (this.#way === "filtered") return;
    this.#watchSockets(session);
    if (this.#way === "proxied") return;
    session.on("Network.responseReceived", ({ response }) => this.#judge(session, response));
  }

  /** One that comes to its handshake was not closed by its address. */
  #watchSockets(session: CDPSession): void {
    const closed = new Map<string, string>();
    session.on("Network.webSocketCreated", ({ requestId, url }) => {
      const refusal = this.#refusal(url);
      if (refusal !== undefined) closed.set(requestId, refusal);
    });
    session.on("Network.webSocketClosed", ({ requestId }) => closed.delete(requestId));
    session.on("Network.webSocketWillSendHandshakeRequest", ({ requestId }) => {
      const refusal = closed.get(requestId);
      if (refusal !== undefined) this.#leave(session, refusal);
    });
  }

  /** A public name may lead to a private address by the time Chrome asks for it. */
  #judge(session: CDPSession, { url, remoteIPAddress = "" }: Protocol.Network.Response): void {
    const parsed = URL.parse(url);
    if (parsed === null) return;
    const { hostname } = parsed;
    if (remoteIPAddress === "" || isPrivate(hostname)) return;
    if (!isPrivate(remoteIPAddress)) this.#showsAddresses = true;
    else if (this.#showsAddresses && !this.#isOpened(parsed)) {
      this.#leave(session, "a public name answered from a private address");
    }
  }

  #isOpened(url: URL): boolean {
    const { allowPrivateHosts } = this.#rules();
    return allowPrivateHosts.includes(`${url.hostname}:${portOf(url)}`);
  }

  #leave(session: CDPSession, refusal: string, frameId?: string): void {
    this.blocked.note(refusal);
    const frame = frameId === undefined ? {} : { frameId };
    session.send("Page.navigate", { url: "about:blank", ...frame }).catch(() => undefined);
  }
}

type Verdict = "Fetch.failRequest" | "Fetch.fulfillRequest" | "Fetch.continueRequest";

/** A request whose page went away is gone with it. */
function send<M extends Verdict>(
  session: CDPSession,
  method: M,
  ...params: Parameters<typeof session.send<M>> extends [M, ...infer P] ? P : never
): void {
  session.send(method, ...params).catch(() => undefined);
}
