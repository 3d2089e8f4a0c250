import {
  type Exchange,
  type Headers,
  type Hop,
  headerOf,
  type SocketFrame,
} from "../../browser/log/exchange.ts";
import { counted } from "../../domain/counted.ts";
import {
  redactBody,
  redactHeader,
  redactText,
  redactUrl,
} from "../../domain/redact-credentials.ts";

/** What begins with an underscore is called as Chrome's DevTools call it, if they do. */
type HarEntry = ReturnType<typeof finalEntry> | ReturnType<typeof hopEntry>;

/** What the spec wants written where a number is not known. */
const UNKNOWN = -1;
const SERVICE_WORKER = "service worker";
const TEXT_FRAME = 1;
const BINARY_FRAME = 2;
const UNKNOWN_TIMINGS = {
  blocked: UNKNOWN,
  dns: UNKNOWN,
  connect: UNKNOWN,
  ssl: UNKNOWN,
  send: UNKNOWN,
  wait: UNKNOWN,
  receive: UNKNOWN,
};
const VERSIONS: Readonly<Record<string, string>> = { h2: "HTTP/2", h3: "HTTP/3" };

/**
 * A file of HAR 1.2 without bodies, an entry at a time, so that it is never one string. Every redirect is
 * an entry of its own; nothing is in it but what the redaction lets through. `version` is this program's.
 */
export function* harChunks(
  exchanges: readonly Exchange[],
  version: string,
): Generator<string, void, undefined> {
  const head = JSON.stringify(headOf(exchanges, version));
  yield `{"log":${head.slice(0, -1)},"entries":[`;
  let separator = "\n";
  for (const entry of entriesOf(exchanges)) {
    yield separator + JSON.stringify(entry);
    separator = ",\n";
  }
  yield "\n]}}\n";
}

/** Entries with the moment they began at, in milliseconds since the epoch. */
export function* harEntries(exchanges: readonly Exchange[]) {
  for (const exchange of exchanges) {
    for (const entry of entriesOf([exchange])) {
      yield { startedAt: exchange.startedAt, entry };
    }
  }
}

function headOf(exchanges: readonly Exchange[], version: string) {
  return {
    version: "1.2",
    creator: { name: "Leapfrog", version },
    pages: pagesOf(exchanges),
  };
}

function* entriesOf(exchanges: readonly Exchange[]): Generator<HarEntry, void, undefined> {
  const pages = new Set(pagesOf(exchanges).map(({ id }) => id));
  for (const exchange of exchanges) {
    const id = pageId(exchange);
    const page = pages.has(id) ? { pageref: id } : {};
    for (const hop of exchange.redirects) yield { ...page, ...hopEntry(exchange, hop) };
    yield { ...page, ...finalEntry(exchange) };
  }
}

/** A page for each tab that loaded a document, by the address it came to last. */
function pagesOf(exchanges: readonly Exchange[]) {
  const documents = exchanges.filter(
    ({ kind, place, tab }) => kind === "document" && place === "page" && tab !== undefined,
  );
  const byId = Map.groupBy(documents, pageId);
  return [...byId].map(([id, loads]) => ({
    startedDateTime: dateOf(Math.min(...loads.map(({ startedAt }) => startedAt))),
    id,
    title: uriOf(loads.at(-1)?.url ?? ""),
    pageTimings: { onContentLoad: UNKNOWN, onLoad: UNKNOWN },
  }));
}

function pageId({ tab }: Exchange): string {
  return `tab_${tab}`;
}

/** Of what led on only its address and its status are kept. */
function hopEntry(exchange: Exchange, { url, status, location }: Hop) {
  return {
    startedDateTime: dateOf(exchange.startedAt),
    time: 0,
    request: requestOf(exchange, url, {}),
    response: {
      ...responseHead(exchange, {}),
      status,
      content: { size: 0, mimeType: "x-unknown" },
      redirectURL: uriOf(location),
      bodySize: UNKNOWN,
    },
    cache: {},
    timings: UNKNOWN_TIMINGS,
    comment: "a redirect; its method and start are those of the request it led to, headers unknown",
    _resourceType: exchange.kind,
  };
}

function finalEntry(exchange: Exchange) {
  const { timing, kind, ms, cache, blockedBy, initiator } = exchange;
  const known = Object.entries(timing ?? {}).filter(([, value]) => value !== undefined);
  return {
    startedDateTime: dateOf(exchange.startedAt),
    time: Math.max(0, ms ?? 0),
    request: {
      ...requestOf(exchange, exchange.url, exchange.requestHeaders),
      bodySize: exchange.requestBytes,
      ...postDataOf(exchange),
    },
    response: finalResponse(exchange),
    cache: {},
    timings: {
      ...UNKNOWN_TIMINGS,
      ...Object.fromEntries(known.map(([name, value]) => [name, Math.max(UNKNOWN, value)])),
    },
    ...(ms === undefined ? { comment: "it goes on" } : {}),
    _resourceType: kind,
    ...(initiator === undefined ? {} : { _initiator: initiatorOf(initiator) }),
    ...(cache === undefined || cache === SERVICE_WORKER ? {} : { _fromCache: cache }),
    ...(blockedBy === undefined ? {} : { _blockedBy: redactText(blockedBy) }),
    ...socketOf(exchange),
  };
}

