import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LOOKS, violationsInAllLooks, violationsOn } from "../support/axe.ts";
import { freePorts } from "../support/free-ports.ts";
import { type LiveServer, startLive } from "../support/live-server.ts";
import {
  type AskedUrl,
  type ConnectedClient,
  connectV1,
  connectV2,
} from "../support/mcp-clients.ts";
import { startPages } from "../support/pages-server.ts";
import { type Person, startPerson } from "../support/person.ts";

const ADMIN_TOKEN = "admin-token-admin-token-admin-token-0123456789";
const DESKTOP = { width: 1280, height: 900, scheme: "light" } as const;

/** A login whose fields stand at known places, and what it shows whoever knows the password. */
const LOGIN = `<title>Shop</title><style>body { margin: 0; font: 20px sans-serif; background: #fff }
  h1 { position: absolute; left: 100px; top: 20px } input, button { position: absolute; left: 100px; width: 400px; height: 50px; font: inherit }
  #user { top: 100px } #word { top: 180px } #go { top: 260px }</style>
<h1 id=head>Welcome back</h1>
<form id=form><input id=user name=user aria-label="User" placeholder="User"><input id=word name=word type=password aria-label="Password" placeholder="Password"><button id=go>Log in</button></form>
<script>form.onsubmit = (event) => { event.preventDefault(); head.textContent = user.value === "ada" && word.value === "lovelace" ? "Your orders, Ada" : "Wrong: " + user.value + " " + word.value.length; }</script>`;

let live: LiveServer;
let agent: ConnectedClient;
let person: Person;
let stopPages: () => Promise<void>;
let shop = "";

beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  const origin = `http://127.0.0.1:${port}`;
  shop = `${origin}/page?${new URLSearchParams({ html: LOGIN })}`;
  stopPages = await startPages(origin);
  const settings = { LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN, ALLOW_PRIVATE_HOSTS: `127.0.0.1:${port}` };
  [live, person] = await Promise.all([startLive(settings), startPerson()]);
  agent = await connectV1(live);
  await person.look(DESKTOP);
});

afterAll(async () => {
  await agent?.[Symbol.asyncDispose]();
  await person?.[Symbol.asyncDispose]();
  await live?.[Symbol.asyncDispose]();
  await stopPages?.();
});

/** Waits until an expression in the person's page has this value. */
function sees(expression: string, value: unknown): Promise<void> {
  return expect.poll(() => person.see(expression), { timeout: 15_000 }).toEqual(value);
}

/** Waits until an element of the person's page shows words like these. */
function reads(selector: string, words: RegExp): Promise<void> {
  const text = `document.querySelector(${JSON.stringify(selector)})?.textContent ?? ""`;
  return expect.poll(() => person.see(text), { timeout: 15_000 }).toMatch(words);
}

/** Waits until the agent reads words like these. */
function agentReads(sessionId: string, words: RegExp): Promise<void> {
  const read = async () => (await agent.call("snapshot", { sessionId })).text;
  return expect.poll(read, { timeout: 15_000 }).toMatch(words);
}

/** Clicks what the agent's page has at this place, in the picture of it. */
async function clickInPicture(x: number, y: number): Promise<void> {
  const box = `(() => { const { x, y, width } = document.querySelector("canvas").getBoundingClientRect(); return { x, y, width } })()`;
  const at = (await person.see(box)) as { x: number; y: number; width: number };
  const scale = at.width / 1280;
  await person.clickAt(at.x + x * scale, at.y + y * scale);
}

async function open(): Promise<string> {
  const { text } = await agent.call("session_create", { url: shop });
  return /s_[a-z0-9]{6}/.exec(text)?.[0] ?? "";
}

async function ask(sessionId: string): Promise<{ requestId: string; link: string }> {
  const reason = "Please log in to the shop; I am not given the password.";
  const { text } = await agent.call("wait_for_human", { sessionId, reason, timeout: 0 });
  const [, requestId = "", link = ""] = /requestId (\S+) link (\S+)/.exec(text) ?? [];
  expect(link, text).toContain(`${live.origin}/live/owner.${sessionId}.watch.`);
  return { requestId, link };
}

/** Keeps pictures where somebody wants to look at them, and says what keeps people out. */
async function looksWell(name: string): Promise<void> {
  const folder = process.env.LEAPFROG_PICTURES;
  for (const look of LOOKS) {
    await person.look(look);
    const how = `${name}-${look.width}-${look.scheme}`;
    expect(await violationsOn(person), how).toEqual([]);
    expect(await person.see("document.documentElement.scrollWidth <= innerWidth"), how).toBe(true);
    if (folder !== undefined)
      await writeFile(join(folder, `${how}.png`), await person.view(), "base64");
  }
  await person.look(DESKTOP);
}

