/** The pictures of README and docs, anew with LEAPFROG_PICTURES=docs/pictures. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningShop, startShop } from "../../demo/shop/server.ts";
import { LOOKS, violationsOn } from "../support/axe.ts";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { type ConnectedClient, connectV1 } from "../support/mcp-clients.ts";
import { type Person, startPerson } from "../support/person.ts";

const ADMIN_TOKEN = "admin-token-admin-token-admin-token-0123456789";

let shop: RunningShop;
let live: LiveServer;
let agent: ConnectedClient;
let person: Person;

beforeAll(async () => {
  [shop, person] = await Promise.all([startShop({ port: 0 }), startPerson()]);
  const hosts = [shop.url, shop.paymentUrl].map((url) => new URL(url).host);
  const act = {
    action: "require_approval",
    reason: "Putting things into the cart needs a person.",
  };
  const when = [{ path: "args.target", op: "contains", value: "Add to cart" }];
  const policy = { version: "1", default: "allow", tools: { act: { ...act, when } } };
  live = await startLive({
    LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN,
    LEAPFROG_POLICY: JSON.stringify(policy),
    ALLOW_PRIVATE_HOSTS: hosts.join(","),
  });
  agent = await connectV1(live);
});

afterAll(async () => {
  await agent?.[Symbol.asyncDispose]();
  await person?.[Symbol.asyncDispose]();
  await live?.[Symbol.asyncDispose]();
  await shop?.close();
});

async function open(name: string, path: string): Promise<string> {
  const url = new URL(path, shop.url).href;
  const { text, isError } = await agent.call("session_create", { name, url });
  expect(isError, text).toBe(false);
  return /s_[a-z0-9]{6}/.exec(text)?.[0] ?? "";
}

function sees(expression: string, value: unknown = true): Promise<void> {
  return expect.poll(() => person.see(expression), { timeout: 20_000 }).toEqual(value);
}

/** Keeps the four looks of what is shown, where they are wanted, and says what keeps people out. */
async function keep(name: string): Promise<void> {
  const folder = process.env.LEAPFROG_PICTURES;
  for (const look of LOOKS) {
    await person.look(look);
    const size = look.width < 600 ? "phone" : "desktop";
    expect(await violationsOn(person), `${name} ${size} ${look.scheme}`).toEqual([]);
    if (folder === undefined) continue;
    await writeFile(
      join(folder, `${name}-${size}-${look.scheme}.png`),
      await person.view(),
      "base64",
    );
  }
}

const DRAWN = `[...document.querySelectorAll("canvas")].filter((one) => one.width > 300 || one.checkVisibility()).length`;

test("the dashboard, an approval and the live view of a shop are seen well by everybody", async () => {
  const login = await open("login", "/login");
  await open("catalogue", "/");
  const search = await open("search", "/search?q=mug");
  await open("cart", "/cart");
  const reason = "Please log in with your own account; I do not have the password.";
  const asked = await agent.call("wait_for_human", { sessionId: login, reason, timeout: 0 });
  const wanted = { sessionId: search, action: "click", target: 'role=button[name="Add to cart"]' };
  const refused = await agent.call("act", wanted);
  expect(refused.text).toMatch(/^approval_required: /);

  await person.look({ width: 1280, height: 900, scheme: "light" });
  await person.open(`${live.origin}/`);
  await sees("document.querySelector('#token') !== null");
  await person.see("document.querySelector('#token').focus()");
  await person.type(ADMIN_TOKEN);
  await person.press("Enter");
  await sees("document.querySelectorAll('.tile').length", 4);
  await sees(`${DRAWN} >= 4`);
  await keep("dashboard");
  await person.look({ width: 1280, height: 900, scheme: "light" });
  await person.see("document.querySelector('#tab-approvals').click()");
  await sees("document.querySelector('#panel-approvals').textContent.includes('Add to cart')");
  await keep("approval");

  await person.look({ width: 1280, height: 900, scheme: "light" });
  await person.open(/link (\S+)/.exec(asked.text)?.[1] ?? "");
  await sees("document.querySelector('main').textContent.includes('Please log in with')");
  await sees("document.querySelector('canvas').width > 300");
  await person.click("Take over");
  await sees("document.querySelector('main').textContent.includes('You have the page')");
  await person.see("document.querySelector('.side').scrollTop = 0");
  await keep("live");
});
