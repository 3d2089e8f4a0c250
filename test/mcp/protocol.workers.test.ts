import { describe, expect, test } from "vitest";
import { VERSION } from "../../src/domain/version.ts";
import { CATALOGUE } from "../../src/tools/catalogue.ts";
import { ask, request } from "../support/edge.ts";
import { answerIn, bodyOf, type Era, headersOf } from "../support/wire.ts";

const ERAS: readonly Era[] = ["2025-06-18", "2025-11-25", "2026-07-28"];

describe.each(["2025-06-18", "2025-11-25"] as const)("initialize with %s", (era) => {
  const params = {
    protocolVersion: era,
    capabilities: {},
    clientInfo: { name: "raw", version: "1" },
  };

  test("agrees on that revision and says what the server is", async () => {
    const { result } = await ask(era, "initialize", params);
    expect(result).toMatchObject({
      protocolVersion: era,
      serverInfo: { name: "leapfrog", version: VERSION },
      capabilities: { tools: { listChanged: false } },
    });
    expect(result?.instructions).toMatch(/session_create/);
  });

  test("binds nothing to the connection", async () => {
    const response = await request({ era, body: bodyOf(era, "initialize", params) });
    expect(response.headers.get("Mcp-Session-Id")).toBeNull();
    expect((await ask(era, "tools/list")).result?.tools).toHaveLength(CATALOGUE.length);
  });

  test("is followed by a notification that needs no answer", async () => {
    const body = JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" });
    const response = await request({ era, body });
    expect(response.status).toBe(202);
    expect(await response.text()).toBe("");
  });
});

test("initialize with a revision nobody knows is answered with one we serve", async () => {
  const params = { capabilities: {}, clientInfo: { name: "raw", version: "1" } };
  const answer = await ask("2025-11-25", "initialize", {
    ...params,
    protocolVersion: "2031-01-01",
  });
  expect(answer.result?.protocolVersion).toBe("2025-11-25");
});

test("server/discover offers 2026-07-28 with the instructions", async () => {
  const { result } = await ask("2026-07-28", "server/discover");
  expect(result?.supportedVersions).toContain("2026-07-28");
  expect(result?.instructions).toMatch(/session_create/);
  expect(result).toMatchObject({ capabilities: { tools: { listChanged: false } } });
});

describe.each(ERAS)("tools/list in %s", (era) => {
  test("is the catalogue in its order, the same each time", async () => {
    const [once, again] = [await ask(era, "tools/list"), await ask(era, "tools/list")];
    expect(again).toEqual(once);
    expect(namesOf(once.result)).toEqual(CATALOGUE.map((tool) => tool.name));
  });
});

test("the list may be kept for a minute, by its owner only", async () => {
  const { result } = await ask("2026-07-28", "tools/list");
  expect(result).toMatchObject({ ttlMs: 60_000, cacheScope: "private" });
});

describe("?tools=", () => {
  const FILTERS: readonly [string, readonly string[]][] = [
    ["core", CATALOGUE.filter((tool) => tool.core).map((tool) => tool.name)],
    ["reading,tabs", themed("reading", "tabs")],
    [" tabs , reading ", themed("reading", "tabs")],
    ["sessions", themed("sessions")],
    ["core,tabs", CATALOGUE.filter((t) => t.core || t.theme === "tabs").map((t) => t.name)],
  ];

  test.each(FILTERS)("%s lists those tools in the catalogue's order", async (filter, names) => {
    const path = `/mcp?tools=${encodeURIComponent(filter)}`;
    for (const era of ERAS) {
      const { result } = await ask(era, "tools/list", {}, { path });
      expect(namesOf(result)).toEqual(names);
    }
  });

  test.each(["", "Core", "core,", "navigate", "core;reading"])("%j is refused", async (filter) => {
    const path = `/mcp?tools=${encodeURIComponent(filter)}`;
    const response = await request({ path, body: bodyOf("2025-11-25", "tools/list", {}) });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/core, sessions, .*tabs/);
  });

  test("a tool outside the filter answers like one that does not exist", async () => {
    const path = "/mcp?tools=reading";
    for (const era of ERAS) {
      const hidden = await ask(era, "tools/call", { name: "act", arguments: {} }, { path });
      const unknown = await ask(era, "tools/call", { name: "nil", arguments: {} }, { path });
      expect(hidden.error?.code).toBe(-32_602);
      expect(hidden.error?.message.replace("act", "nil")).toBe(unknown.error?.message);
    }
  });
});

test.each(ERAS)("an unknown tool is a protocol error in %s", async (era) => {
  const { error } = await ask(era, "tools/call", { name: "browser_click", arguments: {} });
  expect(error).toMatchObject({ code: -32_602 });
  expect(error?.message).toContain("browser_click");
});

describe("headers and body have to agree in 2026-07-28", () => {
  const era = "2026-07-28";
  const call = { name: "session_list", arguments: {} };

  test.each([
    ["Mcp-Method", "tools/list"],
    ["Mcp-Name", "pool_status"],
    ["MCP-Protocol-Version", "2025-11-25"],
  ])("%s", async (header, value) => {
    const headers = { ...headersOf(era, "tools/call", call), [header]: value };
    const response = await request({ headers, body: bodyOf(era, "tools/call", call) });
    expect(response.status).toBe(400);
    expect(answerIn(await response.text()).error?.code).toBe(-32_020);
  });

  test("a revision nobody serves is refused as such", async () => {
    const unserved = bodyOf(era, "tools/list", {}).replaceAll(era, "2027-01-01");
    const headers = { ...headersOf(era, "tools/list", {}), "MCP-Protocol-Version": "2027-01-01" };
    const response = await request({ headers, body: unserved });
    expect(answerIn(await response.text()).error?.code).toBe(-32_022);
  });
});

test("a 2025 client has to accept both forms of an answer", async () => {
  const headers = { Accept: "application/json" };
  const body = bodyOf("2025-11-25", "tools/list", {});
  expect((await request({ headers, body })).status).toBe(406);
});

function themed(...themes: string[]): string[] {
  return CATALOGUE.filter((tool) => themes.includes(tool.theme)).map((tool) => tool.name);
}

function namesOf(result: Record<string, unknown> | undefined): string[] {
  const tools = Array.isArray(result?.tools) ? result.tools : [];
  return tools.map((tool) => String(tool.name));
}
