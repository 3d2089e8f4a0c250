import { expect, inject } from "vitest";
import { type Agent, fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { otherSite } from "./page-lines.ts";

const later = (code: string, ms: number) => `<script>setTimeout(() => { ${code} }, ${ms})</script>`;

async function waiting(agent: Agent, args: Record<string, unknown>) {
  const startedAt = Date.now();
  const { text, isError } = await agent.call("wait_for", args);
  return { text, isError, page: fenced(text), ms: Date.now() - startedAt };
}

test("an element is waited for until it is visible, and gets a ref that works", async ({
  agent,
}) => {
  await agent.navigate(
    `<p>Before</p><button id="b" hidden onclick="this.textContent = 'Clicked'">Go</button>${later("b.hidden = false", 1500)}`,
  );
  const seen = await waiting(agent, { condition: "element", target: "#b" });
  expect(seen.isError).toBe(false);
  expect(seen.text.split("\n")[0]).toMatch(/ · 200 · element after \d+ ms$/);
  expect(seen.page).toMatch(/^@e\d+ button "Go"$/);
  expect(seen.ms).toBeGreaterThan(100);
  await agent.act("click", { target: seen.page.split(" ")[0] });
  expect(await agent.snapshot()).toContain('button "Clicked"');
});

test("elements are found by ref, text and role, in frames and shadow roots", async ({ agent }) => {
  const inner = pageUrl(
    `<p>x</p>${later("document.body.innerHTML = '<button>Framed</button>'", 500)}`,
    {},
    otherSite(),
  );
  await agent.navigate(
    `<button>Here</button><x-a></x-a><iframe src="${inner}"></iframe>
     ${later("document.querySelector('x-a').attachShadow({ mode: 'open' }).innerHTML = '<input aria-label=Deep>'", 400)}`,
  );
  const here = await agent.ref("Here");
  const targets: [string, RegExp][] = [
    [here, /button "Here"/],
    ["text=Framed", /button "Framed"/],
    ['role=textbox[name="Deep"]', /textbox "Deep"/],
    ["x-a", /@e\d+ x-a/],
  ];
  for (const [target, line] of targets) {
    const seen = await waiting(agent, { condition: "element", target });
    expect(seen.text).toMatch(line);
  }
  const gone = await waiting(agent, { condition: "element", target: "@e99999", timeout: 30_000 });
  expect(gone.text).toMatch(/^stale_ref:/);
  expect(gone.ms).toBeLessThan(20_000);
});

test("text is waited for wherever it shows, whatever its case and spaces", async ({ agent }) => {
  await agent.navigate(
    `<p>Before</p><p id="p" hidden>Order   <b>Complete</b></p>${later("p.hidden = false", 1500)}`,
  );
  const seen = await waiting(agent, { condition: "text", text: "order complete" });
  expect(seen.isError).toBe(false);
  expect(seen.ms).toBeGreaterThan(100);
});

test("a new document is waited for, by glob or at all", async ({ agent }) => {
  const next = pageUrl("<p>Next</p>");
  await agent.navigate(`<p>First</p>${later(`location.href = ${JSON.stringify(next)}`, 700)}`);
  const seen = await waiting(agent, { condition: "navigation" });
  expect(seen.text).toMatch(/navigation after/);
  expect(await agent.snapshot()).toContain("text: Next");
  await agent.navigate(`<p>First</p>${later("history.pushState(0, '', '/done?step=3')", 500)}`);
  const globbed = await waiting(agent, { condition: "navigation", target: "*/done?step=*" });
  expect(globbed.isError).toBe(false);
  const there = await waiting(agent, { condition: "navigation", target: "*done*", timeout: 0 });
  expect(there.isError).toBe(false);
  const other = await waiting(agent, { condition: "navigation", target: "*/other", timeout: 300 });
  expect(other.text).toMatch(
    /^timed_out: navigation did not come within 300 ms; the address is another; .* with \* for any/,
  );
  const none = await waiting(agent, { condition: "navigation", timeout: 300 });
  expect(none.text).toMatch(/within 300 ms; the tab has not navigated since your last acting call/);
});

test("the network is idle once requests have ended and stay away", async ({ agent }) => {
  const data = pageUrl("done", { delay: "600" });
  const code = `fetch(${JSON.stringify(data)}).then(() => fetch(${JSON.stringify(data)})).then(() => { p.textContent = 'Both' })`;
  await agent.navigate("<p id=p>None</p><script>setInterval(() => { p.title += 1 }, 30)</script>");
  await agent.evaluate(`void (${code}) ?? 1`);
  const seen = await waiting(agent, { condition: "network_idle" });
  expect(seen.isError).toBe(false);
  expect(await agent.snapshot()).toContain("text: Both");
  await agent.evaluate(`void fetch("${inject("pages")}/slow") ?? 1`);
  const busy = await waiting(agent, { condition: "network_idle", timeout: 1_200 });
  expect(busy.text).toMatch(
    /^timed_out: network_idle did not come within 1200 ms; 1 request is still open, named below/,
  );
  expect(busy.page).toMatch(/^open: GET http:\/\/127\.0\.0\.1:\d+\/slow\n/);
});

test("an expression is asked until it is true, across navigations too", async ({ agent }) => {
  await agent.navigate(`<p>x</p>${later("window.ready = { yes: 1 }", 500)}`);
  const seen = await waiting(agent, { condition: "js", js: "window.ready?.yes" });
  expect(seen.isError).toBe(false);
  const next = pageUrl(`<p>Next</p>${later("window.there = true", 300)}`);
  await agent.navigate(`<p>First</p>${later(`location.href = ${JSON.stringify(next)}`, 300)}`);
  const across = await waiting(agent, { condition: "js", js: "window.there" });
  expect(across.isError).toBe(false);
  expect(await agent.snapshot()).toContain("text: Next");
  const promised = await waiting(agent, { condition: "js", js: "Promise.resolve(true)" });
  expect(promised.isError).toBe(false);
  const wrong = await waiting(agent, { condition: "js", js: "nothing.here", timeout: 700 });
  expect(wrong.text).toMatch(
    /^timed_out: js did not come within 700 ms; the expression threw, its last error stands below/,
  );
  expect(wrong.page).toMatch(/^error: ReferenceError: nothing is not defined\nurl: /);
  const slip = await waiting(agent, { condition: "js", js: "return 1", timeout: 30_000 });
  expect(slip.text).toMatch(/^script_failed: The script is no expression/);
  expect(slip.page).toContain("line 1, column 1");
  const open = await waiting(agent, {
    condition: "js",
    js: "new Promise(() => {})",
    timeout: 1_500,
  });
  expect(open.text).toMatch(/^timed_out: js did not come within 1500 ms/);
});

test("in vain, the answer shows the page as it is now", async ({ agent }) => {
  await agent.navigate(`<h1>Still here</h1><button>Other</button><p>${"filler ".repeat(20)}</p>`);
  for (const args of [
    { condition: "element", target: "#nothing" },
    { condition: "text", text: "never" },
    { condition: "js", js: "false" },
  ]) {
    const vain = await waiting(agent, { ...args, timeout: 700 });
    expect(vain.isError).toBe(true);
    expect(vain.text).toMatch(/^timed_out: \w+ did not come within 700 ms; the start of the page/);
    expect(vain.page).toMatch(/url: [\s\S]*h1 "Still here"\n@e\d+ button "Other"/);
    expect(vain.ms).toBeGreaterThan(600);
  }
});

test("with no time at all it looks once", async ({ agent }) => {
  await agent.navigate("<button>Here</button><p>Words</p>");
  const there = [
    { condition: "element", target: "button" },
    { condition: "text", text: "words" },
    { condition: "js", js: "document.title === ''" },
  ];
  for (const args of there) {
    expect((await waiting(agent, { ...args, timeout: 0 })).isError).toBe(false);
  }
  const vain = await waiting(agent, { condition: "text", text: "absent", timeout: 0 });
  expect(vain.text).toMatch(/^timed_out: text did not come within 0 ms/);
});

test("a page that navigates while it is waited on is looked at anew", async ({ agent }) => {
  const last = pageUrl("<p>Arrived</p>");
  const middle = pageUrl(`<p>Middle</p>${later(`location.href = ${JSON.stringify(last)}`, 300)}`);
  await agent.navigate(`<p>First</p>${later(`location.href = ${JSON.stringify(middle)}`, 300)}`);
  const seen = await waiting(agent, { condition: "text", text: "Arrived" });
  expect(seen.isError).toBe(false);
});

test("a frame that does not answer does not make the wait longer", async ({ agent }) => {
  const stuck =
    "<p>Stuck</p><script>onload = () => setTimeout(() => { const t = Date.now(); while (Date.now() - t < 20000); }, 300)</script>";
  await agent.navigate(`<p>Top</p><iframe src="${pageUrl(stuck, {}, otherSite())}"></iframe>`);
  await agent.evaluate("new Promise((done) => setTimeout(() => done(1), 600))");
  const vain = await waiting(agent, { condition: "text", text: "absent", timeout: 1_000 });
  expect(vain.text).toMatch(/^timed_out: text did not come/);
  expect(vain.page).toContain("(this frame does not answer)");
  expect(vain.ms).toBeLessThan(15_000);
});

test("arguments that mean nothing together are refused", async ({ agent }) => {
  for (const args of [
    { condition: "element" },
    { condition: "text", target: "p" },
    { condition: "js" },
    { condition: "network_idle", text: "x" },
    { condition: "element", target: "p", js: "1" },
    { condition: "text", text: "x", timeout: 30_001 },
  ]) {
    expect((await waiting(agent, args)).text).toMatch(/^invalid_arguments: /);
  }
  const bad = await waiting(agent, { condition: "element", target: "a[", timeout: 30_000 });
  expect(bad.text).toMatch(/^invalid_arguments: .*not a selector/);
  expect(bad.ms).toBeLessThan(20_000);
});
