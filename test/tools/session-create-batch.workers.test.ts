import { listDurableObjectIds } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, inject, test, vi } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";
import { World } from "../../src/browser/world.ts";
import { CoordinatorObject } from "../../src/coordinator/coordinator-object.ts";
import { ToolFailure } from "../../src/domain/failure.ts";
import { callTool, fenced, pageUrl, type ToolAnswer } from "../support/agent.ts";
import { codeOf, placesUsed, platformBrowsers } from "../support/objects.ts";

const SOON = { timeout: 15_000 };
const LIMIT = 15;

interface Row {
  readonly sessionId?: string;
  readonly name?: string | null;
  readonly pool?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}

afterEach(async () => {
  vi.restoreAllMocks();
  const { structured } = await callTool("session_list", {});
  await Promise.all(rowsOf(structured).map(({ sessionId }) => destroy(sessionId)));
  expect(await placesUsed()).toBe(0);
  await expect.poll(platformBrowsers, SOON).toEqual([]);
});

const batch = (sessions: unknown) => callTool("session_create_batch", { sessions });
const destroy = (sessionId: unknown) => callTool("session_destroy", { sessionId });

describe("a batch of 15", () => {
  test("opens side by side, each session with cookies of its own, and fills the pool", async () => {
    const urls = Array.from({ length: LIMIT }, (_, index) =>
      pageUrl(`<h1>Agent ${index}</h1>`, { cookie: `agent=${index}` }),
    );
    const { text, structured, isError } = await batch(urls.map((url) => ({ url })));
    expect(isError, text).toBe(false);
    expect(text).toMatch(/^opened 15 of 15 · pool 15\/15\n\[0\] session s_\w{6} · ends 30 minutes/);
    const ids = rowsOf(structured).map(({ sessionId }) => sessionId);
    expect(new Set(ids).size).toBe(LIMIT);
    expect(await Promise.all(ids.map(cookieOf))).toEqual(urls.map((_, index) => `agent=${index}`));
    expect(await platformBrowsers()).toHaveLength(LIMIT);
    await expectFull();
    await expectHealthInSeconds(ids);
  });

  /** A batch that does not fit opens nothing, of however many. */
  async function expectFull(): Promise<void> {
    const acquire = vi.spyOn(BindingClient.prototype, "acquire");
    for (const asked of [1, 3]) {
      const { text, isError } = await batch(Array(asked).fill({}));
      expect(isError).toBe(true);
      expect(text).toMatch(new RegExp(`^pool_full: 15 of 15 .* 0 free, ${asked} asked for`));
    }
    expect(acquire).not.toHaveBeenCalled();
    expect(await placesUsed()).toBe(LIMIT);
  }

  /** Fifteen pages that are silent are silent side by side. */
  async function expectHealthInSeconds(ids: unknown[]): Promise<void> {
    vi.spyOn(World.prototype, "call").mockReturnValue(new Promise(() => {}));
    const startedAt = Date.now();
    const { text, structured } = await callTool("session_health", {});
    expect(Date.now() - startedAt).toBeLessThan(8_000);
    expect(
      text.match(/unhealthy · 0 restarts · The page does not answer within 3 s/g),
    ).toHaveLength(LIMIT);
    expect(
      rowsOf(structured)
        .map(({ sessionId }) => sessionId)
        .sort(),
    ).toEqual(ids.sort());
  }
});

test("a batch that finds too few places takes none, and says how many are free", async () => {
  await callTool("session_create", {});
  const { text } = await batch(Array(LIMIT).fill({}));
  expect(text).toMatch(/^pool_full: 1 of 15 .* 14 free, 15 asked for\. Destroy one /);
  expect(await placesUsed()).toBe(1);
});

describe("one that goes wrong among good ones", () => {
  test("by its url stays open and says so, in its place", async () => {
    const hangUp = `${inject("pages")}/hang-up`;
    const { text, structured, isError } = await batch([
      { name: "first", url: pageUrl("<title>Words of a page</title><h1>One</h1>") },
      { name: "second", url: hangUp },
      { name: "third", stealth: true },
    ]);
    expect(isError).toBe(false);
    const rows = rowsOf(structured);
    expect(rows.map(({ name }) => name)).toEqual(["first", "second", "third"]);
    expect(structured?.pool).toEqual({ used: 3, limit: 15 });
    expect(rows.map(({ pool }) => pool)).toEqual(Array(3).fill(structured?.pool));
    const ids = rows.map(({ sessionId }) => sessionId);
    const lines = text.split("\n");
    expect(lines).toEqual([
      "opened 3 of 3 · pool 3/15",
      expect.stringMatching(`^\\[0\\] session ${ids[0]} \\(name first\\) · ends 30 minutes`),
      expect.stringMatching(`^  \\[${ids[0]}\\] tab 0 · ${inject("pages")} · 200 · `),
      expect.stringMatching(`^\\[1\\] session ${ids[1]} \\(name second\\) · `),
      expect.stringMatching(/^ {2}notice: the session is open, but its url is not: navigation_fai/),
      expect.stringMatching(`^\\[2\\] session ${ids[2]} \\(name third\\) · `),
      expect.stringMatching(/^ {2}notice: stealth is not done/),
    ]);
    expect(text).not.toContain("Words of a page");
    expect((await callTool("snapshot", { sessionId: "second" })).isError).toBe(false);
  });

  test("by its launch gives its place back, and the others stay", async () => {
    const limit = new ToolFailure("platform_limit", "Full.", "Try again in 9 s.");
    vi.spyOn(BindingClient.prototype, "acquire").mockRejectedValueOnce(limit);
    const { text, structured, isError } = await batch([{}, {}, {}]);
    expect(isError).toBe(false);
    expect(text).toMatch(/^opened 2 of 3, 1 failed · pool 2\/15\n/);
    const failed = rowsOf(structured).findIndex(({ error }) => error !== undefined);
    expect(text).toContain(`\n[${failed}] failed platform_limit: Full. Try again in 9 s.`);
    expect(rowsOf(structured)[failed]).toEqual({
      error: { code: "platform_limit", message: "Full. Try again in 9 s." },
    });
    expect(rowsOf(structured).filter(({ sessionId }) => sessionId !== undefined)).toHaveLength(2);
    expect(await placesUsed()).toBe(2);
  });

  test("by a fault of ours is told without its words, and hides no other", async () => {
    vi.spyOn(BindingClient.prototype, "acquire").mockRejectedValueOnce(new Error("inner words"));
    vi.spyOn(CoordinatorObject.prototype, "list").mockRejectedValueOnce(new Error("away"));
    const { text, isError } = await batch([{}, {}]);
    expect(isError).toBe(false);
    expect(text).toMatch(/failed internal: .*\(request \w+\)/);
    expect(text).toMatch(/\] session s_/);
    expect(text).not.toContain("inner words");
  });
});

