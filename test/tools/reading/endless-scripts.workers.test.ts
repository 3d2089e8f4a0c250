import { expect } from "vitest";
import { type Agent, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { linesIn, otherSite } from "./page-lines.ts";

const FREED = /^notice: a script of the page had not yielded for 4 s and was ended$/m;
const FORM = "<h1>Form</h1><label>Name <input></label>";

async function expectFormKept(agent: Agent): Promise<void> {
  const lines = linesIn(await agent.snapshot());
  // Dialogs of the loop that no answer has told yet are told with this one, folded.
  expect(lines.length).toBeLessThan(5);
  expect(lines.filter((line) => !line.startsWith("alert: "))).toEqual([
    'h1 "Form"',
    expect.stringContaining('textbox "Name" value="Ada"'),
  ]);
}

const ENDLESS: [string, Record<string, unknown>, RegExp][] = [
  ["extract", { type: "js", js: "(() => { for (;;) alert(1); })()" }, /script_failed: .*within 10/],
  [
    "extract",
    { type: "js", js: "(async () => { for (;;) await null; })()" },
    /script_failed: .*within 10 s/,
  ],
  ["wait_for", { condition: "js", js: "(() => { while (true); })()", timeout: 1_500 }, /timed_out/],
  ["wait_for", { condition: "js", js: "new Promise(() => {})", timeout: 1_500 }, /timed_out/],
];

test.for(ENDLESS)(
  "%s ends %o, and what was typed stays",
  async ([tool, args, words], { agent }) => {
    await agent.navigate(FORM);
    await agent.act("fill", { target: "input", value: "Ada" });
    const { text, isError } = await agent.call(tool, args);
    expect(isError).toBe(true);
    expect(text).toMatch(words);
    await expectFormKept(agent);
  },
);

const LATER = {
  "in a timer": "setTimeout(() => { for (;;); }, 10)",
  "in a chain of promises": "setTimeout(async () => { for (;;) await null; }, 10)",
  "with alerts": "setTimeout(() => { for (;;) alert(1); }, 10)",
};

for (const [when, js] of Object.entries(LATER)) {
  test(`a loop that begins ${when} after the answer is ended by the next call`, async ({
    agent,
  }) => {
    await agent.navigate(FORM);
    await agent.act("fill", { target: "input", value: "Ada" });
    expect((await agent.call("extract", { type: "js", js: `void (${js})` })).isError).toBe(false);
    const { text, isError } = await agent.call("extract", { type: "text" });
    expect(isError).toBe(false);
    expect(text).toContain("Form");
    await expectFormKept(agent);
  });
}

test("a page that loops while it loads is read without its loop", async ({ agent }) => {
  const { text } = await agent.navigate("<h1>Before</h1><script>for (;;);</script><p>After</p>");
  expect(text).toMatch(FREED);
  // What the page before asked without end is told once.
  const lines = linesIn(text).filter((line) => !line.startsWith("alert: "));
  expect(lines).toEqual(['h1 "Before"', "text: After"]);
  expect(linesIn(text).length).toBeLessThan(5);
  expect((await agent.call("extract")).text).toContain("After");
});

test("a loop in a frame of another site is left out, and holds nothing up", async ({ agent }) => {
  const loop = pageUrl(
    "<p>Stuck</p><script>setTimeout(() => { for (;;); }, 300)</script>",
    {},
    otherSite(),
  );
  const page = pageUrl(`${FORM}<iframe src="${loop}"></iframe>`);
  await agent.call("navigate", { url: page, waitUntil: "load" });
  await agent.evaluate("new Promise((done) => setTimeout(() => done(1), 600))");
  const { text } = await agent.call("extract");
  expect(text).toContain("(a frame here does not answer)");
  expect(await agent.evaluate("1 + 1")).toBe(2);
  const vain = await agent.call("wait_for", { condition: "js", js: "false", timeout: 500 });
  expect(vain.text).toMatch(/^timed_out: /);
  await agent.navigate("<p>Left</p>");
});
