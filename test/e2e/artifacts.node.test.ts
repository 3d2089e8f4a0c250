import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FakePlatform, startFakePlatform } from "../support/fake-platform.ts";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { type ConnectedClient, connectV1, connectV2 } from "../support/mcp-clients.ts";
import { type RawWorker, startRawWorker } from "../support/raw-worker.ts";
import { callOver, type Endpoint, openOver } from "../support/wire-client.ts";

let platform: FakePlatform;
let raw: RawWorker;
let live: LiveServer;
const keys = { LEAPFROG_KEY: btoa("raw!".repeat(8)) };

beforeAll(async () => {
  platform = await startFakePlatform();
  [raw, live] = await Promise.all([startRawWorker(platform.port, keys), startLive()]);
});

afterAll(async () => {
  await live?.[Symbol.asyncDispose]();
  await raw?.[Symbol.asyncDispose]();
  await platform?.[Symbol.asyncDispose]();
});

describe.each([
  ["npm start's server", () => live],
  ["a bare workerd", () => raw],
] as const)("%s", (_name, server) => {
  test("sends a kept picture with its length, to nobody without the link's signature", async () => {
    const { bytes, url } = await keepPicture(server());
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Length")).toBe(String(bytes));
    expect(response.headers.get("Content-Type")).toBe("image/png");
    const body = new Uint8Array(await response.arrayBuffer());
    expect([body.length, ...body.slice(1, 4)]).toEqual([bytes, 0x50, 0x4e, 0x47]);
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, head.headers.get("Content-Length")]).toEqual([200, String(bytes)]);
    const plain = new URL(url);
    plain.search = "";
    expect((await fetch(plain)).status).toBe(401);
    const headers = { Authorization: `Bearer ${server().token}` };
    expect((await fetch(plain, { headers })).status).toBe(200);
  });

  test("goes on after a client that left in the middle", async () => {
    const { url } = await keepPicture(server());
    for (let n = 0; n < 5; n++) {
      const leave = new AbortController();
      const response = await fetch(url, { signal: leave.signal });
      await response.body?.getReader().read();
      leave.abort();
    }
    expect((await fetch(url)).status).toBe(200);
  });
});

const CLIENTS: readonly [string, () => Promise<ConnectedClient>][] = [
  ["SDK v1", () => connectV1(live)],
  ["SDK v2 in the 2025 era", () => connectV2(live, "legacy")],
  ["SDK v2 in the 2026 era", () => connectV2(live, { pin: "2026-07-28" })],
];

test.each(CLIENTS)("%s lists and reads what was kept", async (_name, connect) => {
  const { id, bytes, url } = await keepPicture(live);
  await using client = await connect();
  expect(await client.templates()).toEqual([]);
  const uri = `leapfrog://artifacts/${id}`;
  const resource = { uri, name: "kept.png", mimeType: "image/png", size: bytes };
  expect(await client.resources()).toContainEqual(expect.objectContaining(resource));
  const [blob = ""] = await client.read(uri);
  const fetched = Buffer.from(await (await fetch(url)).arrayBuffer());
  expect(Buffer.from(blob, "base64").equals(fetched)).toBe(true);
  const unknown = client.read(`${uri.slice(0, -1)}-`);
  await expect(unknown).rejects.toMatchObject({ code: -32_602 });
});

async function keepPicture(server: Endpoint) {
  const sessionId = await openOver(server);
  const { text } = await callOver(server, "screenshot", { sessionId, savePath: "kept" });
  await callOver(server, "session_destroy", { sessionId });
  const [, id = "", bytes, url = ""] =
    /^artifact (art_\w{16}) (\d+) image\/png (http\S+)$/m.exec(text) ?? [];
  return { id, bytes: Number(bytes), url };
}