function requestOf({ method, protocol }: Exchange, url: string, headers: Headers) {
  const shown = uriOf(url);
  const query = shown.includes("?") ? shown.slice(shown.indexOf("?")) : "";
  return {
    method,
    url: shown,
    httpVersion: versionOf(protocol),
    cookies: [],
    headers: pairsOf(headers),
    queryString: [...new URLSearchParams(query)].map(([name, value]) => ({ name, value })),
    headersSize: UNKNOWN,
    bodySize: UNKNOWN,
  };
}

function postDataOf({ requestBody, requestBytes, requestHeaders }: Exchange) {
  if (requestBody === undefined && requestBytes <= 0) return {};
  const type = headerOf(requestHeaders, "content-type") ?? "";
  if (requestBody === undefined) {
    return { postData: { mimeType: redactText(type), text: "", comment: "not text, or not kept" } };
  }
  const kept = new TextEncoder().encode(requestBody).length;
  const cut = kept < requestBytes ? { comment: `the first ${kept} of ${requestBytes} bytes` } : {};
  return { postData: { mimeType: redactText(type), text: redactBody(requestBody, type), ...cut } };
}

function responseHead({ protocol }: Exchange, headers: Headers) {
  return {
    statusText: "",
    httpVersion: versionOf(protocol),
    cookies: [],
    headers: pairsOf(headers),
    headersSize: UNKNOWN,
  };
}

function finalResponse(exchange: Exchange) {
  const { status = 0, statusText = "", responseHeaders, cache, encodedBytes, failure } = exchange;
  const isRedirect = status >= 300 && status < 400;
  const isCached = status === 304 || cache === "memory" || cache === "disk";
  return {
    ...responseHead(exchange, responseHeaders),
    status,
    statusText: redactText(statusText),
    content: contentOf(exchange),
    redirectURL: isRedirect ? uriOf(headerOf(responseHeaders, "location") ?? "") : "",
    // What came over the network is known together with the headers only.
    bodySize: isCached ? 0 : UNKNOWN,
    ...(encodedBytes === undefined ? {} : { _transferSize: encodedBytes }),
    ...(cache === SERVICE_WORKER ? { _fetchedViaServiceWorker: true } : {}),
    ...(failure === undefined ? {} : { _error: redactText(failure) }),
  };
}

function contentOf({ bodyBytes = 0, mimeType, responseHeaders }: Exchange) {
  const stated = headerOf(responseHeaders, "content-type") || mimeType || "x-unknown";
  return { size: bodyBytes, mimeType: redactText(stated) };
}

function socketOf({ socket }: Exchange) {
  if (socket === undefined) return {};
  const missing = socket.sent + socket.received - socket.frames.length;
  return {
    _webSocketMessages: socket.frames.map(messageOf),
    ...(missing > 0 ? { comment: `${counted(missing, "earlier frame")} not kept` } : {}),
  };
}

/** Of what is binary, or long, the length says how much there was. */
function messageOf({ sent, at, text, bytes }: SocketFrame) {
  return {
    type: sent ? "send" : "receive",
    time: at / 1_000,
    opcode: text === undefined ? BINARY_FRAME : TEXT_FRAME,
    data: text === undefined ? "" : redactBody(text, "application/json"),
    _bytes: bytes,
  };
}

/** `script https://…:12`, in the parts DevTools have; they count lines from 0. */
function initiatorOf(initiator: string) {
  const [, type = initiator, url, line] = /^(\S+) (.+?)(?::(\d+))?$/s.exec(initiator) ?? [];
  return {
    type: redactText(type),
    ...(url === undefined ? {} : { url: uriOf(url) }),
    ...(line === undefined ? {} : { lineNumber: Number(line) - 1 }),
  };
}

function pairsOf(headers: Headers) {
  return Object.entries(headers).flatMap(([name, value]) =>
    redactHeader(name, value)
      .split("\n")
      .map((one) => ({ name, value: one })),
  );
}

/** Redacted, and with what browsers let stand in an address but RFC 3986 does not. */
function uriOf(address: string): string {
  const shown = redactUrl(address).toWellFormed();
  const [, authority = "", rest = ""] = /^([a-z][\w+.-]*:\/\/[^/?]*)?(.*)$/is.exec(shown) ?? [];
  const encoded = rest
    .replace(/%(?![\da-f]{2})/gi, "%25")
    .replace(/[^\w\-.~:/?@!$&'()*+,;=%]/gu, encodeURIComponent);
  return authority + encoded;
}

function versionOf(protocol: string | undefined): string {
  if (protocol === undefined || protocol === "") return "unknown";
  return VERSIONS[protocol.toLowerCase()] ?? protocol.toUpperCase();
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString();
}
