import { expect } from "vitest";
import type { Agent, ToolAnswer } from "../../../support/agent.ts";
import type { Act, Case } from "./case.ts";
import { CasePage } from "./case-page.ts";

/** Milliseconds for what the page has already sent to reach its server. */
const ARRIVAL_MS = 1_500;
const LOOK_MS = 20;

/** What an act that is refused must leave as it is. */
export const UNTOUCHED = `JSON.stringify([heard,location.href,document.documentElement.outerHTML,document.activeElement.id,
[...document.querySelectorAll("input,textarea,select")].map((it)=>[it.value,it.checked])])`;

/** Does what the case says, and holds its server and its page to it; gives the page for a later look. */
export async function runCase(agent: Agent, given: Case): Promise<CasePage> {
  const page = await CasePage.plant(given);
  const opened = await agent.call("navigate", { url: page.url });
  if (opened.isError) throw new Error(opened.text);
  for (const act of given.acts) await take(agent, act);
  const wanted = expected(given);
  expect(await arrived(page, wanted.length), "what the server was asked for").toEqual(wanted);
  const found: Record<string, unknown> = {};
  for (const js of Object.keys(given.dom ?? {})) found[js] = await agent.evaluate(js);
  expect(found, "the page").toEqual(given.dom ?? {});
  if (given.acts.some(({ action }) => action === "resize")) {
    // Another page, since this one would tell of it.
    await agent.navigate("elsewhere");
    await agent.act("resize", { width: 1_280, height: 720 });
  }
  return page;
}

/** All that the server of a case is to be asked for. */
export function expected({ sent }: Case): string[] {
  return ["GET page", ...sent];
}

async function take(agent: Agent, act: Act): Promise<void> {
  const isSafe = act.refused !== undefined && act.touched !== true;
  const before = isSafe ? await agent.evaluate(UNTOUCHED) : undefined;
  const args = { ...act.args };
  for (const field of ["target", "target2"]) {
    if (field in args) args[field] = await targetOf(agent, String(args[field]));
  }
  const answer = await agent.act(act.action, args);
  expectAnswer(act, answer);
  if (isSafe) expect(await agent.evaluate(UNTOUCHED), "nothing was touched").toBe(before);
}

function targetOf(agent: Agent, target: string): Promise<string> | string {
  return target.startsWith("ref: ") ? agent.ref(...target.slice(5).split(", ")) : target;
}

function expectAnswer({ action, args, refused, says, untold }: Act, { text, isError }: ToolAnswer) {
  const told = `${action} ${JSON.stringify(args)}: ${text}`;
  expect(isError, told).toBe(refused !== undefined);
  if (refused !== undefined) expect(text).toMatch(new RegExp(`^${refused}: `));
  if (says !== undefined) expect(text).toMatch(says);
  if (untold !== undefined) expect(text).not.toMatch(untold);
}

async function arrived(page: CasePage, count: number): Promise<string[]> {
  const until = Date.now() + ARRIVAL_MS;
  for (;;) {
    const requests = await page.requests();
    if (requests.length >= count || Date.now() > until) return requests;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