test("a batch of which none opens is an error that begins with a code", async () => {
  const limit = new ToolFailure("platform_limit", "Full.", "Try again in 9 s.");
  vi.spyOn(BindingClient.prototype, "acquire").mockRejectedValue(limit);
  const { text, structured, isError } = await batch([{}, { name: "second" }]);
  expect(isError).toBe(true);
  expect(text).toMatch(
    /^platform_limit: opened 0 of 2, 2 failed · pool 0\/15\n\[0\] failed platform_limit: Full\. .*\n\[1\]/,
  );
  expect(rowsOf(structured).map(({ error }) => error?.code)).toEqual(
    Array(2).fill("platform_limit"),
  );
});

describe("nothing is reserved for a batch", () => {
  const REFUSED: readonly [string, unknown, RegExp][] = [
    ["that is empty", [], /^invalid_arguments: sessions: /],
    ["of 16", Array(16).fill({}), /^invalid_arguments: sessions: .*15/],
    ["that is no list", {}, /^invalid_arguments: sessions: .*array/],
    ["with an item that is none", [{}, 7], /sessions\.1: .*object/],
    ["with a wrong type", [{}, {}, {}, { locale: 7 }], /sessions\.3\.locale: .*string/],
    ["with a wrong type deep down", [{ viewport: { width: 1 } }], /sessions\.0\.viewport\.width: /],
    [
      "with an unknown field",
      [{}, { nmae: "a" }],
      /unknown field nmae in sessions\.1; nothing was/,
    ],
    ["with a bad name", [{ name: "a b" }], /sessions\.0\.name: /],
    [
      "with the name of an id",
      [{}, { name: "s_abcdef" }],
      /^invalid_arguments: sessions\.1: name /,
    ],
    ["with a locale nobody knows", [{ locale: "xx-nope" }], /sessions\.0: locale "xx-nope" is not/],
    [
      "with an option not honoured",
      [{}, { extensions: ["a"] }],
      /^unsupported: sessions\.1: extensions is/,
    ],
    ["with a blocked url", [{}, { url: "file:///etc/passwd" }], /^blocked_url: sessions\.1: /],
    [
      "with a proxy and no url",
      [{ proxy: { server: "http://proxy.example.com:8080" } }],
      /sessions\.0: A proxy is /,
    ],
    [
      "with a name twice",
      [{ name: "a" }, { name: "a" }],
      /^invalid_arguments: name "a" is asked f/,
    ],
  ];

  test.each(REFUSED)("%s", async (_what, sessions, said) => {
    const before = await listDurableObjectIds(env.SESSION);
    const reserve = vi.spyOn(CoordinatorObject.prototype, "reserve");
    const { text, isError } = await batch(sessions);
    expect(isError).toBe(true);
    expect(text).toMatch(said);
    expect(text).not.toContain("[object Object]");
    if (codeOf({ text, isError }) === "invalid_arguments" && text.includes("nothing was done")) {
      expect(text).toMatch(
        /session_create_batch takes sessions: a list of \{name\?, url\?, .*\}\./,
      );
    }
    if (!said.source.includes("asked f")) expect(reserve).not.toHaveBeenCalled();
    expect(await listDurableObjectIds(env.SESSION)).toHaveLength(before.length);
    expect(await placesUsed()).toBe(0);
  });

  test("with a name that is taken", async () => {
    const { structured } = await callTool("session_create", { name: "mine" });
    const { text } = await batch([{}, { name: "mine" }]);
    expect(text).toContain(`name "mine" is taken by ${structured?.sessionId}; no session was crea`);
    expect(await placesUsed()).toBe(1);
  });
});

function rowsOf(structured: ToolAnswer["structured"]): Row[] {
  return Array.isArray(structured?.sessions) ? structured.sessions : [];
}

async function cookieOf(sessionId: unknown): Promise<unknown> {
  const read = { sessionId, type: "js", js: "document.cookie" };
  return JSON.parse(fenced((await callTool("extract", read)).text));
}
