import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { connectV1, connectV2 } from "../support/mcp-clients.ts";
import { type PageOrigin, startPageOrigin } from "../support/page-origin.ts";
import { callOver, openOver } from "../support/wire-client.ts";

let server: LiveServer;
let pages: PageOrigin;
let sessionId: string;

beforeAll(async () => {
  pages = await startPageOrigin();
  server = await startLive({ ALLOW_PRIVATE_HOSTS: pages.host });
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await pages?.[Symbol.asyncDispose]();
});

beforeEach(async () => {
  sessionId = await openOver(server, { name: "shared", url: pages.page(COUNTER) });
});

afterEach(async () => {
  await callOver(server, "session_destroy", { sessionId });
});

const COUNTER = `<button onclick="this.textContent = 'pressed ' + ++presses">Press</button>
  <script>presses = 0</script>`;

test("two agents on two connections work on one page", async () => {
  await using one = await connectV1(server);
  await using other = await connectV2(server, "auto");
  const target = /@e\d+/.exec((await one.call("snapshot", { sessionId })).text)?.[0] ?? "";
  await other.call("act", { sessionId: "shared", action: "click", target });
  await one.call("act", { sessionId, action: "click", target });
  expect((await other.call("snapshot", { sessionId })).text).toContain('button "pressed 2"');
});

test("a session needs no connection: each call has one of its own", async () => {
  for (const said of ["pressed 1", "pressed 2", "pressed 3"]) {
    await using client = await connectV1(server);
    await client.call("act", { sessionId, action: "click", target: "button" });
    expect((await client.call("snapshot", { sessionId })).text).toContain(said);
  }
});

describe("a name", () => {
  test("works wherever the id does", async () => {
    for (const [tool, args] of [
      ["snapshot", {}],
      ["session_health", {}],
      ["tabs_list", {}],
      ["session_destroy", {}],
    ] as const) {
      const { text, isError } = await callOver(server, tool, { sessionId: "shared", ...args });
      expect(isError, text).toBe(false);
      expect(text).toContain(sessionId);
    }
  });

  test("that is taken names who has it, and creates nothing", async () => {
    const { text } = await callOver(server, "session_create", { name: "shared" });
    expect(text).toMatch(new RegExp(`^invalid_arguments: name "shared" is taken by ${sessionId};`));
    expect((await callOver(server, "pool_status")).structured.used).toBe(1);
  });

  test("of the form of an id is refused", async () => {
    const { text } = await callOver(server, "session_create", { name: "s_abc123" });
    expect(text).toMatch(/^invalid_arguments: name must not have the form of a session id/);
  });

  test("is free again once its session is gone", async () => {
    await callOver(server, "session_destroy", { sessionId });
    sessionId = await openOver(server, { name: "shared" });
  });
});

test("whatever session one cannot use, the answer is the same", async () => {
  const destroyed = await openOver(server);
  await callOver(server, "session_destroy", { sessionId: destroyed });
  const ids = [destroyed, "s_zzzzzz", "nobody", "no such name!", "S_ABCDEF"];
  for (const tool of ["snapshot", "session_destroy", "tabs_list", "session_health"]) {
    const answers = await Promise.all(ids.map((id) => callOver(server, tool, { sessionId: id })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1);
    expect(answers[0]?.text).toMatch(/^session_not_found: No such session\. Call session_create/);
  }
});

test("two navigations at once are done one after the other", async () => {
  const opened = await Promise.all(
    ["First", "Second"].map((title) => {
      const url = pages.page(`<h1>${title}</h1>`, { delay: "300" });
      return callOver(server, "navigate", { sessionId, url });
    }),
  );
  expect(opened.map(({ text }) => /h1 "(\w+)"/.exec(text)?.[1])).toEqual(["First", "Second"]);
});

test("of a burst of 40 calls behind another 32 wait, and run in order", async () => {
  const holding = { sessionId, condition: "text", text: "never", timeout: 6_000 };
  let held = true;
  const holder = callOver(server, "wait_for", holding).finally(() => {
    held = false;
  });
  await expect.poll(stateOf, { timeout: 15_000 }).toBe("busy");
  const done: number[] = [];
  const refused: string[] = [];
  const append = async (index: number) => {
    const js = `(window.order ??= []).push(${index})`;
    const { text, isError } = await callOver(server, "extract", { sessionId, type: "js", js });
    if (isError) refused.push(`${held} ${text}`);
    else done.push(index);
  };
  await Promise.all([...Array.from({ length: 40 }, (_, index) => append(index)), holder]);
  expect(done).toHaveLength(32);
  // Refused at once, not when the turn came.
  for (const text of refused) expect(text).toMatch(/^true rate_limited: 32 calls wait.* in 5 s/);
  const js = { sessionId, type: "js", js: "window.order" };
  const { text } = await callOver(server, "extract", js);
  expect(JSON.parse(/\[[\d,\s]*\]/.exec(text.split("\n").slice(1).join(""))?.[0] ?? "")).toEqual(
    done,
  );
});

async function stateOf(): Promise<unknown> {
  const { sessions } = (await callOver(server, "session_list")).structured;
  return Array.isArray(sessions) ? sessions[0]?.state : undefined;
}
