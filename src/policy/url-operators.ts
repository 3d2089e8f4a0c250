import { addressOf, isBelow, plainHost, plainOrigin, plainPath, portOf } from "./address.ts";
import type { Operator, Test } from "./operators.ts";

/** What an address says to one entry of a list; undefined when it cannot be asked. */
type Ask = (url: URL) => boolean | undefined;

const LABELS = /^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*$/u;

/** Operators that parse an address first, since text that begins like one can lead elsewhere. */
export const URL_OPERATORS: readonly (readonly [string, Operator])[] = [
  ["host_in", { compile: (list) => anyOf(list, host, HOST_RULE) }],
  ["origin_in", { compile: (list) => anyOf(list, origin, ORIGIN_RULE) }],
  ["scheme_in", { compile: (list) => anyOf(list, scheme, SCHEME_RULE) }],
  ["port_in", { compile: (list) => anyOf(list, port, "must be a list of ports from 1 to 65535") }],
  ["path_prefix", { compile: (one) => anyOf(Array.isArray(one) ? one : [one], path, PATH_RULE) }],
];

const HOST_RULE =
  'must be a list of host names such as "shop.example", or "*.shop.example" for those below it';
const ORIGIN_RULE = 'must be a list of origins such as "https://shop.example:8443", without a path';
const SCHEME_RULE = 'must be a list of schemes such as "https"';
const PATH_RULE = 'must be a path, or a list of paths, that begins with "/", without query or dots';

function anyOf(list: unknown, read: (entry: unknown) => Ask | undefined, rule: string) {
  const entries = Array.isArray(list) ? list : [];
  const asks = entries.flatMap((entry) => read(entry) ?? []);
  return asks.length === 0 || asks.length < entries.length ? rule : asking(asks);
}

function asking(asks: readonly Ask[]): Test {
  return (actual) => {
    const url = typeof actual === "string" ? addressOf(actual) : undefined;
    if (url === undefined) return "unfit";
    const answers = asks.map((ask) => ask(url));
    return answers.includes(undefined) ? "unfit" : answers.includes(true);
  };
}

/** Exact, or `*.name` for every host below the name. */
function host(entry: unknown): Ask | undefined {
  const [, wild, name] = /^(\*\.)?(.+)$/.exec(typeof entry === "string" ? entry : "") ?? [];
  const isName = name !== undefined && (LABELS.test(name) || /^\[[\da-f:.]+\]$/i.test(name));
  const wanted = isName ? URL.parse(`https://${name}`)?.hostname : undefined;
  if (wanted === undefined) return undefined;
  if (wild === undefined) return (url) => plainHost(url) === wanted;
  return (url) => plainHost(url).endsWith(`.${wanted}`);
}

function origin(entry: unknown): Ask | undefined {
  if (typeof entry !== "string" || !/^[a-z][a-z\d+.-]*:\/\/[^/?#@\\*]+$/i.test(entry))
    return undefined;
  const wanted = URL.parse(entry);
  if (wanted === null || wanted.host === "") return undefined;
  return (url) => plainOrigin(url) === plainOrigin(wanted);
}

function scheme(entry: unknown): Ask | undefined {
  if (typeof entry !== "string" || !/^[a-z][a-z\d+.-]*$/.test(entry)) return undefined;
  return (url) => url.protocol === `${entry}:`;
}

function port(entry: unknown): Ask | undefined {
  if (!Number.isInteger(entry) || Number(entry) < 1 || Number(entry) > 65_535) return undefined;
  return (url) => portOf(url) === entry;
}

function path(entry: unknown): Ask | undefined {
  if (typeof entry !== "string" || !/^\/[^?#\\]*$/.test(entry)) return undefined;
  const base = URL.parse(`https://host${entry}`);
  const prefix = base === null ? undefined : plainPath(base);
  if (prefix === undefined || /(^|\/)\.{1,2}(\/|$)/.test(entry)) return undefined;
  return (url) => {
    const actual = plainPath(url);
    return actual === undefined ? undefined : isBelow(actual, prefix);
  };
}
