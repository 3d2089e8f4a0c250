import type { CDPSession, Connection, Protocol } from "../cdp.ts";
import { isPrivate } from "./addresses.ts";
import { BlockedTally } from "./blocked-tally.ts";
import { DIRECT_CODE, DIRECT_SOCKETS } from "./direct-ways.ts";
import { refusalOf, type UrlRules } from "./url-rules.ts";

/** What only Chrome itself shows, and files of its machine. */
const INNER =
  /^(?:file|ftp|filesystem|view-source|devtools|chrome(?!-error|-extension)[a-z-]*|edge):/i;
/** Newer than the types, which know the command for all requests only. */
const BY_RULE = "Network.emulateNetworkConditionsByRule" as "Network.emulateNetworkConditions";
const EVERYTHING = [{ urlPattern: "*" }];

/**
 * The way from a browser to the network: through the proxy of this machine that knows the rules too,
 * through one of the caller's, or straight.
 */
export type EgressWay = "filtered" | "proxied" | "direct";

/**
 * Keeps the pages of a session from what its rules close. Every request is held in the browser process
 * until it is decided, each hop of a redirect anew. Chrome holds no WebSocket, WebRTC and WebTransport:
 * a proxy on the context closes these, and where there is none they are taken from pages, and a page
 * that opens one all the same is left.
 */
export class EgressGuard {
  readonly blocked = new BlockedTally();
  readonly #rules: () => UrlRules;
  readonly #way: EgressWay;
  #isShared = false;
  /** Whether the browser has shown a public address, so that it would show a private one too. */
  #showsAddresses: boolean;

  /** `isStrict`: a private address counts though no public one was seen before. */
  constructor(rules: () => UrlRules, way: EgressWay, isStrict = false) {
    this.#rules = rules;
    this.#way = way;
    this.#showsAddresses = isStrict;
  }

  /**
   * Holds the requests of the whole browser, from before there is a target to tell. Where others share
   * it that is done target by target, so that theirs go on untouched.
   */
  async arm(connection: Connection, isShared: boolean): Promise<void> {
    this.#isShared = isShared;
    if (isShared) return;
    // A session of its own, since one has only one set of patterns, and others intercept too.
    const { sessionId } = await connection.send("Target.attachToBrowserTarget");
    const session = connection.session(sessionId);
    if (session === null) throw new Error("the browser itself cannot be attached to");
    await this.#hold(session);
  }

  /** Guards a page or frame before it runs; settles when the browser has taken it. */
  async guardDocument(session: CDPSession): Promise<void> {
    this.#watch(session);
    const isOpen = this.#way !== "filtered";
    await Promise.all([
      this.#isShared ? this.#hold(session) : undefined,
      isOpen ? session.send("Page.addScriptToEvaluateOnNewDocument", DIRECT_CODE) : undefined,
      isOpen ? this.#closeSockets(session) : undefined,
    ]);
  }

  /** Guards a worker before it runs; one that is gone meanwhile needs it no more. */
  guardWorker(session: CDPSession): void {
    const sent: Promise<unknown>[] = [];
    if (this.#isShared) sent.push(this.#hold(session));
    if (this.#way !== "filtered") {
      const { source: expression } = DIRECT_CODE;
      sent.push(session.send("Runtime.evaluate", { expression }), this.#closeSockets(session));
    }
    Promise.all(sent).catch(() => undefined);
  }

  async #hold(session: CDPSession): Promise<void> {
    session.on("Fetch.requestPaused", (event) => this.#decide(session, event));
    await session.send("Fetch.enable", { patterns: EVERYTHING });
  }

  #decide(session: CDPSession, { requestId, request }: Protocol.Fetch.RequestPausedEvent): void {
    const refusal = this.#refusal(request.url);
    // A request whose page went away is gone with it.
    if (refusal === undefined) {
      session.send("Fetch.continueRequest", { requestId }).catch(() => undefined);
      return;
    }
    this.blocked.note(refusal);
    session
      .send("Fetch.failRequest", { requestId, errorReason: "BlockedByClient" })
      .catch(() => undefined);
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
    session.on("Network.webSocketCreated", ({ url }) => {
      const refusal = this.#refusal(url);
      if (refusal !== undefined) this.#leave(session, refusal);
    });
    if (this.#way === "proxied") return;
    session.on("Network.responseReceived", ({ response }) => this.#judge(session, response));
  }

  /** A public name may lead to a private address by the time Chrome asks for it. */
  #judge(session: CDPSession, { url, remoteIPAddress = "" }: Protocol.Network.Response): void {
    const { hostname = "", port = "" } = URL.parse(url) ?? {};
    if (remoteIPAddress === "" || isPrivate(hostname)) return;
    if (!isPrivate(remoteIPAddress)) this.#showsAddresses = true;
    else if (this.#showsAddresses && !this.#isOpened(hostname, port)) {
      this.#leave(session, "a public name answered from a private address");
    }
  }

  #isOpened(hostname: string, port: string): boolean {
    const { allowPrivateHosts } = this.#rules();
    return allowPrivateHosts.includes(`${hostname}:${port}`);
  }

  #leave(session: CDPSession, refusal: string, frameId?: string): void {
    this.blocked.note(refusal);
    const frame = frameId === undefined ? {} : { frameId };
    session.send("Page.navigate", { url: "about:blank", ...frame }).catch(() => undefined);
  }

  /** Browsers differ in which patterns they know; what a page opens in spite of it is seen. */
  async #closeSockets(session: CDPSession): Promise<void> {
    // The patterns know no exceptions.
    if (this.#rules().allowPrivateHosts.length > 0) return;
    await session.send(BY_RULE, DIRECT_SOCKETS).catch(() => undefined);
  }
}
