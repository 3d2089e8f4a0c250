import { listDurableObjectIds } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../src/tools/catalogue.ts";
import { ask } from "../support/edge.ts";
import { type Era, textOf } from "../support/wire.ts";

const ERAS: readonly Era[] = ["2025-11-25", "2026-07-28"];
const ID = "s_000000";

type Case = readonly [what: string, tool: string, args: unknown, said: RegExp];

const REFUSED: readonly Case[] = [
  ["an unknown key", "session_create", { nmae: "a" }, /unknown field nmae/],
  ["an unknown key deep down", "session_create", { viewport: { w: 1 } }, /unknown field w in view/],
  ["a wrong type", "session_create", { pinned: "yes" }, /pinned: .*boolean/],
  ["too much", "session_create", { viewport: { width: 9000, height: 100 } }, /viewport\.width: /],
  ["a name with a space", "session_create", { name: "a b" }, /name: /],
  ["a name of 65 characters", "session_create", { name: "n".repeat(65) }, /name: /],
  ["a missing field", "navigate", { sessionId: ID }, /url: .*expected string/],
  ["a missing sessionId", "snapshot", {}, /sessionId: .*expected string/],
  ["an empty sessionId", "snapshot", { sessionId: "" }, /sessionId: /],
  ["a sessionId that is a list", "snapshot", { sessionId: [ID] }, /sessionId: .*string/],
  ["a word that is none of those", "act", { sessionId: ID, action: "smash" }, /action: .*click/],
  ["a fraction", "snapshot", { sessionId: ID, maxChars: 1000.5 }, /maxChars: .*int/],
  ["two problems at once", "navigate", { url: 7 }, /sessionId: .*; url: |url: .*; sessionId: /],
  ["arguments that are null inside", "navigate", { sessionId: null, url: "a" }, /sessionId: /],
  ["a key every object has", "session_list", { constructor: 1 }, /unknown field constructor/],
];

describe.each(ERAS)("arguments in %s", (era) => {
  test.each(REFUSED)("%s is refused by name", async (_what, name, args, said) => {
    const { result } = await ask(era, "tools/call", { name, arguments: args });
    expect(result?.isError).toBe(true);
    const text = textOf({ result: result ?? {} });
    expect(text).toMatch(/^invalid_arguments: /);
    expect(text).toMatch(said);
    expect(text).toContain("nothing was done");
    expect(text).toContain(`${name} takes `);
    expect(text).not.toMatch(/\n\s+at /);
  });

  test("no arguments at all are an empty set of them", async () => {
    const { result } = await ask(era, "tools/call", { name: "session_list" });
    expect(textOf({ result: result ?? {} })).toMatch(/^pool 0\/15/);
  });
});

test("a refused call has touched no session", async () => {
  expect(await listDurableObjectIds(env.SESSION)).toEqual([]);
});

test("every tool refuses a key it does not list", async () => {
  for (const tool of CATALOGUE) {
    const params = { name: tool.name, arguments: { surprise: 1 } };
    const { result } = await ask("2025-11-25", "tools/call", params);
    expect(textOf({ result: result ?? {} })).toContain("unknown field surprise");
  }
});
