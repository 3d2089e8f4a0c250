import { isIPv4 } from "node:net";

/** What a client of a SOCKS5 proxy asks for. */
export interface SocksTarget {
  readonly host: string;
  readonly port: number;
}

/** Answers of the protocol (RFC 1928): Chrome tells only the third from the others. */
export const GRANTED = 0;
export const NOT_ALLOWED = 2;
export const HOST_UNREACHABLE = 4;
export const REFUSED = 5;

export const NO_PASSWORD_NEEDED = Buffer.from([5, 0]);

const CONNECT = 1;

/** Bytes of the greeting at the head of `data`; undefined while it is not whole. */
export function greetingLength(data: Buffer): number | undefined {
  const length = 2 + (data[1] ?? 0);
  return data.length < 2 || data.length < length ? undefined : length;
}

/** The request at the head of `data`: undefined while it is not whole, `null` for one that is none. */
export function readRequest(data: Buffer): (SocksTarget & { length: number }) | null | undefined {
  if (data.length < 5) return undefined;
  if (data[0] !== 5 || data[1] !== CONNECT) return null;
  const [start, end] = spanOf(data);
  if (start === undefined || end === undefined) return null;
  if (data.length < end + 2) return undefined;
  const host = hostOf(data[3], data.subarray(start, end));
  return { host, port: data.readUInt16BE(end), length: end + 2 };
}

/** The answer to a request; the address in it means nothing to a client that only connects. */
export function reply(code: number): Buffer {
  return Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]);
}

function spanOf(data: Buffer): [number?, number?] {
  if (data[3] === 1) return [4, 8];
  if (data[3] === 4) return [4, 20];
  return data[3] === 3 ? [5, 5 + (data[4] ?? 0)] : [];
}

/** In the spelling of a URL, which writes an IPv6 address in brackets. */
function hostOf(type: number | undefined, bytes: Buffer): string {
  if (type === 1) return bytes.join(".");
  if (type === 3) return canonical(bytes.toString("latin1"));
  const groups = Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(at * 2).toString(16));
  return canonical(`[${groups.join(":")}]`);
}

function canonical(host: string): string {
  const text = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  return isIPv4(text) ? text : (URL.parse(`http://${text}/`)?.hostname ?? "");
}
