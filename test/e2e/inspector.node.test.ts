import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, expectIn } from "../../demo/agent.ts";
import { findRef } from "../../demo/refs.ts";
import { type RunningShop, startShop } from "../../demo/shop/server.ts";
import { CATALOGUE } from "../../src/tools/catalogue.ts";
import { callInspected, inspect } from "../support/inspector.ts";
import { type LiveServer, startLive } from "../support/live-server.ts";

let server: LiveServer;
let shop: RunningShop;

beforeAll(async () => {
  shop = await startShop({ port: 0 });
  const hosts = [shop.url, shop.paymentUrl].map((url) => new URL(url).host);
  server = await startLive({ ALLOW_PRIVATE_HOSTS: hosts.join(",") });
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await shop?.close();
});

describe.each(["legacy", "modern"])("the MCP Inspector in the %s era", (era) => {
  test("finds nothing to object to in the tools", async () => {
    const list = ["--method", "tools/list", "--strict", "--protocol-era", era];
    const { code, stdout, stderr } = await inspect(server, ...list);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const names = JSON.parse(stdout).result.tools.map(({ name }: { name: string }) => name);
    expect(names).toEqual(CATALOGUE.map((tool) => tool.name));
  });

  test("searches the shop, a process and a connection for each call", async () => {
    const call = (tool: string, args: Record<string, unknown>) =>
      callInspected(server, tool, args, "--protocol-era", era);
    const created = await good(call("session_create", {}));
    const sessionId = /\bs_[a-z0-9]{6}\b/.exec(created.text)?.[0];
    await good(call("navigate", { sessionId, url: shop.url }));
    const home = await good(call("snapshot", { sessionId }));
    const target = findRef(home.text, "searchbox", "Search products");
    await good(call("act", { sessionId, action: "fill", target, value: "tea" }));
    await good(call("act", { sessionId, action: "press", target, key: "Enter" }));
    const found = await good(call("snapshot", { sessionId }));
    expectIn(found.text, "2 products found", "the search");
    const { image } = await good(call("screenshot", { sessionId }));
    expect(image?.mimeType).toMatch(/^image\//);
    expect(Buffer.from(image?.data ?? "", "base64").length).toBeGreaterThan(5_000);
    await good(call("session_destroy", { sessionId }));
    const again = await call("session_destroy", { sessionId });
    expect(again.text).toMatch(/^session_not_found: /);
    expect(again.isError).toBe(true);
  });
});

test("the Inspector is told of a false token", async () => {
  const list = ["--method", "tools/list"];
  const { code, stdout } = await inspect({ ...server, token: `${server.token}x` }, ...list);
  expect(code).not.toBe(0);
  expect(stdout).not.toContain("session_create");
});

async function good(answering: Promise<Answer>): Promise<Answer> {
  const answer = await answering;
  expect(answer.isError, answer.text).toBe(false);
  return answer;
}
