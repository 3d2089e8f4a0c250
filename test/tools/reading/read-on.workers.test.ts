import { expect } from "vitest";
import { type Agent, fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { resetObject, sessionStub } from "../../support/objects.ts";

const CHANGED = "notice: the page has changed since; this continues the text as it was";
const COUNTED = /^notice: offset \d+ counts in the page as it is now: no earlier text is kept$/m;

/** A page that needs several answers; `grow` puts lines before the others. */
const LONG = `<title>Long</title><div id=l></div><script>
  l.innerHTML = Array.from({ length: 400 }, (_, at) => "<p>Line " + at + " 😀 of the list</p><button>B" + at + "</button><h" + (1 + at * at % 7 % 6) + ">H</h1>").join("");
  function grow() { for (let at = 0; at < 50; at++) l.insertAdjacentHTML("afterbegin", "<p>new line</p>"); return 1; }
</script>`;

interface Read {
  readonly parts: string[];
  readonly answers: string[];
}

/** Reads on from an answer to the end, with what it says. */
async function readOn(
  agent: Agent,
  tool: string,
  args: Record<string, unknown>,
  first: string,
  between: () => Promise<unknown> = async () => undefined,
): Promise<Read> {
  const answers = [first];
  for (let next = offsetIn(first); next !== undefined && answers.length < 60; ) {
    await between();
    const { text } = await agent.call(tool, { ...args, offset: next });
    answers.push(text);
    next = offsetIn(text);
  }
  return { answers, parts: answers.map(fenced) };
}

function offsetIn(answer: string): number | undefined {
  const found = / characters follow: \w+ with offset (\d+)/.exec(answer)?.[1];
  return found === undefined ? undefined : Number(found);
}

test.for([
  ["snapshot", {}],
  ["snapshot", { detail: "full" }],
  ["snapshot", { selector: "#l" }],
  ["snapshot", { find: "line" }],
  ["extract", {}],
  ["extract", { type: "html" }],
  ["extract", { target: "#l" }],
] as const)(
  "%s %j is continued as it was on a page that changes",
  async ([tool, args], { agent }) => {
    await agent.navigate(LONG);
    const whole = fenced((await agent.call(tool, { ...args, maxChars: 100_000 })).text);
    const sized = { ...args, maxChars: 4_000 };
    const { text } = await agent.call(tool, sized);
    const read = await readOn(agent, tool, sized, text, () => agent.evaluate("grow()"));
    expect(read.parts.length).toBeGreaterThan(2);
    expect(read.parts.join("")).toBe(whole);
    expect(read.answers[0]).not.toContain(CHANGED);
    for (const answer of read.answers.slice(1)) expect(answer).toContain(CHANGED);
  },
);

test("nothing is said of a page that stayed as it was, and sizes may differ", async ({ agent }) => {
  await agent.navigate(LONG);
  const whole = fenced(await agent.snapshot({ maxChars: 100_000 }));
  const { text } = await agent.call("snapshot", { maxChars: 700 });
  const second = await agent.call("snapshot", { offset: offsetIn(text), maxChars: 9_000 });
  const read = await readOn(agent, "snapshot", { maxChars: 5_000 }, second.text);
  expect([fenced(text), ...read.parts].join("")).toBe(whole);
  for (const answer of read.answers) expect(answer).not.toMatch(/changed since|counts in the page/);
});

test("answers of navigate, tab_switch and diff are read on with snapshot", async ({ agent }) => {
  const opened = (await agent.navigate(LONG)).text;
  const grow = () => agent.evaluate("grow()");
  expect(opened).toMatch(/characters follow: snapshot with offset \d+$/m);
  for (const start of [
    async () => opened,
    async () => (await agent.call("tab_switch", { tabIndex: 0 })).text,
    async () => {
      await agent.evaluate("(l.innerHTML = l.innerHTML.replaceAll('Line', 'Other line'), 1)");
      return (await agent.call("diff")).text;
    },
  ]) {
    const first = await start();
    const total = Number(/ of (\d+) characters follow/.exec(first)?.[1]);
    const read = await readOn(agent, "snapshot", {}, first, grow);
    expect(read.parts.join("")).toHaveLength(total);
  }
});

test("reading on leaves what diff starts from", async ({ agent }) => {
  await agent.navigate(LONG);
  const { text } = await agent.call("snapshot", { maxChars: 4_000 });
  await agent.evaluate("(l.firstChild.textContent = 'First', 1)");
  await agent.call("snapshot", { maxChars: 4_000, offset: offsetIn(text) });
  expect(fenced((await agent.call("diff")).text)).toBe("~ text: Line 0 😀 of the list → First");
});

test("refs of a later part can be used", async ({ agent }) => {
  await agent.navigate(LONG);
  const { text } = await agent.call("snapshot", { maxChars: 4_000 });
  await agent.evaluate("grow()");
  const later = await agent.call("snapshot", { maxChars: 4_000, offset: offsetIn(text) });
  const ref = /@e\d+/.exec(fenced(later.text))?.[0];
  expect((await agent.act("click", { target: ref ?? "" })).text).toContain("click done");
});

test("a script is not run again for the rest of its value", async ({ agent }) => {
  await agent.navigate("<script>runs = 0</script>");
  const args = { type: "js", js: "(runs++, 'x'.repeat(2000))", maxChars: 900 };
  const { text } = await agent.call("extract", args);
  const read = await readOn(agent, "extract", args, text);
  expect(read.parts.join("")).toBe(JSON.stringify("x".repeat(2_000)));
  expect(await agent.evaluate("runs")).toBe(1);
});

test("what stands below an element that is gone is read to its end", async ({ agent }) => {
  await agent.navigate(LONG);
  const args = { selector: "#l", maxChars: 5_000 };
  const { text } = await agent.call("snapshot", args);
  await agent.evaluate("(l.remove(), 1)");
  const read = await readOn(agent, "snapshot", args, text);
  expect(read.parts.at(-1)).toContain('"B399"');
  expect(read.answers.at(-1)).toContain(CHANGED);
});

test("on another document, with other arguments or without a first part it is counted anew", async ({
  agent,
}) => {
  await agent.navigate(LONG);
  expect(await agent.snapshot({ detail: "full", offset: 900 })).toMatch(COUNTED);
  const { text } = await agent.call("snapshot", { maxChars: 4_000 });
  expect(await agent.snapshot({ detail: "controls", offset: offsetIn(text) })).toMatch(COUNTED);
  await agent.call("snapshot", { maxChars: 4_000 });
  await agent.call("extract", { maxChars: 500 });
  expect(await agent.snapshot({ offset: offsetIn(text) })).not.toMatch(COUNTED);
  await agent.evaluate("new Promise(() => location.reload())").catch(() => undefined);
  expect(await agent.snapshot({ offset: offsetIn(text) })).toMatch(COUNTED);
});

test("a text that was answered whole is not kept", async ({ agent }) => {
  await agent.call("navigate", { url: pageUrl("<p>short</p>") });
  await agent.snapshot();
  expect(await agent.snapshot({ offset: 10 })).toMatch(COUNTED);
});

test("after a reset of the session's object it is counted anew, and said so", async ({ agent }) => {
  await agent.navigate(LONG);
  const { text } = await agent.call("snapshot", { maxChars: 4_000 });
  await resetObject(sessionStub(agent.sessionId));
  expect(await agent.snapshot({ offset: offsetIn(text) })).toMatch(COUNTED);
});

test("repeats are folded where the page is too long, and unfold by their offset", async ({
  agent,
}) => {
  const { text } = await agent.navigate(`<table id=t></table><button>After</button><script>
    t.innerHTML = Array.from({ length: 400 }, (_, at) => "<tr><td>Order " + at + "</td><td>open</td><td><button>Edit " + at + "</button></td></tr>").join("")</script>`);
  expect(text).toContain("notice: repeated lines are folded");
  expect(fenced(text)).toContain('button "After"');
  const [, count, offset] = /\((\d+) more like these: offset (\d+)\)/.exec(fenced(text)) ?? [];
  const first = 400 - Number(count);
  expect(first).toBeGreaterThan(50);
  expect(fenced(text)).not.toContain(`Order ${first} `);
  const more = await agent.call("snapshot", { offset: Number(offset), maxChars: 100_000 });
  expect(fenced(more.text)).toMatch(new RegExp(`^row: Order ${first} \\| open \\| @e\\d+ button`));
  expect(fenced(more.text)).toContain('button "Edit 399"');
});

test("the rest of what a script gave is never fetched by running it again", async ({ agent }) => {
  await agent.navigate("<p>Counter</p><script>window.runs = 0</script>");
  const js = "(window.runs++, 'x'.repeat(30_000))";
  const first = await agent.call("extract", { type: "js", js });
  expect(first.text).toContain("extract with offset 10000");
  await agent.call("extract", { type: "js", js: "'y'.repeat(30_000)" });
  const later = await agent.call("extract", { type: "js", js, offset: 10_000 });
  expect(later.text).toMatch(/^not_found: .*nothing was run/);
  expect(await agent.evaluate("window.runs")).toBe(1);
});
