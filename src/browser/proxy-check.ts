import { unlessAborted, within } from "../domain/deadline.ts";
import { type FailureCode, ToolFailure } from "../domain/failure.ts";
import type { CDPSession, Connection } from "./cdp.ts";
import { goesAround } from "./egress/proxy-bypass.ts";
import { portOf } from "./egress/url-rules.ts";
import { bypassList, ProxyAuth, type ProxyRoute } from "./proxy.ts";

/** Milliseconds the check address may take; the session's connection has to be made around it. */
const CHECK_MS = 10_000;

/** Nothing listens there on any machine, and asking it leaves the browser's own machine nowhere. */
const NO_PROXY = "http://127.0.0.1:1";

/** How a request ended: with a status, or with an error in Chrome's words. */
type Outcome = { readonly status: number } | { readonly error: string };

const AT_PROXY = /ERR_(PROXY|TUNNEL|SOCKS)_/;

/**
 * Makes a browser context behind the proxy and gives its id. It has been seen that the browser honours
 * proxies at all, since the same address fails behind one that does not exist, and that the address is
 * answered through this one. The first tab of the context is left as empty as it was opened; asking in
 * the context itself also has Chrome remember the credentials, without which it opens no WebSocket.
 * With a proxy `before` it, Chrome knows that one alone, and what goes around the other is its business.
 */
export async function contextBehind(
  connection: Connection,
  proxy: ProxyRoute,
  signal: AbortSignal,
  before?: string,
): Promise<string> {
  if (before !== undefined && isBypassed(proxy)) throw bypassedCheck();
  const bypass = before === undefined ? proxy.bypass : [];
  const contextId = await makeContext(connection, before ?? proxy.server, bypass);
  try {
    const asking = Promise.all([
      ask(connection, contextId, proxy),
      askInVain(connection, proxy.checkUrl, []),
      bypass.length === 0 ? undefined : askInVain(connection, proxy.checkUrl, bypass),
    ]);
    const [asked, ignored, bypassed] = await unlessAborted(asking, signal);
    if (!failedAtProxy(ignored)) throw notHonoured();
    if (bypassed !== undefined && !failedAtProxy(bypassed)) throw bypassedCheck();
    judge(asked, proxy);
    await connection.send("Storage.clearCookies", { browserContextId: contextId });
    return contextId;
  } catch (error) {
    await disposeContext(connection, contextId);
    throw error;
  }
}

async function makeContext(
  connection: Connection,
  proxyServer: string,
  bypass: readonly string[],
  disposeOnDetach = false,
): Promise<string> {
  const proxyBypassList = bypassList(bypass);
  const wish = { proxyServer, proxyBypassList, disposeOnDetach };
  return (await connection.send("Target.createBrowserContext", wish)).browserContextId;
}

/** Ends a context over a connection that goes on; one that is gone already is none the worse. */
export async function disposeContext(
  connection: Connection,
  browserContextId: string,
): Promise<void> {
  await connection
    .send("Target.disposeBrowserContext", { browserContextId })
    .catch(() => undefined);
}

/** Asks for the check address behind a proxy that does not exist, in a context that goes again. */
async function askInVain(
  connection: Connection,
  checkUrl: string,
  bypass: readonly string[],
): Promise<Outcome> {
  const contextId = await makeContext(connection, NO_PROXY, bypass, true);
  try {
    return await ask(connection, contextId, { checkUrl });
  } finally {
    await disposeContext(connection, contextId);
  }
}

async function ask(
  connection: Connection,
  browserContextId: string,
  { checkUrl, credentials }: Pick<ProxyRoute, "checkUrl" | "credentials">,
): Promise<Outcome> {
  const tab = { url: "about:blank", browserContextId };
  const { targetId } = await connection.send("Target.createTarget", tab);
  const attached = await connection.send("Target.attachToTarget", { targetId, flatten: true });
  const session = connection.session(attached.sessionId);
  if (session === null) throw new Error("the tab of the proxy check is gone");
  new ProxyAuth(credentials).listen(session);
  const asking = outcomeOf(session, checkUrl);
  try {
    const late = () => new ToolFailure("timed_out", "The proxy check took too long.", "Try again.");
    return await within(asking, CHECK_MS, late).catch(() => ({ error: "net::ERR_TIMED_OUT" }));
  } finally {
    await connection.send("Target.detachFromTarget", attached).catch(() => undefined);
  }
}

