import { expect } from "vitest";
import { type Person, startPerson } from "../support/person.ts";
import type { World } from "./world.ts";

const SOON = { timeout: 20_000 };

interface Place {
  readonly x: number;
  readonly y: number;
}

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
  const places = await placesOfFields(world);
  await using person = await startPerson();
  await person.look({ width: 1280, height: 900, scheme: "light" });
  await person.open(link);
  await reads(person, "main", /\(you\), watches only/);
  await person.see("document.querySelector('#pair input').focus()");
  await person.type(code);
  await person.press("Enter");
  await reads(person, "main", /\(you\), may take over/);
  await person.click("Take over");
  await reads(person, "main", /Give back/);
  await fillLogin(person, places);
  await agentReads(world, /Your account/);
  await person.see("document.querySelector('#request textarea').focus()");
  await person.type("Used my phone.");
  await person.click("Done");
  await reads(person, "main", /Take over/);
}

/** Clicks into the picture where the login's fields are, and types. */
async function fillLogin(person: Person, places: readonly Place[]): Promise<void> {
  const box = `(() => { const { x, y, width } = document.querySelector("canvas").getBoundingClientRect(); return { x, y, width } })()`;
  const picture = (await person.see(box)) as Place & { width: number };
  const scale = picture.width / 1280;
  for (const [index, text] of ["ada@example.com", "analytical-engine"].entries()) {
    const { x, y } = places[index] ?? { x: 0, y: 0 };
    await person.clickAt(picture.x + x * scale, picture.y + y * scale);
    await person.type(text);
  }
  await person.press("Enter");
}

/** The middles of the login's fields, seen in a session beside: in the one that waits no code may run. */
async function placesOfFields({ client, shop }: World): Promise<Place[]> {
  const { text: made } = await client.call("session_create", { url: `${shop.url}login` });
  const sessionId = /s_[a-z0-9]{6}/.exec(made)?.[0];
  const js = `["#email", "#password"].map((id) => { const { x, y, width, height } = document.querySelector(id).getBoundingClientRect(); return { x: x + width / 2, y: y + height / 2 } })`;
  const { text } = await client.call("extract", { sessionId, type: "js", js });
  await client.call("session_destroy", { sessionId });
  return JSON.parse(/^\[\s*\{[\s\S]*?\n?\]/m.exec(text)?.[0] ?? "[]");
}

async function agentReads({ client, lastSession }: World, words: RegExp): Promise<void> {
  // Not by a snapshot, after which the agent would be told of no change.
  const read = async () => (await client.call("extract", { sessionId: lastSession })).text;
  await expect.poll(read, SOON).toMatch(words);
}

async function reads(person: Person, selector: string, words: RegExp): Promise<void> {
  const text = `document.querySelector(${JSON.stringify(selector)})?.textContent ?? ""`;
  await expect.poll(() => person.see(text), SOON).toMatch(words);
}
