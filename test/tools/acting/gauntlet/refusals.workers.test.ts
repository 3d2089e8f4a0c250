import { expect, test } from "vitest";
import { Agent } from "../../../support/agent.ts";
import { ALL_CASES } from "./all-cases.ts";
import type { Case } from "./case.ts";
import { REFUSAL_CASES } from "./refusal-cases.ts";
import { runCase } from "./run-case.ts";

/** Sessions that wait side by side, since each refusal takes its time. */
const SESSIONS = 5;

test("whatever waits until its time is up leaves its page and its server as they were", async () => {
  const left = [...REFUSAL_CASES, ...ALL_CASES.filter(({ slow }) => slow)];
  const workers = Array.from({ length: SESSIONS }, () => workThrough(left));
  expect((await Promise.all(workers)).flat()).toEqual([]);
}, 120_000);

/** Takes cases as long as there are any; gives what went wrong. */
async function workThrough(left: Case[]): Promise<string[]> {
  await using agent = await Agent.open();
  const wrong: string[] = [];
  for (let given = left.shift(); given !== undefined; given = left.shift()) {
    const { name } = given;
    await runCase(agent, given).catch((error: unknown) => wrong.push(`${name}: ${error}`));
  }
  return wrong;
}
