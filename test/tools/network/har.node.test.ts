import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Exchange } from "../../../src/browser/log/exchange.ts";
import { harChunks, type harEntries } from "../../../src/tools/network/har.ts";
import { harErrors } from "../../support/har-schema.ts";

const require = createRequire(import.meta.url);
/** Of sitespeed.io, which reads what others have written. */
const pagexray: {
  convert(har: unknown, options: object): readonly XrayedPage[];
} = require("pagexray");

interface XrayedPage {
  readonly url: string;
  readonly finalUrl: string;
  readonly redirectChain: readonly string[];
  readonly requests: number;
  readonly contentSize: number;
  readonly responseCodes: Readonly<Record<string, number>>;
  readonly assets: readonly {
    readonly url: string;
    readonly type: string;
    readonly status: number;
    readonly httpVersion: string;
    readonly timings: Readonly<Record<string, number>>;
  }[];
}

const SECRET = "pLanted5ecret";
const STARTED = Date.UTC(2026, 4, 1, 10);
const VERSION = "1.2.3";

type HarEntry =
  ReturnType<typeof harEntries> extends Iterable<infer One extends { entry: unknown }>
    ? One["entry"]
    : never;

interface Har {
  readonly log: {
    readonly pages: readonly { readonly id: string }[];
    readonly entries: readonly HarEntry[];
  };
}

function harOf(exchanges: readonly Exchange[]): Har {
  return JSON.parse([...harChunks(exchanges, VERSION)].join(""));
}

function exchange(more: Partial<Exchange>): Exchange {
  return {
    id: "n1",
    place: "page",
    tab: 0,
    method: "GET",
    url: "https://shop.example/",
    kind: "document",
    startedAt: STARTED,
    redirects: [],
    requestHeaders: {},
    requestBytes: 0,
    status: 200,
    statusText: "OK",
    protocol: "h2",
    responseHeaders: {},
    mimeType: "text/html",
    encodedBytes: 300,
    bodyBytes: 1_000,
    ms: 80,
    rules: [],
    ...more,
  };
}

const HOPS: Exchange = exchange({
  redirects: [
    { url: "http://shop.example/", status: 301, location: "https://shop.example/old" },
    { url: "https://shop.example/old", status: 302, location: "https://shop.example/" },
  ],
  timing: { blocked: 1.5, dns: 2, connect: 20, ssl: 12, send: 0.5, wait: 30, receive: 4 },
});
const POSTED = exchange({
  id: "n2",
  method: "POST",
  url: `https://shop.example/api/login?next=%2Fa&tag=a&tag=b&token=${SECRET}`,
  kind: "fetch",
  initiator: `script https://user:${SECRET}@shop.example/app.js?key=${SECRET}:12`,
  requestHeaders: {
    "Content-Type": "application/json",
    Authorization: `Bearer ${SECRET}`,
    Cookie: `sid=${SECRET}`,
    "X-CSRF-Token": SECRET,
    Referer: `https://shop.example/?code=${SECRET}`,
  },
  requestBytes: 47,
  requestBody: JSON.stringify({ email: "a@b.example", password: SECRET }),
  status: 201,
  responseHeaders: {
    "content-type": "application/json",
    "set-cookie": `sid=${SECRET}; Path=/\nb=${SECRET}`,
    location: `/session?token=${SECRET}`,
  },
});
const CUT = exchange({
  id: "n3",
  kind: "xhr",
  requestHeaders: { "content-type": "application/json" },
  requestBytes: 90_000,
  requestBody: `{"page":1,"user":{"password":"${SECRET}`,
  failure: "net::ERR_ABORTED",
  status: undefined,
  ms: 5,
  cache: "disk",
});
const SOCKET = exchange({
  id: "n4",
  kind: "websocket",
  url: `wss://shop.example/live?token=${SECRET}`,
  status: 101,
  ms: undefined,
  socket: {
    sent: 3,
    received: 1,
    sentBytes: 60,
    receivedBytes: 4,
    frames: [
      { sent: true, at: STARTED + 500, bytes: 40, text: `{"token":"${SECRET}","id":1}` },
      { sent: false, at: STARTED + 750, bytes: 4 },
    ],
  },
});
const BLOCKED = exchange({
  id: "n5",
  url: "http://10.0.0.1/",
  place: "worker",
  tab: undefined,
  kind: "fetch",
  failure: "net::ERR_BLOCKED_BY_CLIENT",
  blockedBy: "egress: private and local addresses are closed",
  status: undefined,
});
const ALL = [HOPS, POSTED, CUT, SOCKET, BLOCKED];

