import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { type Person, startPerson } from "../support/person.ts";
import type { World } from "./world.ts";

const SOON = { timeout: 20_000 };
/** Presses of Tab that lead from the beginning of the shop's login to its first field. */
const TABS_TO_EMAIL = 9;

/** What the pages say happens between their blocks. */
export const MEANWHILE: Readonly<Record<string, (world: World) => Promise<void>>> = {
  "a person logs in": personLogsIn,
  "somebody adds one to the cart": async ({ client, lastSession }) => {
    const js = "document.querySelector('#buy button:not([type=button])').click()";
    await client.call("extract", { sessionId: lastSession, type: "js", js });
  },
};

/** Opens the link of the last answer in a browser of their own, with a code of the admin's. */
async function personLogsIn(world: World): Promise<void> {
  const link = / link (\S+)/.exec(world.lastAnswer)?.[1] ?? "";
  const { code = "" } = await world.admin("/grants/owner/pairing");
  await using person = await startPerson();
  await person.look({ width: 1280, height: 900, scheme: "light" });
  await person.open(link);
  await reads(person, "main", /Pairing code/);
  await person.see("document.querySelector('#pair input').focus()");
  await person.type(code);
  await person.press("Enter");
  await person.click("Take over");
  await reads(person, "main", /Give back/);
  await fillLogin(person);
  await agentReads(world, /Your account/);
  await person.see("document.querySelector('#request textarea').focus()");
  await person.type("Used my phone.");
  await person.click("Done");
  await reads(person, "main", /Take over/);
}

/** By keys alone, as in the page itself. */
async function fillLogin(person: Person): Promise<void> {
  const middle = `(() => { const { x, y, width, height } = document.querySelector("canvas").getBoundingClientRect(); return { x: x + 5, y: y + height / 2, width } })()`;
  const { x, y } = (await person.see(middle)) as { x: number; y: number };
  await person.clickAt(x, y);
  for (let tabs = 0; tabs < TABS_TO_EMAIL; tabs++) await person.press("Tab");
  await person.type("ada@example.com");
  await person.press("Tab");
  await person.type("analytical-engine");
  await person.press("Enter");
}

async function agentReads({ client, lastSession }: World, words: RegExp): Promise<void> {
  const read = async () => (await client.call("snapshot", { sessionId: lastSession })).text;
  await expect.poll(read, SOON).toMatch(words);
}

async function reads(person: Person, selector: string, words: RegExp): Promise<void> {
  const text = `document.querySelector(${JSON.stringify(selector)})?.textContent ?? ""`;
  await expect.poll(() => person.see(text), SOON).toMatch(words);
  await sleep(0);
}