async function pairingCode(): Promise<string> {
  const response = await fetch(`${live.origin}/admin/grants/owner/pairing`, {
    method: "POST",
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  return ((await response.json()) as { code: string }).code;
}

test("a person with a code takes over, logs in by hand, and releases the agent that waits", async () => {
  const sessionId = await open();
  await agent.call("snapshot", { sessionId });
  const { requestId, link } = await ask(sessionId);
  await person.open(link);
  await reads("main", /Please log in to the shop/);
  await sees("document.querySelector('canvas').width > 300", true);
  await looksWell("live-watch");
  expect(
    await person.see(
      "[...document.querySelectorAll('button')].some((one) => one.textContent === 'Done' && one.checkVisibility())",
    ),
  ).toBe(false);
  await clickInPicture(300, 125);
  await person.typeKeys("nobody");

  await person.see("document.querySelector('#pair input').focus()");
  await person.type(await pairingCode());
  await person.press("Enter");
  await reads("main", /You may take over|Take over/);
  await person.click("Take over");
  await reads("main", /Give back/);
  await looksWell("live-control");
  await clickInPicture(300, 125);
  await person.typeKeys("ada");
  await clickInPicture(300, 205);
  await person.typeKeys("lovelace");
  const refused = await agent.call("act", { sessionId, action: "click", target: "#go" });
  expect(refused.text).toMatch(/^not_actionable: a person has the page; nothing was done\./);
  const waiting = agent.call("wait_for_human", { sessionId, requestId });
  await clickInPicture(300, 285);
  await agentReads(sessionId, /Your orders, Ada/);
  await person.see("document.querySelector('#request textarea').focus()");
  await person.type("Logged in with my phone.");
  await person.click("Done");
  const { text } = await waiting;
  expect(text).toContain('done by a person with a code, with the note: "Logged in with my phone."');
  expect(text).not.toContain("lovelace");
  expect((await agent.call("act", { sessionId, action: "hover", target: "#go" })).isError).toBe(
    false,
  );

  const rows = await fetch(`${live.origin}/admin/audit?format=jsonl&grant=owner`, {
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  const people = (await rows.text()).split("\n").filter((row) => row.includes('"event":"person"'));
  const deeds = people.map((row) => (JSON.parse(row) as { what: string }).what);
  expect(deeds).toEqual(["pairing.used", "takeover.begin", "request.done", "takeover.end"]);
  await agent.call("session_destroy", { sessionId });
  await reads("main", /The session has ended/);
});

test("what the agent does is shown as it does it, and a question of the page waits for the person", async () => {
  const { text: made } = await agent.call("session_create", { url: shop, headed: true });
  const sessionId = /s_[a-z0-9]{6}/.exec(made)?.[0] ?? "";
  const link = /live view (\S+) for 60 minutes/.exec(made)?.[1] ?? "";
  await person.open(link);
  await reads("#viewers", /a person with a code/);
  await sees("document.querySelector('canvas').width > 300", true);
  await agent.call("act", { sessionId, action: "click", target: "#user" });
  await reads("#acts", /act/);
  await person.click("Take over");
  await reads("main", /Give back/);
  await person.see("document.querySelector('.address input').focus()");
  await person.press("Control+a");
  const html = `<title>Asks</title><body style="margin:0"><button style="position:absolute;left:0;top:0;width:400px;height:200px" onclick="document.title = prompt('Your name?', 'nobody')">ask</button>`;
  await person.type(`${new URL(shop).origin}/page?${new URLSearchParams({ html })}`);
  await person.press("Enter");
  await agentReads(sessionId, /title: Asks/);
  await sees(
    "document.title.includes('Asks') || document.querySelector('main').textContent.includes('Asks')",
    true,
  );
  await clickInPicture(100, 100);
  await reads("#dialog", /Your name\?/);
  await looksWell("live-dialog");
  await person.see("document.querySelector('#dialog input').focus()");
  await person.press("Control+a");
  await person.type("Grace");
  await person.press("Enter");
  await agentReads(sessionId, /title: Grace/);
  await person.click("Give back");
  await reads("main", /Take over/);
  await agent.call("session_destroy", { sessionId });
});

test("a link that is over says so, to everybody", async () => {
  const sessionId = await open();
  const { link } = await ask(sessionId);
  await agent.call("session_destroy", { sessionId });
  for (const [path, words] of [
    [link, /ended|no such session/i],
    [`${link.slice(0, -4)}AAAA`, /link/i],
    [`${live.origin}/watch/owner/${sessionId}`, /log in|session/i],
  ] as const) {
    await person.open(path);
    await reads("body", words);
    expect(await violationsInAllLooks(person), path).toEqual([]);
  }
  await person.look(DESKTOP);
});

test("where the grant's policy says so, whoever has the link may take over", async () => {
  const put = (document: object) =>
    fetch(`${live.origin}/admin/grants/owner/policy`, {
      method: "PUT",
      headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
      body: JSON.stringify({ version: "1", default: "allow", ...document }),
    });
  expect((await put({ people: { link: "control" } })).status).toBe(200);
  await using stranger = await startPerson();
  const { text: made } = await agent.call("session_create", { url: shop, headed: true });
  const sessionId = /s_[a-z0-9]{6}/.exec(made)?.[0] ?? "";
  const link = /live view (\S+)/.exec(made)?.[1] ?? "";
  expect(link).toContain(`.${sessionId}.control.`);
  await stranger.open(link);
  await stranger.click("Take over");
  const act = () => agent.call("act", { sessionId, action: "click", target: "#user" });
  await expect
    .poll(async () => (await act()).text, { timeout: 10_000 })
    .toMatch(/^not_actionable: a person/);
  expect((await put({})).status).toBe(200);
  await agent.call("session_destroy", { sessionId });
});

test("a client of the 2026 era is asked to open the link, and comes back with the person's word", async () => {
  const sessionId = await open();
  const opened: AskedUrl[] = [];
  await using modern = await connectV2(live, { pin: "2026-07-28" }, async (asked) => {
    opened.push(asked);
    await person.open(String(asked.url));
    await person.click("Done");
  });
  const { text } = await modern.call("wait_for_human", { sessionId, reason: "Please look." });
  expect(opened).toHaveLength(1);
  expect(opened[0]).toMatchObject({ mode: "url", message: "The agent asks: Please look." });
  expect(opened[0]?.url).toContain(`/live/owner.${sessionId}.watch.`);
  expect(text).toContain("done by a person with a code");
  await agent.call("session_destroy", { sessionId });
});
