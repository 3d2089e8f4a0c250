import { decodeBase64 } from "../../domain/base64.ts";
import type { Protocol } from "../cdp.ts";
import { cut } from "../visible-text.ts";
import type { Headers } from "./exchange.ts";

const MAX_URL = 4_096;
const MAX_INLINE_URL = 120;
const MAX_HEADERS = 64;

/** Characters of one header that are kept. */
export const MAX_HEADER = 1_024;

/** Of a request that was answered by a handshake alone. */
export const NO_RESPONSE: Protocol.Network.Response = {
  url: "",
  status: 0,
  statusText: "",
  headers: {},
  mimeType: "",
  charset: "",
  connectionReused: false,
  connectionId: 0,
  encodedDataLength: 0,
  securityState: "unknown",
};

/** An address as it is kept: a fragment is not sent, and what an address carries in itself is no address. */
export function shortUrl(url: string): string {
  const bare = url.replace(/#.*$/s, "");
  return cut(bare, /^(data|blob):/i.test(bare) ? MAX_INLINE_URL : MAX_URL);
}

/** Headers as they are kept. */
export function shortHeaders(headers: Readonly<Record<string, string>>): Headers {
  const kept = Object.entries(headers).slice(0, MAX_HEADERS);
  return Object.fromEntries(
    kept.map(([name, value]) => [cut(name, MAX_HEADER), cut(value, MAX_HEADER)]),
  );
}

/** Characters of all names and values. */
export function lengthOf(headers: Headers): number {
  return Object.entries(headers).reduce(
    (sum, [name, value]) => sum + name.length + value.length,
    0,
  );
}

/** Where an answer came from that the network did not give; undefined for one it gave. */
export function cacheOf(response: Protocol.Network.Response): string | undefined {
  if (response.fromServiceWorker === true) return "service worker";
  if (response.fromPrefetchCache === true) return "prefetch";
  return response.fromDiskCache === true ? "disk" : undefined;
}

/** What made a request, with the place in its source where Chrome knows one. */
export function initiatorOf({
  type,
  url,
  lineNumber,
  stack,
}: Protocol.Network.Initiator): string | undefined {
  const frame = stack?.callFrames[0] ?? stack?.parent?.callFrames[0];
  const source = frame?.url || url;
  const line = frame?.lineNumber ?? lineNumber;
  if (source === undefined || source === "") return type === "other" ? undefined : type;
  return `${type} ${shortUrl(source)}${line === undefined ? "" : `:${line + 1}`}`;
}

/** The text of a request's body; of a form with files all but the files. */
export function postedText({
  postData,
  postDataEntries,
}: Protocol.Network.Request): string | undefined {
  if (postData !== undefined) return postData;
  const entries = (postDataEntries ?? []).flatMap(({ bytes }) => bytes ?? []);
  if (entries.length === 0) return undefined;
  const decoder = new TextDecoder();
  return entries.map((bytes) => decoder.decode(decodeBase64(bytes))).join("");
}