test("the judge of what is a HAR lets nothing else pass", () => {
  expect(harErrors({ log: {} })).not.toEqual([]);
  const { log } = harOf([HOPS]);
  const withUrl = (url: string) => {
    const entries = log.entries.map((entry) => ({ ...entry, request: { ...entry.request, url } }));
    return harErrors({ log: { ...log, entries } });
  };
  expect(withUrl("https://a.example/?a=b")).toEqual([]);
  expect(withUrl("https://a.example/?a=[b]")).toHaveLength(log.entries.length);
});

test("what comes out in pieces is a HAR, and no credential is in it", () => {
  const har = harOf(ALL);
  expect(harErrors(har)).toEqual([]);
  const chunks = [...harChunks(ALL, VERSION)];
  expect(chunks).toHaveLength(har.log.entries.length + 2);
  expect(chunks.join("")).not.toContain(SECRET);
  expect(
    har.log.entries.flatMap(({ request, response }) => [request.cookies, response.cookies]),
  ).toEqual(Array(har.log.entries.length * 2).fill([]));
  expect(har.log).toMatchObject({
    version: "1.2",
    creator: { name: "Leapfrog", version: "1.2.3" },
    pages: [
      { id: "tab_0", title: "https://shop.example/", startedDateTime: "2026-05-01T10:00:00.000Z" },
    ],
  });
});

test("a reader of others' finds the page, its redirects, its answers and their timings", () => {
  const script = exchange({
    id: "n6",
    kind: "script",
    url: "https://shop.example/a.js",
    mimeType: "text/javascript",
  });
  const [page, ...others] = pagexray.convert(harOf([HOPS, POSTED, script]), {
    includeAssets: true,
  });
  expect(others).toEqual([]);
  expect(page).toMatchObject({
    url: "http://shop.example/",
    finalUrl: "https://shop.example/",
    redirectChain: ["http://shop.example/", "https://shop.example/old"],
    requests: 5,
    contentSize: 3_000,
    responseCodes: { 200: 2, 201: 1, 301: 1, 302: 1 },
  });
  expect(page?.assets.at(-1)).toMatchObject({
    type: "javascript",
    status: 200,
    httpVersion: "HTTP/2",
  });
  expect(page?.assets[2]?.timings).toEqual({
    blocked: 2,
    dns: 2,
    connect: 20,
    ssl: 12,
    send: 1,
    wait: 30,
    receive: 4,
  });
});

test("a request tells its query, its body and who made it", () => {
  const [entry] = harOf([POSTED]).log.entries;
  expect(entry).toMatchObject({
    time: 80,
    timings: { blocked: -1, send: -1, wait: -1, receive: -1 },
    _resourceType: "fetch",
    _initiator: {
      type: "script",
      url: "https://shop.example/app.js?key=%5Bredacted%5D",
      lineNumber: 11,
    },
    request: {
      url: "https://shop.example/api/login?next=%2Fa&tag=a&tag=b&token=%5Bredacted%5D",
      httpVersion: "HTTP/2",
      queryString: [
        { name: "next", value: "/a" },
        { name: "tag", value: "a" },
        { name: "tag", value: "b" },
        { name: "token", value: "[redacted]" },
      ],
      bodySize: 47,
      postData: {
        mimeType: "application/json",
        text: '{"email":"a@b.example","password":"[redacted]"}',
      },
    },
    response: { status: 201, redirectURL: "", _transferSize: 300, bodySize: -1 },
  });
  expect(entry?.response.headers.filter(({ name }) => name === "set-cookie")).toEqual([
    { name: "set-cookie", value: "sid=[redacted]; Path=/" },
    { name: "set-cookie", value: "b=[redacted]" },
  ]);
});

