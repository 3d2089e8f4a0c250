import { once } from "node:events";
import { createServer, request } from "node:http";
import { createServer as createSecure } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import * as tls from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EgressProxy, startEgressProxy } from "../../../scripts/egress-proxy/egress-proxy.ts";
import { PROXY_USER, startAuthProxy } from "../../support/auth-proxy.ts";
import { freePorts } from "../../support/free-ports.ts";
import { halfOpenServer } from "../../support/half-open-server.ts";
import { selfSigned } from "../../support/self-signed.ts";

const KEY = "key-key-key-key-key-key-key-key";
const BASIC = `Basic ${Buffer.from(`${PROXY_USER.username}:${PROXY_USER.password}`).toString("base64")}`;
const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

const web = createServer(async (asked, response) => {
  const body = await text(asked);
  const { "proxy-authorization": secret } = asked.headers;
  response.setHeader("Set-Cookie", ["a=1", "b=2"]);
  response.end(`${asked.method} ${asked.url} ${body.length} ${secret ?? "none"}`);
});
const raw = halfOpenServer();
/** A web proxy behind TLS that says how it was asked. */
const { key, cert } = selfSigned("localhost");
const secure = createSecure({ key, cert }, (asked, response) => response.end(`for ${asked.url}`));

let proxy: EgressProxy;
let socks: EgressProxy;
let stop: () => Promise<void>;
let asking = "";
let place = "";

beforeAll(async () => {
  for (const server of [web, raw, secure]) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  const [port = 0] = await freePorts(1);
  asking = `http://127.0.0.1:${port}`;
  stop = await startAuthProxy(asking);
  place = `127.0.0.1:${portOf(web)}`;
  const open = [place, `localhost:${portOf(web)}`, `127.0.0.1:${portOf(raw)}`];
  const rules = { ownPort: 8787, ownHosts: [] };
  socks = await startEgressProxy({ ...rules, allowPrivateHosts: open }, KEY);
  const proxies = [`127.0.0.1:${port}`, `127.0.0.1:${socks.port}`, "127.0.0.1:1"];
  const opened = [...open, ...proxies, `localhost:${portOf(secure)}`];
  proxy = await startEgressProxy({ ...rules, allowPrivateHosts: opened }, KEY);
});

afterAll(async () => {
  await Promise.all([proxy.close(), socks.close(), stop()]);
  for (const server of [web, raw, secure]) server.close();
});

/** Asks for a way behind a proxy of a caller's; undefined where there is none. */
async function way(wish: Record<string, unknown>): Promise<number | undefined> {
  const response = await fetch(`http://127.0.0.1:${proxy.port}/ports`, {
    method: "POST",
    headers: { Authorization: `Bearer ${KEY}` },
    body: JSON.stringify(wish),
  });
  if (!response.ok) throw new Error(`refused with ${response.status}`);
  return ((await response.json()) as { port?: number }).port;
}

async function behind(server: string, more: Record<string, unknown> = {}): Promise<number> {
  const { bypass = [], ...rest } = more;
  const port = await way({ chained: { server, bypass }, ...rest });
  if (port === undefined) throw new Error("the proxy was not reached");
  return port;
}

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers: Record<string, unknown>;
}

function get(port: number, url: string, options: Record<string, unknown> = {}): Promise<Reply> {
  const { body, ...more } = options;
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path: url, agent: false, ...more });
    asked.on("error", reject).on("response", async (response) => {
      const { statusCode: status = 0, headers } = response;
      resolve({ status, headers, body: await text(response) });
    });
    asked.end(body);
  });
}

/** What the proxy answers to `CONNECT`, and the way it opens. */
function tunnel(port: number, to: string, headers = {}): Promise<{ status: number; way: Socket }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, method: "CONNECT", path: to, headers });
    asked.on("error", reject).on("connect", ({ statusCode = 0 }, way) => {
      way.on("error", () => undefined);
      resolve({ status: statusCode, way });
    });
    asked.end();
  });
}

describe("behind a proxy that asks for credentials", () => {
  test("its question is passed on, and so is the answer, to it alone", async () => {
    const port = await behind(asking);
    const asked = await get(port, `http://${place}/x`);
    expect(asked.status).toBe(407);
    expect(asked.headers["proxy-authenticate"]).toBe('Basic realm="test proxy"');
    const headers = { Host: place, "Proxy-Authorization": BASIC };
    const body = "x".repeat(300_000);
    const { body: told } = await get(port, `http://${place}/y?z`, {
      method: "POST",
      headers,
      body,
    });
    expect(told).toBe("POST /y?z 300000 none");
    expect((await tunnel(port, place)).status).toBe(407);
    expect((await tunnel(port, place, headers)).status).toBe(200);
  });

  test("headers that stand twice stay two, and long ones come through", async () => {
    const port = await behind(asking);
    const headers = { "Proxy-Authorization": BASIC, Cookie: "c".repeat(12_000) };
    const { headers: got } = await get(port, `http://${place}/`, { headers });
    expect(got["set-cookie"]).toEqual(["a=1", "b=2"]);
  });

  test("each end of a way is passed on as it was", async () => {
    const port = await behind(asking);
    const headers = { "Proxy-Authorization": BASIC };
    const to = `127.0.0.1:${portOf(raw)}`;
    const { way } = await tunnel(port, to, headers);
    way.write("hello");
    way.end();
    expect(await text(way)).toBe("heard hello");
  });
});

