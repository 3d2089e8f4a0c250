import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, createServer as createTcp, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { destinationOf } from "../../../scripts/egress-proxy/destination.ts";
import { type EgressProxy, startEgressProxy } from "../../../scripts/egress-proxy/egress-proxy.ts";
import { join } from "../../../scripts/egress-proxy/reach.ts";
import { halfOpenServer } from "../../support/half-open-server.ts";

const KEY = "key-key-key-key-key-key-key-key";
const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

const web = createServer((request: IncomingMessage, response) => response.end(request.url));
const raw = halfOpenServer();
/** Takes connections and never ends one. */
const endless = createTcp({ allowHalfOpen: true });
let proxy: EgressProxy;
let rules: { allowPrivateHosts: string[]; ownPort: number; ownHosts: string[] };

beforeAll(async () => {
  for (const server of [web, raw, endless]) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  const places = [
    `127.0.0.1:${portOf(web)}`,
    `localhost:${portOf(web)}`,
    `127.0.0.1:${portOf(raw)}`,
    `127.0.0.1:${portOf(endless)}`,
  ];
  rules = {
    allowPrivateHosts: [...places, "127.0.0.1:1", "127.0.0.1:8787"],
    ownPort: 8787,
    ownHosts: [],
  };
  proxy = await startEgressProxy(rules, KEY);
});

afterAll(async () => {
  await proxy.close();
  for (const server of [web, raw, endless]) server.close();
});

/** Asks the proxy for a place by name; the socket is open when the code is 0. */
async function through(host: string, port: number, at = proxy.port) {
  const socket = connect(at, "127.0.0.1");
  socket.on("error", () => undefined);
  const name = Buffer.from(host);
  // The greeting and the request come in one piece, which the protocol allows.
  socket.write(
    Buffer.concat([
      Buffer.from([5, 1, 0, 5, 1, 0, 3, name.length]),
      name,
      Buffer.from([port >> 8, port & 255]),
    ]),
  );
  let data = Buffer.alloc(0);
  while (data.length < 12) {
    const [chunk] = await once(socket, "data");
    data = Buffer.concat([data, chunk]);
  }
  return { socket, code: data[3] };
}

async function rest(socket: Socket): Promise<string> {
  let text = "";
  for await (const chunk of socket) text += chunk;
  return text;
}

test("an open place is reached, and each end is passed on as it was", async () => {
  const { socket, code } = await through("127.0.0.1", portOf(raw));
  expect(code).toBe(0);
  socket.end("hello");
  expect(await rest(socket)).toBe("heard hello");
  const broken = await through("127.0.0.1", portOf(raw));
  broken.socket.write("break");
  await expect(rest(broken.socket)).rejects.toThrow("ECONNRESET");
});

test("a way whose one side is gone is let go of once it is still, though the other never ends", async () => {
  const left = connect(portOf(endless), "127.0.0.1");
  const right = connect(portOf(raw), "127.0.0.1");
  await Promise.all([once(left, "connect"), once(right, "connect")]);
  const closed = [left, right].map((socket) => new Promise((done) => socket.once("close", done)));
  join(left, right, 150);
  // The one that answers ends its side; the other goes on for ever.
  right.end("hello");
  await Promise.all(closed);
});

test.each(["127.0.0.1", "localhost"])("a page on %s is served", async (host) => {
  const { socket } = await through(host, portOf(web));
  socket.write(`GET /x HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  expect(await rest(socket)).toContain("/x");
});

test.each([
  ["127.0.0.2", 80],
  ["2130706433", 80],
  ["0x7f.1", 80],
  ["::1", 80],
  ["[::1]", 80],
  ["::ffff:127.0.0.1", 80],
  ["router", 80],
  ["printer.local", 80],
  ["169.254.169.254", 80],
  ["example.com", 22],
  ["", 80],
  ["a b", 80],
  ["localhost.", 80],
])("%s:%s is refused", async (host, port) => {
  expect((await through(host, port)).code).toBe(2);
});

test("its own port and this server's are refused, whatever the owner has opened", async () => {
  expect((await through("127.0.0.1", proxy.port)).code).toBe(2);
  expect((await through("127.0.0.1", 8787)).code).toBe(2);
});

test("why nothing was reached is told to whoever has the key", async () => {
  const ask = (place: string, key = KEY) =>
    fetch(`http://127.0.0.1:${proxy.port}/failures/${encodeURIComponent(place)}`, {
      headers: { Authorization: `Bearer ${key}` },
    });
  expect((await through("127.0.0.1", 1)).code).toBe(5);
  expect(await (await ask("127.0.0.1:1")).json()).toEqual({ failure: "CONNECTION_REFUSED" });
  expect((await through("none.leapfrog-test.com", 80)).code).toBe(4);
  expect(await (await ask("none.leapfrog-test.com:80")).json()).toEqual({
    failure: "NAME_NOT_RESOLVED",
  });
  expect(await (await ask("example.com:80")).json()).toEqual({});
  expect((await ask("127.0.0.1:1", "another")).status).toBe(401);
});

test("a port for a list of hosts reaches those alone", async () => {
  const open = async (allowedHosts: unknown) =>
    fetch(`http://127.0.0.1:${proxy.port}/ports`, {
      method: "POST",
      headers: { Authorization: `Bearer ${KEY}` },
      body: JSON.stringify({ allowedHosts }),
    });
  const { port } = (await (await open(["localhost"])).json()) as { port: number };
  expect((await through("localhost", portOf(web), port)).code).toBe(0);
  expect((await through("127.0.0.1", portOf(web), port)).code).toBe(2);
  expect((await through("example.com", 80, port)).code).toBe(2);
  expect(((await (await open(["localhost"])).json()) as { port: number }).port).toBe(port);
  expect((await open("localhost")).status).toBe(400);
  const socket = connect(port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  expect(await rest(socket)).toBe("");
});

test("a public name is reached at its public addresses only", async () => {
  const at = (addresses: string[]) =>
    destinationOf("example.com", 443, rules, async () => addresses);
  expect(await at(["93.184.216.34"])).toEqual({ addresses: ["93.184.216.34"] });
  expect(await at(["10.0.0.1", "93.184.216.34", "::1"])).toEqual({ addresses: ["93.184.216.34"] });
  expect(await at(["127.0.0.1"])).toHaveProperty("refusal");
  expect(await at(["fd00::1", "::ffff:10.0.0.1"])).toHaveProperty("refusal");
  expect(await at([])).toEqual({ unknown: true });
});
