import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { addGrant } from "../support/admin.ts";
import { fenced, pageUrl } from "../support/agent.ts";
import { request } from "../support/edge.ts";
import type { SeenRequest } from "../support/pages-server.ts";
import { answerIn, bodyOf, textOf } from "../support/wire.ts";

const BANK = { path: "ctx.page.origin", op: "eq", value: inject("otherPages") };
const CLOSED = { deny_if: [{ conditions: [BANK], on_deny: "Not at the bank." }] };
const NAMES = ["act", "extract", "wait_for", "snapshot", "tab_switch", "tab_close"];
const DENYING = {
  version: "1",
  default: "allow",
  tools: Object.fromEntries(NAMES.map((name) => [name, CLOSED])),
};
const ASKING = {
  version: "1",
  default: "allow",
  tools: { act: { action: "require_approval", reason: "Money.", when: [BANK] } },
};
const MONEY = "Balance 1234";

let token = "";
let sessionId = "";

async function call(name: string, args: object, as = token): Promise<string> {
  const headers = { Authorization: `Bearer ${as}` };
  const body = bodyOf("2025-11-25", "tools/call", { name, arguments: args });
  return textOf(answerIn(await (await request({ body, headers })).text()));
}

const run = (name: string, args: object = {}) => call(name, { sessionId, ...args });

async function openAs(policy: object): Promise<void> {
  ({ token } = await addGrant({ label: `bank-${crypto.randomUUID().slice(0, 8)}`, policy }));
  const created = await call("session_create", {});
  sessionId = /s_[a-z0-9]{6}/.exec(created)?.[0] ?? "";
  expect(sessionId, created).not.toBe("");
}

const close = () => run("session_destroy");

/** The bank, whose button and every script of a caller's tell its server. */
function bank(key: string): string {
  const press = `fetch(${JSON.stringify(pageUrl("x", { key }, inject("otherPages")))})`;
  const html = `<p>${MONEY}</p><button id="pay" onclick='${press}'>Pay</button>`;
  return pageUrl(html, {}, inject("otherPages"));
}

/** A page of the agent's own that goes to the bank by itself. */
async function leaveSoon(key: string, ms = 500): Promise<void> {
  const go = `setTimeout(() => location.href = ${JSON.stringify(bank(key))}, ${ms})`;
  await run("navigate", { url: pageUrl(`<h1>Mine</h1><img src="/slow"><script>${go}</script>`) });
}

async function seenBy(key: string): Promise<SeenRequest[]> {
  return (await fetch(`${inject("otherPages")}/seen?key=${key}`)).json();
}

describe("where a policy closes a page by its origin", () => {
  beforeAll(() => openAs(DENYING));
  afterAll(close);

  test("a script that is waited for runs in no document of it", async () => {
    const key = crypto.randomUUID();
    await leaveSoon(key);
    const js = `location.origin === "${inject("otherPages")}" && (document.querySelector("#pay").click(), true)`;
    const text = await run("wait_for", { condition: "js", js, timeout: 10_000 });
    expect(text).toMatch(/^policy_denied: Not at the bank/);
    expect(await seenBy(key)).toEqual([]);
  });

  test("an act with a selector that only it has is not done", async () => {
    const key = crypto.randomUUID();
    await leaveSoon(key, 1_500);
    const text = await run("act", { action: "click", target: "#pay" });
    expect(text).toMatch(/^policy_denied: Not at the bank/);
    expect(await seenBy(key)).toEqual([]);
  });

  test("nothing is told of a text that was waited for there", async () => {
    await leaveSoon(crypto.randomUUID());
    const text = await run("wait_for", { condition: "text", text: MONEY, timeout: 10_000 });
    expect(text).toMatch(/^policy_denied: Not at the bank/);
  });

  test("a click that leads there is done, and told", async () => {
    const link = bank(crypto.randomUUID()).replaceAll("&", "&amp;");
    await run("navigate", { url: pageUrl(`<a href="${link}">To the bank</a>`) });
    const text = await run("act", { action: "click", target: "text=To the bank" });
    expect(text).toContain(`navigated → ${inject("otherPages")}`);
    expect(text).not.toContain("policy_denied");
  });

  test("a step of a batch that comes there stops it", async () => {
    const key = crypto.randomUUID();
    const link = bank(key).replaceAll("&", "&amp;");
    await run("navigate", { url: pageUrl(`<a href="${link}">To the bank</a>`) });
    const actions = [
      { action: "click", target: "text=To the bank" },
      { action: "click", target: "#pay" },
    ];
    const text = await run("batch_actions", { actions });
    expect(text).toMatch(/^policy_denied: step \[1\]/);
    expect(await seenBy(key)).toEqual([]);
  });
});

describe("of a tab that shows it", () => {
  beforeAll(() => openAs(DENYING));
  afterAll(close);

  /** Leaves the bank in tab 0 and a page of the agent's in tab 1, which is active. */
  async function behind(): Promise<void> {
    const there = JSON.stringify(bank(crypto.randomUUID()));
    const own = pageUrl("<h1>Second</h1>").replaceAll("&", "&amp;");
    const script = `addEventListener("click", () => setTimeout(() => location.href = ${there.replaceAll("'", "&#39;")}, 1000))`;
    await run("navigate", {
      url: pageUrl(`<a target="_blank" href="${own}">Other</a><script>${script}</script>`),
    });
    await run("act", { action: "click", target: "text=Other" });
    const listed = async () => run("tabs_list");
    if (!/1\* /.test(await listed())) await run("tab_switch", { tabIndex: 1 });
    await expect.poll(listed, { timeout: 10_000 }).toContain(inject("otherPages"));
  }

  test.each([
    ["tab_switch", { tabIndex: 0 }],
    ["tab_close", {}],
  ])("%s tells no line", async (name, args) => {
    await behind();
    const text = await run(name, args);
    expect(text).toContain("notice: Not at the bank.");
    expect(text).not.toContain(MONEY);
    expect(text).not.toContain("Pay");
    await run("navigate", { url: pageUrl("<h1>Back</h1>") });
  });
});

test("where it asks for an approval, the act stops there until there is one", async () => {
  await openAs(ASKING);
  try {
    const key = crypto.randomUUID();
    await leaveSoon(key, 1_500);
    const text = await run("act", { action: "click", target: "#pay" });
    expect(text).toMatch(/^approval_required: /);
    expect(await seenBy(key)).toEqual([]);
    const seen = await run("extract", { type: "text" });
    expect(fenced(seen)).toContain(MONEY);
  } finally {
    await close();
  }
});
