import { afterAll, beforeAll, expect, test } from "vitest";
import { runShopFlow } from "../../demo/flow.ts";
import { type RunningShop, startShop } from "../../demo/shop/server.ts";
import { CATALOGUE } from "../../src/tools/catalogue.ts";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { type ConnectedClient, connectV1, connectV2 } from "../support/mcp-clients.ts";

let server: LiveServer;
let shop: RunningShop;

beforeAll(async () => {
  shop = await startShop({ port: 0 });
  const hosts = [shop.url, shop.paymentUrl].map((url) => new URL(url).host);
  server = await startLive({ ALLOW_PRIVATE_HOSTS: hosts.join(",") });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await shop.close();
});

const CLIENTS: readonly [string, string, () => Promise<ConnectedClient>][] = [
  ["SDK v1", "2025-11-25", () => connectV1(server)],
  ["SDK v2 by default", "2025-11-25", () => connectV2(server, "legacy")],
  ["SDK v2 where it may choose", "2026-07-28", () => connectV2(server, "auto")],
];

test.each(CLIENTS)("%s shops in revision %s", async (_name, revision, connect) => {
  await using client = await connect();
  expect(client.protocolVersion).toBe(revision);
  expect(client.instructions).toMatch(/^Leapfrog gives you isolated remote browser sessions\./);
  expect(client.toolNames).toEqual(CATALOGUE.map((tool) => tool.name));
  const report = await runShopFlow(client.call, shop.url);
  expect(report.orderNumber).toMatch(/^MB-\d{5}$/);
  expect(report.screenshots).toBe(8);
  console.log(`${_name}: ${report.calls} calls in ${report.seconds.toFixed(1)} s`);
});

test("a client that insists on 2026-07-28 gets it", async () => {
  await using client = await connectV2(server, { pin: "2026-07-28" });
  expect(client.protocolVersion).toBe("2026-07-28");
  expect((await client.call("session_list", {})).text).toMatch(/^pool \d+\/15/);
});

test("no browser outlives its session", async () => {
  await expect.poll(() => server.browsers().length, { timeout: 10_000 }).toBe(0);
});
