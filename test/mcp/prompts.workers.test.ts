import { describe, expect, test } from "vitest";
import { GUIDES } from "../../src/mcp/guides.ts";
import { PROMPTS } from "../../src/mcp/prompts/prompts.ts";
import { addGrant } from "../support/admin.ts";
import { ask } from "../support/edge.ts";
import type { Era, Message } from "../support/wire.ts";

const ERAS: readonly Era[] = ["2025-06-18", "2025-11-25", "2026-07-28"];
const NAMES = PROMPTS.map(({ name }) => name);
const FORM = { url: "https://shop.example/form", values: "name: Ada" };

function namesOf({ result }: Message): string[] {
  const prompts = Array.isArray(result?.prompts) ? result.prompts : [];
  return prompts.map(({ name }) => name);
}

function get(name: string, args?: Record<string, string>, era: Era = "2025-11-25") {
  return ask(era, "prompts/get", { name, ...(args === undefined ? {} : { arguments: args }) });
}

describe.each(ERAS)("prompts in %s", (era) => {
  test("are listed with their arguments", async () => {
    const listed = await ask(era, "prompts/list");
    expect(namesOf(listed)).toEqual(NAMES);
    expect(listed.result?.prompts).toContainEqual({
      name: "fill_a_form",
      title: "Fill a form",
      description: expect.any(String),
      arguments: [
        { name: "url", description: expect.any(String), required: true },
        { name: "values", description: expect.any(String), required: true },
        { name: "send", description: expect.any(String), required: false },
      ],
    });
  });

  test("become a message of the user's", async () => {
    const { result } = await get("fill_a_form", FORM, era);
    expect(result?.messages).toEqual([
      { role: "user", content: { type: "text", text: expect.stringContaining("name: Ada") } },
    ]);
    expect(JSON.stringify(result)).toContain("Do not send it.");
    const sent = await get("fill_a_form", { ...FORM, send: "yes" }, era);
    expect(JSON.stringify(sent.result)).toContain("Send it by one click");
  });

  test("are completed where an argument has few values", async () => {
    const complete = async (name: string, value: string) => {
      const ref = { type: "ref/prompt", name: "fill_a_form" };
      const { result } = await ask(era, "completion/complete", { ref, argument: { name, value } });
      return result?.completion;
    };
    expect(await complete("send", "")).toEqual({ values: ["no", "yes"] });
    expect(await complete("send", "y")).toEqual({ values: ["yes"] });
    expect(await complete("url", "h")).toEqual({ values: [] });
  });

  test("what is no prompt is refused", async () => {
    const { error } = await get("nonsense", {}, era);
    expect(error).toMatchObject({ code: -32_602, message: "Unknown prompt: nonsense" });
  });
});

test("the list may be kept for a minute, by its owner only", async () => {
  const { result } = await ask("2026-07-28", "prompts/list");
  expect(result).toMatchObject({ ttlMs: 60_000, cacheScope: "private" });
});

test.each([
  [{ values: "a: b" }, /^url: /],
  [{ ...FORM, url: "file:///etc/passwd" }, /^url: an http\(s\) address/],
  [{ ...FORM, values: "  " }, /^values: /],
  [{ ...FORM, send: "maybe" }, /^send: /],
  [{ ...FORM, sned: "yes" }, /sned/],
  [{ ...FORM, values: "x".repeat(4_001) }, /^values: /],
])("arguments are checked: %o", async (args, words) => {
  const { error } = await get("fill_a_form", args);
  expect(error?.code).toBe(-32_602);
  expect(error?.message).toMatch(words);
});

test("an optional field that was left blank is as one not given", async () => {
  expect((await get("fill_a_form", { ...FORM, send: "" })).result).toBeDefined();
});

test("?tools= takes away prompts whose tools it leaves out", async () => {
  const path = "/mcp?tools=core";
  const listed = await ask("2025-11-25", "prompts/list", {}, { path });
  expect(namesOf(listed)).toEqual(["watch_a_page", "fill_a_form"]);
  const hidden = await ask(
    "2025-11-25",
    "prompts/get",
    { name: "read_a_list", arguments: { url: "https://a.example", fields: "title" } },
    { path },
  );
  expect(hidden.error?.message).toBe("Unknown prompt: read_a_list");
});

test("a prompt that names a tool the policy hides is not offered", async () => {
  const policy = { version: "1", default: "allow", hide: ["batch_actions", "paginate"] };
  const { token } = await addGrant({ label: "client", policy });
  const headers = { Authorization: `Bearer ${token}` };
  const listed = await ask("2025-11-25", "prompts/list", {}, { headers });
  expect(namesOf(listed)).toEqual(["log_in_with_a_person", "watch_a_page", "test_a_local_app"]);
});

test.each(ERAS)("guides are listed after the artifacts and read as text in %s", async (era) => {
  const { result } = await ask(era, "resources/list");
  const listed = Array.isArray(result?.resources) ? result.resources : [];
  expect(listed.slice(-GUIDES.length).map(({ uri }) => uri)).toEqual(GUIDES.map(({ uri }) => uri));
  for (const { uri, text } of GUIDES) {
    const read = await ask(era, "resources/read", { uri });
    expect(read.result?.contents).toEqual([{ uri, mimeType: "text/markdown", text }]);
  }
  const { error } = await ask(era, "resources/read", { uri: "leapfrog://guide/nonsense" });
  expect(error?.code).toBe(-32_602);
});
