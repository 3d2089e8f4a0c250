import { expect } from "vitest";
import { type Agent, fenced } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { ALL_TASKS } from "./all-tasks.ts";
import { PENDING } from "./pending.ts";
import { refIn, refsIn } from "./ref-in.ts";
import { click, type Step, type Task } from "./task.ts";
import { OUTCOME, SAY, taskUrl } from "./task-page.ts";

interface Outcome {
  readonly done: string;
  /** Kinds of events with the need that heard of them. */
  readonly hits: readonly (readonly [string, string])[];
}

test("the tasks are many, and each has a name of its own", () => {
  const names = ALL_TASKS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(60);
  expect(PENDING.filter((name) => !names.includes(name))).toEqual([]);
});

for (const task of ALL_TASKS) {
  const options = PENDING.includes(task.name) ? { fails: true, retry: 0 } : {};
  test(`${task.name}: ${task.say}`, options, async ({ agent }) => {
    const opened = await agent.call("navigate", { url: taskUrl(task) });
    if (opened.isError) throw new Error(opened.text);
    if (task.start) await take(agent, task, click("START"), below(task, opened.text));
    let shown = task.start ? await read(agent, task) : below(task, opened.text);
    shown = await expectReachable(agent, task, shown);
    for (const step of task.steps) {
      await take(agent, task, step, shown);
      shown = step === task.steps.at(-1) ? "" : await read(agent, task);
    }
    expectDone(task, await outcomeOf(agent));
  });
}

/** Looks at a page that may still be loading, such as one with frames. */
const LOOKS = 4;

/**
 * Every need that shows has its ref in the snapshot; the browser finds it by a selector of its own.
 * Gives the text in which they all stand.
 */
async function expectReachable(agent: Agent, task: Task, first: string): Promise<string> {
  const { text } = await agent.act("hover", { target: "[data-need]" });
  expect(fenced(text)).not.toMatch(/^… \d+ more/m);
  const needed = fenced(text)
    .split("\n")
    .filter((line) => line.startsWith("@e") && !line.includes(`"${SAY}`));
  let shown = first;
  for (let look = 1; ; look++) {
    const refs = refsIn(shown);
    const missing = needed.filter((line) => !refs.has(line.split(" ")[0] ?? ""));
    if (missing.length === 0) return shown;
    if (look === LOOKS) expect(missing, `has no ref in\n${shown}`).toEqual([]);
    shown = await read(agent, task);
  }
}

/** The page as it is now, below what the task says. */
async function read(agent: Agent, task: Task): Promise<string> {
  return below(task, await agent.snapshot());
}

function below({ say }: Task, answer: string): string {
  const text = fenced(answer);
  const at = text.indexOf(SAY + say);
  return at === -1 ? text : text.slice(at + SAY.length + say.length);
}

async function take(agent: Agent, task: Task, step: Step, shown: string): Promise<void> {
  const { action, on, on2, args } = step;
  if (action === "wait") {
    const { text, isError } = await agent.call("wait_for", { condition: "text", ...args });
    if (isError) throw new Error(text);
    return;
  }
  const { text, isError } = await agent.act(action, {
    ...(on === undefined ? {} : { target: await placeOf(agent, task, on, shown) }),
    ...(on2 === undefined ? {} : { target2: await placeOf(agent, task, on2, shown) }),
    ...args,
  });
  if (isError) throw new Error(`${action} ${on ?? ""}: ${text}\n${shown}`);
}

async function placeOf(agent: Agent, task: Task, place: string, first: string): Promise<string> {
  let shown = first;
  for (let look = 1; look <= LOOKS; look++) {
    const ref = refIn(shown, place);
    if (ref !== undefined) return ref;
    shown = await read(agent, task);
  }
  throw new Error(`no ref for ${place} in\n${shown}`);
}

async function outcomeOf(agent: Agent): Promise<Outcome> {
  return (await agent.evaluate(OUTCOME)) as Outcome;
}

/** Each step has reached its very element, pressed in this order, and the page says it is done. */
function expectDone({ steps }: Task, { done, hits }: Outcome): void {
  const pressed = hits.filter(([kind]) => kind === "pointerdown").map(([, need]) => need);
  const presses = /^(click|dblclick|check|uncheck|drag)$/;
  let from = 0;
  for (const { action, need } of steps) {
    if (need === undefined) continue;
    if (!presses.test(action)) {
      expect(hits.map(([, heard]) => heard)).toContain(need);
      continue;
    }
    const at = pressed.indexOf(need, from);
    expect(at, `a press on ${need} among ${pressed.slice(from)}`).toBeGreaterThanOrEqual(0);
    from = at + 1;
  }
  expect(done).toBe("done");
}
