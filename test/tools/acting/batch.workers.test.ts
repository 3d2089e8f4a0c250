import { expect } from "vitest";
import { fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

const FORM = `
  <form onsubmit="event.preventDefault(); out.textContent = 'Sent ' + name.value + ' ' + city.value">
    <input name="name" aria-label="Name"><select name="city" aria-label="City">
      <option>Oslo</option><option>Bergen</option></select>
    <input type="checkbox" aria-label="Terms"><button>Send</button>
  </form><p id="out"></p><button disabled>Never</button>`;

const stepLines = (text: string) => text.split("\n").filter((line) => /^\[\d+\] /.test(line));

test("steps run in order, and one diff tells what they changed", async ({ agent }) => {
  await agent.navigate(FORM);
  const name = await agent.ref("Name");
  const { text, isError } = await agent.call("batch_actions", {
    actions: [
      { action: "fill", target: name, value: "Ada" },
      { action: "select", target: "[name=city]", value: "Bergen" },
      { action: "click", target: "text=Send" },
    ],
  });
  expect(isError).toBe(false);
  expect(text).toContain("\n3 of 3 done\n");
  expect(stepLines(text)).toEqual([`[0] ok fill ${name}`, "[1] ok select", "[2] ok click"]);
  expect(fenced(text)).toContain("Sent Ada Bergen");
  expect(await agent.evaluate("document.querySelector('[type=checkbox]').checked")).toBe(false);
});

test("the first failure stops it, and each step is told", async ({ agent }) => {
  await agent.navigate(FORM);
  const { text, isError } = await agent.call("batch_actions", {
    actions: [
      { action: "fill", target: "[name=name]", value: "Ada" },
      { action: "select", target: "[name=city]", value: "Paris" },
      { action: "click", target: "text=Send" },
    ],
  });
  expect(isError).toBe(true);
  expect(text).toMatch(/^not_found: step \[1\] failed; /);
  expect(text).toContain("\n1 of 3 done, 1 failed, 1 not run\n");
  expect(stepLines(text)).toEqual([
    "[0] ok fill",
    expect.stringMatching(/^\[1\] failed select · not_found: .*no such option/),
    "[2] not run click",
    "[1] option: Oslo",
    "[1] option: Bergen",
  ]);
  expect(await agent.evaluate("document.querySelector('[name=name]').value")).toBe("Ada");
  expect(await agent.evaluate("out.textContent")).toBe("");
});

test("nothing is begun where any step cannot be done as it stands", async ({ agent }) => {
  await agent.navigate(FORM);
  const first = { action: "fill", target: "[name=name]", value: "Ada" };
  const bad: [object, string][] = [
    [{ action: "fill", target: "[name=name]" }, "invalid_arguments: actions.1: fill needs value"],
    [{ action: "click", target: "a", value: "x" }, "actions.1: click does not take value"],
    [{ action: "press", key: "Hyper+Q" }, 'actions.1: key "Hyper+Q" is no key'],
    [{ action: "click" }, "actions.1: click needs target, or x and y"],
    [{ action: "click", x: 3 }, "actions.1: click needs target, or x and y"],
    [{ action: "click", target: "@e999" }, "stale_ref: actions.1: @e999 was never handed out"],
    [{ action: "shake" }, "actions.1.action"],
    [{ action: "back", delayAfter: 10_001 }, "actions.1.delayAfter"],
    [{ action: "back", wait: 1 }, "unknown field wait in actions.1"],
  ];
  for (const [step, words] of bad) {
    const { text, isError } = await agent.call("batch_actions", { actions: [first, step] });
    expect([isError, text]).toEqual([true, expect.stringContaining(words)]);
  }
  const late = Array.from({ length: 5 }, () => ({ ...first, delayAfter: 10_000 }));
  const { text } = await agent.call("batch_actions", { actions: late });
  expect(text).toContain("actions: delayAfter is 50000 ms in sum, more than 45000");
  expect((await agent.call("batch_actions", { actions: [] })).text).toContain("actions");
  expect(await agent.evaluate("document.querySelector('[name=name]').value")).toBe("");
});

test("steps go on over documents, and refs of the one that was left end it", async ({ agent }) => {
  const next = pageUrl("<button onclick=\"document.title='Pressed'\">There</button><p>Second</p>");
  await agent.navigate(`<a href="${next.replaceAll('"', "&quot;")}">On</a>`);
  const link = await agent.ref("On");
  const over = await agent.call("batch_actions", {
    actions: [
      { action: "click", target: link },
      { action: "click", target: "text=There" },
    ],
  });
  expect(stepLines(over.text)[0]).toMatch(/^\[0\] ok click @e\d+ · navigated → \S+ · 200$/);
  expect(fenced(over.text)).toContain("Second");
  expect(await agent.evaluate("document.title")).toBe("Pressed");
  await agent.act("back");
  const again = await agent.ref("On");
  const { text, isError } = await agent.call("batch_actions", {
    actions: [
      { action: "click", target: again },
      { action: "click", target: again },
    ],
  });
  expect(isError).toBe(true);
  expect(stepLines(text)[1]).toMatch(/^\[1\] failed click @e\d+ · stale_ref: /);
});

test("each step has its own dialog answer, and delays are kept", async ({ agent }) => {
  await agent.navigate(`<script>window.said = []</script>
    <button onclick="said.push(confirm('One?'))">A</button>
    <button onclick="said.push(confirm('Two?'))">B</button>
    <button onclick="said.push(prompt('Three?'))">C</button>`);
  const from = Date.now();
  const { text } = await agent.call("batch_actions", {
    actions: [
      { action: "click", target: "text=A", dialog: "accept", delayAfter: 300 },
      { action: "click", target: "text=B" },
      { action: "click", target: "text=C", dialog: { promptText: "Ada" } },
    ],
  });
  expect(Date.now() - from).toBeGreaterThanOrEqual(300);
  expect(await agent.evaluate("said")).toEqual([true, false, "Ada"]);
  expect(text).toContain("confirm dialog accepted");
  expect(text).toContain("confirm dialog dismissed");
  expect(fenced(text)).toContain("prompt: Three?");
});

test("a tab that closes ends the steps that were for it", async ({ agent }) => {
  await agent.navigate(
    `<button onclick="window.open('${pageUrl("<p>Popup</p><button onclick='window.close()'>Shut</button>")}')">Open</button>`,
  );
  await agent.act("click", { target: "text=Open" });
  await agent.call("tab_switch", { tabIndex: -1 });
  const { text, isError } = await agent.call("batch_actions", {
    actions: [
      { action: "click", target: "text=Shut" },
      { action: "click", target: "text=Open" },
    ],
  });
  expect(isError).toBe(true);
  expect(stepLines(text)).toEqual([
    "[0] ok click · the tab closed",
    expect.stringMatching(/^\[1\] failed click · not_actionable: The tab these steps were for/),
  ]);
  expect((await agent.call("tabs_list")).text).toContain("] 1 tab, active 0");
});

test("what an earlier step did counts, though the last one did nothing", async ({ agent }) => {
  await agent.navigate("<p style='height:6000px'>Long</p>");
  const actions = [
    { action: "scroll", scrollAmount: 500 },
    { action: "mousemove", x: 5, y: 5 },
  ];
  for (let turn = 0; turn < 3; turn++) {
    const { text } = await agent.call("batch_actions", { actions });
    expect(text).toContain(
      "2 of 2 done · text and controls stayed as they were · the view scrolled",
    );
    expect(text).not.toContain("loop:");
  }
});

test("what was announced and has gone again is told once, whichever step it followed", async ({
  agent,
}) => {
  await agent.navigate(
    `<button onclick="const s = Object.assign(document.createElement('p'), { role: 'status', textContent: 'Saved' }); document.body.append(s); setTimeout(() => s.remove(), 10)">Save</button>`,
  );
  const click = { action: "click", target: "text=Save" };
  const { text } = await agent.call("batch_actions", { actions: [click, click] });
  expect(fenced(text).split("came and went: Saved")).toHaveLength(2);
});

test("a selector that nobody can read, and typing without end, are refused before the first step", async ({
  agent,
}) => {
  await agent.navigate(FORM);
  const first = { action: "fill", target: "[name=name]", value: "Ada" };
  const bad = [
    { action: "click", target: "###" },
    { action: "type", target: "[name=name]", value: "x".repeat(100), typeDelay: 1_000 },
  ];
  for (const step of bad) {
    const { text } = await agent.call("batch_actions", { actions: [first, step] });
    expect(text).toMatch(/^invalid_arguments: actions\.1: .* No step was begun/);
  }
  expect(await agent.evaluate("document.querySelector('[name=name]').value")).toBe("");
});

test("the same steps without effect three times over are named a loop", async ({ agent }) => {
  await agent.navigate("<button>Idle</button>");
  const actions = [{ action: "click", target: "text=Idle" }];
  const answers = [];
  for (let turn = 0; turn < 3; turn++)
    answers.push((await agent.call("batch_actions", { actions })).text);
  expect(answers.map((text) => text.includes("notice: loop:"))).toEqual([false, false, true]);
  expect(answers[0]).toContain("1 of 1 done · no visible change");
});
