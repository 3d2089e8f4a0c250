import { afterAll, beforeAll, expect, test } from "vitest";
import { type LiveLink, livePath } from "../../src/domain/live-link.ts";
import { type ApprovalWorld, startApprovalWorld } from "../support/approval-world.ts";
import { connectV1 } from "../support/mcp-clients.ts";
import { type Person, startPerson } from "../support/person.ts";

/** The key that live servers of tests have. */
const KEY = btoa("live".repeat(8));
const SESSION = "s_zzz999";

let world: ApprovalWorld;
let person: Person;

beforeAll(async () => {
  [world, person] = await Promise.all([startApprovalWorld(), startPerson()]);
});

afterAll(async () => {
  await person?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

async function linkTo(link: Partial<LiveLink> = {}): Promise<string> {
  const until = Date.now() + 600_000;
  const path = await livePath(KEY, {
    grantId: "owner",
    sessionId: SESSION,
    role: "watch",
    until,
    ...link,
  });
  return new URL(path, world.live.origin).href;
}

/** Waits until the person's page is at this address. */
async function arrive(href: string): Promise<void> {
  const at = () => person.see("document.readyState === 'complete' && location.href");
  await expect.poll(at, { timeout: 10_000 }).toBe(href);
}

/** Opens a page of somebody else's; `localhost` is another site, another port the same site. */
async function openElsewhere(html: string, host = "localhost"): Promise<void> {
  const page = new URL("/page", new URL(world.otherShop).origin);
  page.hostname = host;
  page.search = String(new URLSearchParams({ html }));
  await person.open(page.href);
  await arrive(page.href);
}

/** What an expression of the page comes to, as text. */
async function told(expression: string): Promise<unknown> {
  await person.see("void (window.told = undefined)");
  await person.see(
    `void (async () => ${expression})().then((what) => (window.told = what), (error) => (window.told = String(error)))`,
  );
  await expect.poll(() => person.see("window.told"), { timeout: 10_000 }).toBeDefined();
  return person.see("window.told");
}

/** The first message of a socket, or that it closed without any. */
function heard(path: string): Promise<unknown> {
  const address = JSON.stringify(path.replace(/^http/, "ws"));
  return told(
    `new Promise((done) => { const one = new WebSocket(${address}); one.onmessage = ({data}) => done(data); one.onclose = () => done("closed"); })`,
  );
}

function give(code: string): Promise<unknown> {
  const body = JSON.stringify(JSON.stringify({ code }));
  return told(
    `fetch(document.body.dataset.pair, { method: "POST", headers: { "Content-Type": "application/json" }, body: ${body} }).then(async (one) => one.status + " " + (await one.text()))`,
  );
}

async function newCode(): Promise<string> {
  const response = await fetch(`${world.live.origin}/admin/grants/owner/pairing`, {
    method: "POST",
    headers: { Authorization: `Bearer ${world.adminToken}` },
  });
  const { code } = (await response.json()) as { code: string };
  return code;
}

test("a link in a chat opens at once; its page, which tells its address to nobody, pairs and connects", async () => {
  const link = await linkTo();
  await openElsewhere(`<a id="link" href="${link}">Watch</a>`);
  await person.tabTo("Watch");
  await person.press("Enter");
  await arrive(link);
  expect(await give("AAAAA-AAAAA")).toMatch(/^403 .*This code is not good/);
  expect(await give(await newCode())).toBe("204 ");
  expect(await person.see("document.cookie")).toBe("");
  const old = await linkTo({ until: Date.now() - 1 });
  expect(await heard(`${old}/socket`)).toMatch(/"over".*The link is not good/);
  const echo = new URL("/echo", new URL(world.shop).origin).href;
  expect(await told(`fetch(${JSON.stringify(echo)})`)).toMatch(/TypeError/);
});

test("no page of another site, or of another port, connects or pairs", async () => {
  const link = await linkTo({ role: "control" });
  const code = await newCode();
  for (const host of ["localhost", "127.0.0.1"]) {
    await openElsewhere("<p>Elsewhere</p>", host);
    expect(await heard(`${link}/socket`)).toBe("closed");
    const watch = `${world.live.origin}/watch/owner/${SESSION}/socket`;
    expect(await heard(watch)).toBe("closed");
    const asked = { method: "POST", mode: "no-cors", credentials: "include" };
    const init = JSON.stringify({ ...asked, body: JSON.stringify({ code }) });
    const pair = JSON.stringify(`${link}/pair`);
    expect(await told(`fetch(${pair}, ${init}).then(({ type }) => type)`)).toBe("opaque");
  }
  await person.open(link);
  await arrive(link);
  expect(await give(code)).toBe("204 ");
});

test("the admin logs in from the page, comes back to it, and may watch any session", async () => {
  const link = await linkTo();
  const watch = `${world.live.origin}/watch/owner/${SESSION}`;
  await person.open(link);
  await arrive(link);
  expect(await heard(`${watch}/socket`)).toMatch(/login is over/);
  await person.see("void (location.href = document.body.dataset.login)");
  await expect.poll(() => person.see("document.activeElement?.name")).toBe("token");
  expect(await person.see("document.referrer")).toBe("");
  await person.type(world.adminToken);
  await person.press("Enter");
  await arrive(link);
  await person.open(watch);
  await arrive(watch);
  expect(await person.see("document.body.dataset.pair ?? 'none'")).toBe("none");
  expect(await heard(`${watch}/socket`)).not.toMatch(/login is over/);
});

test("the browser that an agent controls opens none of it", async () => {
  await using agent = await connectV1(world.live);
  const { text } = await agent.call("session_create", { url: world.shop });
  const sessionId = /s_[a-z0-9]{6}/.exec(text)?.[0] ?? "";
  const link = await linkTo({ sessionId, role: "control" });
  const watch = `${world.live.origin}/watch/owner/${sessionId}`;
  const byName = link.replace("127.0.0.1", "localhost");
  for (const url of [link, byName, watch, `${world.live.origin}/pages/live.js`]) {
    const { text } = await agent.call("navigate", { sessionId, url });
    expect(text).toMatch(/^blocked_url: .*this server's own address is never opened/);
  }
  await agent.call("navigate", { sessionId, url: world.shop });
  const socket = `${link.replace("http", "ws")}/socket`;
  for (const js of [
    `fetch(${JSON.stringify(`${link}/pair`)}, {method: "POST", mode: "no-cors"}).then(() => "reached", () => "refused")`,
    `new Promise((done) => { const one = new WebSocket(${JSON.stringify(socket)}); one.onopen = () => done("reached"); one.onerror = () => done("refused"); }).catch(() => "refused")`,
  ]) {
    const { text } = await agent.call("extract", { sessionId, type: "js", js });
    expect(text).toContain('"refused"');
  }
});