test("what failed, was stopped, goes on or was cut says so", () => {
  const [cut, socket, blocked] = harOf([CUT, SOCKET, BLOCKED]).log.entries;
  expect(cut).toMatchObject({
    request: {
      postData: {
        text: '{"page":1,"user":{"password":"[redacted]"',
        comment: "the first 43 of 90000 bytes",
      },
    },
    response: { status: 0, _error: "net::ERR_ABORTED", bodySize: 0 },
    _fromCache: "disk",
  });
  expect(socket).toMatchObject({
    comment: "2 earlier frames not kept",
    _webSocketMessages: [
      {
        type: "send",
        time: STARTED / 1_000 + 0.5,
        opcode: 1,
        data: '{"token":"[redacted]","id":1}',
      },
      { type: "receive", time: STARTED / 1_000 + 0.75, opcode: 2, data: "", _bytes: 4 },
    ],
  });
  expect(blocked).toMatchObject({
    response: { status: 0, _error: "net::ERR_BLOCKED_BY_CLIENT" },
    _blockedBy: "egress: private and local addresses are closed",
  });
  expect(blocked).not.toHaveProperty("pageref");
});

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "%", "[x]", "a|b", "é", "\ud800"),
);
const milliseconds = fc.double({ min: -5, max: 1e7, noNaN: true });
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const address = fc.oneof(
  fc.webUrl({ withQueryParameters: true }),
  fc.tuple(fc.webUrl(), text).map(([url, more]) => `${url}?q=${more}`),
  fc.constantFrom(
    "http://[::1]:8080/a[1]?b=[2]",
    "data:text/html,<b>x</b>…",
    "blob:https://a.example/1",
    "wss://a.example",
    "about:blank",
  ),
);
const headers = fc.dictionary(
  fc.oneof(text, fc.constantFrom("location", "set-cookie", "content-type", "cookie")),
  text,
);
const frame = fc.record({ sent: fc.boolean(), at: fc.nat(), bytes: fc.nat(), text: some(text) });
const anyExchange: fc.Arbitrary<Exchange> = fc.record({
  id: fc.constantFrom("n1", "n2", "n3"),
  place: fc.constantFrom("page", "frame", "worker", "browser"),
  tab: some(fc.nat(3)),
  method: fc.constantFrom("GET", "POST", "REPORT"),
  url: address,
  kind: fc.constantFrom("document", "xhr", "websocket", "image"),
  startedAt: fc.integer({ min: 0, max: 4e12 }),
  initiator: some(
    fc.oneof(
      text,
      fc.tuple(text, address, fc.nat()).map(([type, url, line]) => `${type} ${url}:${line}`),
    ),
  ),
  redirects: fc.array(
    fc.record({ url: address, status: fc.nat(399), location: fc.oneof(address, text) }),
    { maxLength: 3 },
  ),
  requestHeaders: headers,
  requestBytes: fc.nat(),
  requestBody: some(fc.oneof(text, fc.json())),
  status: some(fc.integer({ min: 0, max: 999 })),
  statusText: some(text),
  protocol: some(fc.oneof(text, fc.constantFrom("h2", "h3", "http/1.1"))),
  responseHeaders: headers,
  mimeType: some(text),
  cache: some(fc.constantFrom("memory", "disk", "service worker", "prefetch")),
  encodedBytes: some(fc.nat()),
  bodyBytes: some(fc.nat()),
  ms: some(milliseconds),
  timing: some(
    fc.record({
      dns: some(milliseconds),
      send: some(milliseconds),
      wait: milliseconds,
      receive: some(milliseconds),
    }),
  ),
  failure: some(text),
  blockedBy: some(text),
  rules: fc.array(text),
  socket: some(
    fc.record({
      sent: fc.nat(),
      received: fc.nat(),
      sentBytes: fc.nat(),
      receivedBytes: fc.nat(),
      frames: fc.array(frame),
    }),
  ),
});
test("any exchanges make a HAR", () => {
  fc.assert(
    fc.property(fc.array(anyExchange, { maxLength: 6 }), (exchanges) => {
      const har = harOf(exchanges);
      expect(harErrors(har)).toEqual([]);
      const { pages, entries } = har.log;
      expect(entries).toHaveLength(
        exchanges.reduce((sum, { redirects }) => sum + redirects.length + 1, 0),
      );
      const ids = pages.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { time, timings, pageref = ids[0] } of entries as readonly {
        time: number;
        timings: object;
        pageref?: string;
      }[]) {
        expect(ids.includes(pageref ?? "") || ids.length === 0).toBe(true);
        expect(
          Math.min(time, ...Object.values(timings).map((one) => one + 1)),
        ).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 300 },
  );
});
