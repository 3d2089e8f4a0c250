import { beforeAll, describe, expect, test } from "vitest";
import { CATALOGUE } from "../../src/tools/catalogue.ts";
import { addGrant } from "../support/admin.ts";
import { pageUrl } from "../support/agent.ts";
import { request } from "../support/edge.ts";
import { SOUND_ARGUMENTS } from "../support/sound-arguments.ts";
import { answerIn, bodyOf, textOf } from "../support/wire.ts";

const OPEN = { version: "1", default: "allow" };
const MADE_UP = "s_zzzzzz";

/** The tools that take a session, its `sessionId` aside. */
const TAKING = CATALOGUE.filter(
  ({ name, target }) =>
    target === "session" || ["session_destroy", "session_health"].includes(name),
);

let owner = "";
let stranger = "";
let sessionId = "";

async function answer(token: string, name: string, args: object): Promise<string> {
  const headers = { Authorization: `Bearer ${token}` };
  const body = bodyOf("2025-11-25", "tools/call", { name, arguments: args });
  return (await request({ body, headers })).text();
}

async function text(token: string, name: string, args: object): Promise<string> {
  return textOf(answerIn(await answer(token, name, args)));
}

beforeAll(async () => {
  owner = (await addGrant({ label: "holder", policy: OPEN })).token;
  stranger = (await addGrant({ label: "stranger", policy: OPEN })).token;
  const created = await text(owner, "session_create", {
    name: "mine",
    url: pageUrl("<h1>Mine</h1>"),
  });
  sessionId = /s_[a-z0-9]{6}/.exec(created)?.[0] ?? "";
  expect(sessionId, created).not.toBe("");
  return async () => void (await text(owner, "session_destroy", { sessionId }));
});

test("every tool with a session is tried", () => {
  expect(TAKING.length).toBeGreaterThanOrEqual(16);
});

describe("another grant's session", () => {
  test.each(TAKING.map(({ name }) => name))(
    "%s answers as for an id that nobody has",
    async (name) => {
      const args = SOUND_ARGUMENTS[name] ?? {};
      const theirs = await answer(stranger, name, { ...args, sessionId });
      expect(theirs).toBe(await answer(stranger, name, { ...args, sessionId: MADE_UP }));
      expect(theirs).toContain("session_not_found: No such session.");
      expect(await answer(stranger, name, { ...args, sessionId: "mine" })).toBe(theirs);
    },
  );

  test("is left as it was", async () => {
    const seen = await text(owner, "snapshot", { sessionId });
    expect(seen).toContain('h1 "Mine"');
    expect(seen).not.toContain("notice");
    expect(await text(owner, "tabs_list", { sessionId })).toContain("1 tab");
  });

  test("stands in no list of theirs", async () => {
    for (const name of ["session_list", "session_health", "pool_status"]) {
      expect(await text(stranger, name, {}), name).not.toContain(sessionId);
    }
  });
});
