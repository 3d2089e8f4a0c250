import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApprovalWorld, startApprovalWorld } from "../support/approval-world.ts";
import { LOOKS, violationsOn } from "../support/axe.ts";
import { type ConnectedClient, connectV1 } from "../support/mcp-clients.ts";
import { type Person, startPerson } from "../support/person.ts";

const HOSTILE = `</pre><img src=x onerror="document.title='owned'"><b>bold</b> \u202edesrever`;
const DESKTOP = { width: 1280, height: 900, scheme: "light" } as const;

let world: ApprovalWorld;
let agent: ConnectedClient;
let person: Person;

beforeAll(async () => {
  [world, person] = await Promise.all([startApprovalWorld(), startPerson()]);
  agent = await connectV1(world.live);
  await person.look(DESKTOP);
});

afterAll(async () => {
  await agent?.[Symbol.asyncDispose]();
  await person?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

/** Waits until an expression in the page has this value. */
function sees(expression: string, value: unknown): Promise<void> {
  return expect.poll(() => person.see(expression), { timeout: 15_000 }).toEqual(value);
}

/** Waits until an element shows words like these. */
function reads(selector: string, words: RegExp): Promise<void> {
  const text = `document.querySelector(${JSON.stringify(selector)})?.textContent ?? ""`;
  return expect.poll(() => person.see(text), { timeout: 15_000 }).toMatch(words);
}

async function newSession(name: string): Promise<string> {
  const { text } = await agent.call("session_create", { url: world.shop, name });
  return /s_[a-z0-9]{6}/.exec(text)?.[0] ?? "";
}

/** Opens a part of the dashboard with the mouse. */
async function openPart(id: string): Promise<void> {
  await person.see(`document.querySelector("#tab-${id}").click()`);
  await sees(`document.querySelector("#panel-${id}").checkVisibility()`, true);
}

/** Keeps pictures where somebody wants to look at them, and says what keeps people out. */
async function looksWell(name: string): Promise<void> {
  const folder = process.env.LEAPFROG_PICTURES;
  for (const look of LOOKS) {
    await person.look(look);
    const how = `${name}-${look.width}-${look.scheme}`;
    if (folder !== undefined) {
      await writeFile(join(folder, `${how}.png`), await person.view(), "base64");
    }
    expect(await violationsOn(person), how).toEqual([]);
    expect(await person.see("document.documentElement.scrollWidth <= innerWidth"), how).toBe(true);
  }
  await person.look(DESKTOP);
}

test("an admin logs in by keyboard, and comes to all that runs", async () => {
  const sessionId = await newSession("shop");
  await person.open(`${world.live.origin}/`);
  await sees("document.querySelector('h1')?.textContent", "Log in");
  await looksWell("login");
  await person.see("document.querySelector('#token').focus()");
  await person.type(world.adminToken);
  await person.press("Enter");
  await reads(".tile h3", new RegExp(`shop \\(${sessionId}\\)`));
  await reads(".tile", /ready.*Grant owner.*http:\/\/127\.0\.0\.1:\d+.*1 tab.*ends in 29 min/s);
  await reads(".pool", /Places 1 of 15/);
  expect(await person.see("location.pathname + location.search")).toBe("/");
  expect(await person.see("document.cookie")).toBe("");
  const foreign = `performance.getEntriesByType("resource").map(({name}) => new URL(name).origin).filter((origin) => origin !== location.origin)`;
  expect(await person.see(foreign)).toEqual([]);
  await sees(`document.querySelector(".tile canvas").checkVisibility()`, true);
  await looksWell("sessions");
});

test("tiles stay in place while they change, and the focus with them", async () => {
  const sessionId = await newSession("second");
  await reads(".tiles", new RegExp(sessionId));
  await person.see(`document.querySelector(".tile").dataset.mine = "kept"`);
  await person.tabTo(`Pin second (${sessionId})`);
  await person.press(" ");
  await sees("document.activeElement.textContent", "Unpin");
  await reads(".notice", new RegExp(`${sessionId} is pinned`));
  await reads(".tile:nth-child(2) .facts", /ends in \d+ h.*pinned/);
  expect(await person.see(`document.querySelector(".tile").dataset.mine`)).toBe("kept");
});

test("a session is destroyed by keyboard, after a question", async () => {
  const sessionId = await newSession("doomed");
  await reads(".tiles", new RegExp(sessionId));
  await person.tabTo(`Destroy doomed (${sessionId})`, 40);
  await person.press("Enter");
  await sees("document.activeElement.textContent", "Cancel");
  await looksWell("destroy");
  await person.press("Escape");
  await sees("document.activeElement.getAttribute('aria-label')", `Destroy doomed (${sessionId})`);
  await person.press("Enter");
  await person.tabTo("Destroy");
  await person.press("Enter");
  await reads(".notice", new RegExp(`${sessionId} is over`));
  await sees(`document.querySelector(".tiles").textContent.includes("${sessionId}")`, false);
  expect((await agent.call("snapshot", { sessionId })).text).toMatch(/^session_not_found/);
});

test("what an agent asks of a person stands on its tile, from which one goes to watch", async () => {
  const sessionId = await newSession("asking");
  const reason = "Solve the <b>captcha</b> \u202eplease";
  const asked = await agent.call("wait_for_human", { sessionId, reason, timeout: 0 });
  expect(asked.text).toContain("pending");
  const tile = `.tile[data-asks]`;
  await reads(tile, new RegExp(`asking \\(${sessionId}\\).*waiting for human`));
  await reads(`${tile} .asks`, /person: Solve the <b>captcha<\/b> \\u202eplease \(for \d+ s/);
  await reads("#tab-sessions", /Sessions1 waiting/);
  await looksWell("asking");
  await person.click(`Watch asking (${sessionId})`);
  await sees("location.pathname", `/watch/owner/${sessionId}`);
  await agent.call("session_destroy", { sessionId });
  await person.open(`${world.live.origin}/`);
  await reads(".pool", /Places/);
});

test("what would run is shown as it is, approved, and then runs", async () => {
  const sessionId = await newSession("buyer");
  const fill = { sessionId, action: "fill", target: "#buy", value: HOSTILE };
  expect((await agent.call("act", fill)).text).toMatch(/^approval_required/);
  await reads("#tab-approvals", /Approvals1 waiting/);
  await sees("document.title", "(1) Dashboard – Leapfrog");
  await person.see(`document.querySelector("#tab-sessions").focus()`);
  await person.press("ArrowRight");
  await sees("location.hash", "#approvals");
  await reads("#panel-approvals pre", /desrever/);
  const shown = String(
    await person.see(`document.querySelector("#panel-approvals pre").textContent`),
  );
  expect(JSON.parse(shown)).toEqual(fill);
  expect(shown).not.toContain("\u202e");
  expect(await person.see(`document.querySelectorAll("img, b").length`)).toBe(0);
  await looksWell("approval");
  await person.tabTo("Note to the agent (optional)");
  await person.type("Fine with me.");
  await person.tabTo("Approve act of grant owner");
  await person.press("Enter");
  await reads(".notice", /Approved at .* exactly this call once.*Fine with me\./s);
  await sees("document.activeElement.textContent", "Approvals");
  await reads("#panel-approvals .lines", /act.*approved/s);
  expect((await agent.call("act", fill)).text).not.toMatch(/^approval_required/);
  await reads("#panel-approvals .lines", /let through/);
  await looksWell("approvals");
});

test("a call that somebody else decided meanwhile says so", async () => {
  const sessionId = await newSession("other");
  const click = { sessionId, action: "click", target: "#buy" };
  const { text } = await agent.call("act", click);
  const id = /apr_[\w-]+/.exec(text)?.[0] ?? "";
  await reads("#panel-approvals pre", /"click"/);
  // Nothing is asked for while the verdict is on its way.
  await person.see(
    "window.fetch = ((real) => (url, init) => String(url) === '/admin/overview' ? new Promise(() => {}) : real(url, init))(window.fetch)",
  );
  await world.decide(id, "decline", "No.");
  await person.click("Approve act of grant owner");
  await reads("#panel-approvals .problem:not([hidden])", /declined already/);
});

test("the pages without a script keep nobody out either", async () => {
  const sessionId = await newSession("plain");
  const { text } = await agent.call("act", { sessionId, action: "click", target: "#buy" });
  const id = /apr_[\w-]+/.exec(text)?.[0] ?? "";
  for (const path of ["/approvals", `/approvals/${id}`, "/approvals/none"]) {
    await person.open(world.live.origin + path);
    await sees("location.pathname", path);
    await reads("h1", /Approvals|Approve this call|No such approval/);
    await looksWell(path.replaceAll(/\W/g, "_").replace(id, "one"));
  }
  await world.decide(id, "decline");
});

describe("grants", () => {
  test("one is added, and its key shown once", async () => {
    await person.open(`${world.live.origin}/`);
    await reads("#tab-grants", /Grants/);
    await openPart("grants");
    await person.click("Add a grant");
    await sees("document.activeElement.id", "grant-label");
    await looksWell("add");
    await person.type("Jane's laptop");
    await person.see(
      `(select => { select.value = "owner"; select.dispatchEvent(new Event("change")); })(document.querySelector("#grant-source"))`,
    );
    await reads("#grant-policy-verdict", /no faults/);
    await person.click("Add grant");
    await reads("dialog output", /^lf_[a-z0-9]{8}_/);
    await looksWell("key");
    const token = String(await person.see(`document.querySelector("dialog output").textContent`));
    await person.click("Done");
    await sees(`document.querySelector("dialog")`, null);
    expect(await person.see(`document.documentElement.outerHTML.includes("${token}")`)).toBe(false);
    const client = await connectV1({ url: world.live.url, token });
    expect((await client.call("session_list", {})).text).toContain("no sessions");
    await client[Symbol.asyncDispose]();
    await looksWell("grants");
  });

  test("a policy in error says where, as it is typed, and what it would mean once it is right", async () => {
    await person.click("Policy of owner");
    await sees("document.activeElement.id", "policy-document");
    await reads("#policy-document-verdict", /no faults/);
    await reads(".forecast", /session_create.*allowed/s);
    await person.press("Control+a");
    await person.type(`{"version": "1", "default": "alow", "tools": {"navigat": {}}}`);
    await reads(".faults", /\/default must be .*\/tools\/navigat/s);
    await sees("document.activeElement.getAttribute('aria-invalid')", "true");
    await looksWell("policy");
    await person.press("Control+a");
    await person.type(`{"version": "1", "default": "allow", "hide": ["act"]}`);
    await reads("#policy-document-verdict", /no faults/);
    await reads(".forecast .changed", /act.*needs approval.*hidden/s);
    await person.press("Escape");
    await reads("dialog.ask", /Leave without saving/);
    await person.click("Cancel");
    await person.click("Save policy");
    await reads(".notice", /The policy of owner is stored/);
    expect((await agent.call("session_list", {})).isError).toBe(false);
    await expect(agent.call("act", { sessionId: "s_abc123" })).rejects.toThrow();
  });

  test("one is given another key, and revoked, after questions", async () => {
    const name = String(
      await person.see(`document.querySelector("#panel-grants li:nth-child(2) h3").textContent`),
    );
    expect(name).toMatch(/^Jane's laptop \([a-z0-9]{8}\)$/);
    await person.click(`Pairing code of ${name}`);
    await reads("dialog output", /^[A-Z0-9]{5}-[A-Z0-9]{5}$/);
    await person.press("Escape");
    await person.click(`Rotate key of ${name}`);
    await person.click("Rotate");
    await reads("dialog output", /^lf_/);
    await person.click("Done");
    await person.click(`Revoke of ${name}`);
    await person.click("Revoke");
    await reads("#panel-grants li:nth-child(2)", /revoked/);
    await sees(
      `document.querySelector("#panel-grants li:nth-child(2) .buttons").checkVisibility()`,
      false,
    );
  });
});

test("the audit is searched, the newest first, and exported", async () => {
  await openPart("audit");
  await reads("#panel-audit [role=status]", /rows match/);
  await reads(".audit li", /admin.*grant\.revoke/s);
  await looksWell("audit");
  await person.see(`document.querySelector("#audit-decision").value = "require_approval"`);
  await person.see(`document.querySelector("#audit-words").focus()`);
  await person.type("#buy");
  await person.press("Enter");
  await reads("#panel-audit [role=status]", /^0 of \d+ rows match/);
  await person.press("Control+a");
  await person.type("ACT");
  await person.press("Enter");
  await reads("#panel-audit [role=status]", /^[1-9]\d* of \d+ rows match/);
  await reads(".audit li", /owner.*act.*require_approval/s);
  const href = String(await person.see(`document.querySelector("a[download]").href`));
  expect(href).toMatch(/\/admin\/audit\?format=jsonl&decision=require_approval&since=/);
  const first = `fetch(${JSON.stringify(href)}).then((got) => got.text()).then((text) => text.split("\\n")[0])`;
  expect(await person.see(first)).toMatch(/^\{.*"event":"stream"/);
});

test("the kill switch asks first, ends what runs, and lets go again", async () => {
  await openPart("sessions");
  await person.click("Stop all calls");
  await reads("dialog.ask", /every session ends/);
  await person.click("Stop");
  await reads(".calls", /Stopped: no call passes/);
  await reads("#panel-sessions", /No session runs/);
  await looksWell("stopped");
  await person.click("Let calls pass");
  await person.click("Let pass");
  await reads(".calls", /^Calls pass$/);
});

test("a login that has ended leads to the login", async () => {
  await person.open(`${world.live.origin}/`);
  await reads(".pool", /Places/);
  await person.click("Log out");
  await sees("document.querySelector('h1')?.textContent", "Log in");
});