/**
 * A request is given up at the first answer that is not the browser's own doing: a redirect is not
 * followed, no document replaces the empty one and no script runs.
 */
async function outcomeOf(session: CDPSession, url: string): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  session.on("Fetch.requestPaused", ({ requestId, responseStatusCode: status }) => {
    if (status === undefined) {
      session.send("Fetch.continueRequest", { requestId }).catch(() => undefined);
      return;
    }
    const refuse = session.send("Fetch.failRequest", { requestId, errorReason: "Aborted" });
    refuse.catch(() => undefined).then(() => resolve({ status }));
  });
  await session.send("Fetch.enable", {
    handleAuthRequests: true,
    // Chrome asks for credentials only where it holds a request from its start.
    patterns: [{ requestStage: "Request" }, { requestStage: "Response" }],
  });
  session.send("Page.navigate", { url }).then(
    ({ errorText }) => resolve({ error: errorText ?? "no error" }),
    () => resolve({ error: "the browser did not answer" }),
  );
  return promise;
}

function failedAtProxy(outcome: Outcome): boolean {
  return "error" in outcome && AT_PROXY.test(outcome.error);
}

function judge(outcome: Outcome, { credentials, checkUrl, isStandIn }: ProxyRoute): void {
  const host = new URL(checkUrl).host;
  if ("error" in outcome) throw notAnswered(wordsFor(outcome.error, host));
  if (outcome.status === 407) throw refused(credentials !== undefined);
  // A proxy says so where it cannot reach a host, and no client can tell whose words they are.
  if (isStandIn !== true && outcome.status >= 502 && outcome.status <= 504) {
    throw notAnswered(`it answered HTTP ${outcome.status} when asked for ${host}`);
  }
}

function wordsFor(error: string, host: string): string {
  if (/PROXY_CONNECTION/.test(error)) return `it cannot be reached (${error})`;
  if (AT_PROXY.test(error)) return `it opens no way to ${host} (${error})`;
  return `${host} is not answered through it (${error})`;
}

/** The proxy, or the browser behind it, cannot serve; told as to who wants to create a session. */
export class ProxyUnusable extends ToolFailure {
  /** The same without what it means for the session. */
  readonly reason: string;

  constructor(code: FailureCode, reason: string, next: string) {
    super(code, `${reason}; no session was created.`, next);
    this.reason = reason;
  }
}

/** The caller's proxy takes no connection; in the words Chrome has for it. */
export function unreachable(): ToolFailure {
  return notAnswered(wordsFor("net::ERR_PROXY_CONNECTION_FAILED", ""));
}

function isBypassed({ checkUrl, bypass }: ProxyRoute): boolean {
  const url = new URL(checkUrl);
  return goesAround(url.hostname, portOf(url), bypass);
}

function notAnswered(reason: string): ToolFailure {
  return new ProxyUnusable(
    "navigation_failed",
    `The proxy does not work: ${reason}`,
    "Check proxy.server, and that the address can be reached through it.",
  );
}

function refused(given: boolean): ToolFailure {
  return given
    ? new ProxyUnusable(
        "invalid_arguments",
        "The proxy refused the credentials (407)",
        "Check proxy.username and proxy.password.",
      )
    : new ProxyUnusable(
        "invalid_arguments",
        "The proxy asks for credentials (407)",
        "Give proxy.username and proxy.password.",
      );
}

function bypassedCheck(): ToolFailure {
  return new ProxyUnusable(
    "invalid_arguments",
    "proxy.bypass covers the address the proxy is checked with",
    "Give a url outside proxy.bypass, or have the owner set another PROXY_CHECK_URL.",
  );
}

function notHonoured(): ToolFailure {
  return new ProxyUnusable(
    "unsupported",
    "The browser does not go through proxies: it did not fail behind one that does not exist",
    "Create the session without proxy, or with a browser of your own through cdp.",
  );
}