describe("what the rules close is closed before the caller's proxy hears of it:", () => {
  test.each(["127.0.0.2:80", "169.254.169.254:80", "example.com:22", "127.0.0.1:8787", "[::1]:80"])(
    "%s",
    async (closed) => {
      const port = await behind(asking);
      await fetch(`${asking}/forget`);
      const headers = { "Proxy-Authorization": BASIC };
      expect((await get(port, `http://${closed}/`, { headers })).status).toBe(403);
      expect((await tunnel(port, closed, headers)).status).toBe(403);
      expect(await (await fetch(`${asking}/log`)).json()).toMatchObject({ seen: [], refused: 0 });
    },
  );

  test("what is outside of the session's list", async () => {
    const port = await behind(asking, { allowedHosts: ["localhost"] });
    const headers = { "Proxy-Authorization": BASIC };
    expect((await get(port, `http://${place}/`, { headers })).status).toBe(403);
    const named = `http://localhost:${portOf(web)}/`;
    expect((await get(port, named, { headers })).status).toBe(200);
  });

  test("what is no address, or no request for a proxy", async () => {
    const port = await behind(asking);
    for (const url of ["/", "ftp://x/", "https://example.com/", "http://%zz/"]) {
      expect((await get(port, url)).status).toBe(400);
    }
    expect((await tunnel(port, "%%")).status).toBe(400);
  });
});

test("what goes around the proxy is reached without it, and gets none of its credentials", async () => {
  const port = await behind(asking, { bypass: [place] });
  await fetch(`${asking}/forget`);
  const headers = { "Proxy-Authorization": BASIC };
  expect((await get(port, `http://${place}/x`, { headers })).body).toBe("GET /x 0 none");
  expect((await tunnel(port, place)).status).toBe(200);
  expect((await get(port, `http://localhost:${portOf(web)}/`)).status).toBe(407);
  expect(await (await fetch(`${asking}/log`)).json()).toMatchObject({ seen: [], refused: 1 });
});

test("a socks5 proxy is spoken to as such, for every kind of request", async () => {
  const port = await behind(`socks5://127.0.0.1:${socks.port}`);
  expect((await get(port, `http://${place}/x`)).body).toBe("GET /x 0 none");
  expect((await tunnel(port, place)).status).toBe(200);
  // Open by the rules, closed by that proxy's own.
  expect((await tunnel(port, "127.0.0.1:1")).status).toBe(502);
  expect((await get(port, "http://127.0.0.1:1/")).status).toBe(502);
});

test("an https proxy is believed by its certificate only", async () => {
  const server = `https://localhost:${portOf(secure)}`;
  expect(await way({ chained: { server, bypass: [] } })).toBeUndefined();
  const before = tls.getCACertificates("default");
  tls.setDefaultCACertificates([...before, cert]);
  try {
    const port = await behind(server);
    expect((await get(port, `http://${place}/x`)).body).toBe(`for http://${place}/x`);
  } finally {
    tls.setDefaultCACertificates(before);
  }
});

test.each(["http", "socks5", "https"])(
  "nothing is opened behind a %s proxy that is not there",
  async (scheme) => {
    expect(
      await way({ chained: { server: `${scheme}://127.0.0.1:1`, bypass: [] } }),
    ).toBeUndefined();
  },
);

test("a proxy on a private host that nobody has opened is not dialled", async () => {
  const closed = `http://127.0.0.1:${portOf(raw) + 1}`;
  expect(await way({ chained: { server: closed, bypass: [] } })).toBeUndefined();
});

test("a proxy that goes away is told as a way that is none", async () => {
  const [port = 0] = await freePorts(1);
  const other = await startEgressProxy(
    { allowPrivateHosts: [place, `127.0.0.1:${port}`], ownPort: 8787, ownHosts: [] },
    KEY,
  );
  const end = await startAuthProxy(`http://127.0.0.1:${port}`, { open: true });
  const response = await fetch(`http://127.0.0.1:${other.port}/ports`, {
    method: "POST",
    headers: { Authorization: `Bearer ${KEY}` },
    body: JSON.stringify({ chained: { server: `http://127.0.0.1:${port}`, bypass: [] } }),
  });
  const { port: lease } = (await response.json()) as { port: number };
  expect((await get(lease, `http://${place}/`)).status).toBe(200);
  await end();
  expect(await get(lease, `http://${place}/`)).toMatchObject({ status: 502 });
  expect((await tunnel(lease, place)).status).toBe(502);
  await other.close();
});

test.each([
  { chained: {} },
  { chained: { server: 1, bypass: [] } },
  { chained: { server: "http://x", bypass: "x" } },
  { allowedHosts: 1 },
])("a wish that is none is refused: %j", async (wish) => {
  await expect(way(wish)).rejects.toThrow("refused with 400");
});

test("what speaks something else is left", async () => {
  const port = await behind(asking);
  const socket = connect(port, "127.0.0.1");
  socket.write(Buffer.from([5, 1, 0]));
  expect(await text(socket)).toContain("400");
});
