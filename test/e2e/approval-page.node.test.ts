import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApprovalWorld, startApprovalWorld } from "../support/approval-world.ts";
import { type ConnectedClient, connectV1 } from "../support/mcp-clients.ts";
import { type Person, startPerson } from "../support/person.ts";

const HOSTILE = `</pre><img src=x onerror="document.title='owned'"><b>bold</b> \u202edesrever`;

let world: ApprovalWorld;
let agent: ConnectedClient;
let person: Person;

beforeAll(async () => {
  [world, person] = await Promise.all([startApprovalWorld(), startPerson()]);
  agent = await connectV1(world.live);
});

afterAll(async () => {
  await agent?.[Symbol.asyncDispose]();
  await person?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

/** Waits until the page has this heading. */
async function heading(text: string): Promise<void> {
  await expect
    .poll(() => person.see("document.querySelector('h1')?.textContent"), { timeout: 10_000 })
    .toBe(text);
}

/** Follows a link on another site, for which the browser keeps the cookie back until a click here. */
async function comeFromChat(link: string): Promise<void> {
  const chat = new URL("/page", new URL(world.otherShop).origin);
  chat.search = String(new URLSearchParams({ html: `<a id="link" href="${link}">Approve</a>` }));
  await person.open(chat.href);
  await expect.poll(() => person.see("document.querySelector('#link')?.href")).toBe(link);
  await person.tabTo("Approve");
  await person.press("Enter");
  await heading("From elsewhere");
  await person.tabTo("Open the page");
  await person.press("Enter");
}

/** Keeps pictures where somebody wants to look at them. */
async function keepPictures(name: string): Promise<void> {
  const folder = process.env.LEAPFROG_PICTURES;
  if (folder === undefined) return;
  for (const scheme of ["light", "dark"] as const) {
    for (const [size, width, height] of [
      ["phone", 390, 844],
      ["desktop", 1280, 900],
    ] as const) {
      const data = await person.picture({ width, height, scheme });
      await writeFile(join(folder, `${name}-${size}-${scheme}.png`), data, "base64");
    }
  }
}

test("a person comes by a link in a chat, logs in, reads everything and decides with the keyboard", async () => {
  const { text } = await agent.call("session_create", { url: world.shop });
  const sessionId = /s_[a-z0-9]{6}/.exec(text)?.[0] ?? "";
  const fill = { sessionId, action: "fill", target: "#buy", value: HOSTILE };
  const refused = await agent.call("act", fill);
  const link = /Approve at (\S+)\. approval/.exec(refused.text)?.[1] ?? "";

  await comeFromChat(link);
  await heading("Log in");
  await keepPictures("login");
  await person.see("document.querySelector('#token').focus()");
  await person.type(world.adminToken);
  await person.press("Enter");
  await heading("Approve this call?");
  await keepPictures("pending");
  expect(await person.see("location.href")).toBe(link);
  expect(await person.see("document.cookie")).toBe("");
  expect(await person.see("document.title")).toBe("Approve this call? – Leapfrog");
  const shown = String(await person.see("document.querySelector('pre').textContent"));
  expect(JSON.parse(shown)).toEqual(fill);
  expect(shown).not.toContain("\u202e");
  expect(await person.see("document.documentElement.scrollWidth <= innerWidth")).toBe(true);

  // Another link from outside finds the login that there is.
  await comeFromChat(link);
  await heading("Approve this call?");

  await person.tabTo("Note to the agent (optional)");
  await person.type("Fine with me.");
  await person.tabTo("Decline");
  await person.tabTo("Approve");
  await person.press("Enter");
  await heading("Call approved");
  await keepPictures("approved");
  const status = String(await person.see("document.querySelector('[role=status]').textContent"));
  expect(status).toMatch(/Approved at .* exactly this call once.*Fine with me\./s);
  const done = await agent.call("act", fill);
  expect(done.text).not.toMatch(/^approval_required/);
  await agent.call("act", { ...fill, value: "another" });
  await person.open(new URL("/approvals", link).href);
  await heading("Approvals");
  await keepPictures("list");
  await person.tabTo("Log out");
  await person.press("Enter");
  await heading("Log in");
  await person.open(link);
  await heading("Log in");
});
