import { expect, inject } from "vitest";
import { fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { linesNow, otherSite } from "./page-lines.ts";

const later = (code: string, ms: number) => `<script>setTimeout(() => { ${code} }, ${ms})</script>`;

test("a ref whose element or document goes is stale at once", async ({ agent }) => {
  const next = JSON.stringify(pageUrl("<p>Next</p>"));
  const ways = ["b.remove()", `location.href = ${next}`];
  for (const way of ways) {
    await agent.navigate(`<button id="b" hidden>Go</button><button>Stay</button>`);
    await agent.evaluate("b.hidden = false, 1");
    const target = await agent.ref("Go");
    await agent.evaluate(`b.hidden = true, setTimeout(() => { ${way} }, 600), 1`);
    const startedAt = Date.now();
    const { text } = await agent.call("wait_for", {
      condition: "element",
      target,
      timeout: 30_000,
    });
    expect(text).toMatch(/^stale_ref: @e\d+ stood in a document or for an element that is gone/);
    expect(Date.now() - startedAt).toBeLessThan(20_000);
  }
});

test("an element that comes into being in a shadow root of a frame of another site is seen", async ({
  agent,
}) => {
  const inner = pageUrl(
    `<div id="h"></div>${later("h.attachShadow({ mode: 'open' }).innerHTML = '<button>Deep</button><p>Deep words</p>'", 700)}`,
    {},
    otherSite(),
  );
  const page = `<p>x</p><iframe src="${inner}"></iframe>`;
  await agent.navigate(page);
  const seen = await agent.call("wait_for", { condition: "element", target: "button" });
  expect(fenced(seen.text)).toMatch(/^@e\d+ button "Deep"$/);
  await agent.navigate(page);
  const text = await agent.call("wait_for", { condition: "text", text: "DEEP  words" });
  expect(text.isError).toBe(false);
});

test("an expression that throws at first is asked again", async ({ agent }) => {
  await agent.navigate(`<p>x</p>${later("window.app = { ready: true }", 800)}`);
  const { isError } = await agent.call("wait_for", { condition: "js", js: "app.ready" });
  expect(isError).toBe(false);
  const node = await agent.call("wait_for", { condition: "js", js: "document.querySelector('p')" });
  expect(node.isError).toBe(false);
});

test("an expression is no longer waited for than asked though the tab is on its way", async ({
  agent,
}) => {
  await agent.navigate("<p>First</p>");
  await agent.evaluate(`(location.href = "${inject("pages")}/slow", 1)`);
  const startedAt = Date.now();
  const { text } = await agent.call("wait_for", { condition: "js", js: "false", timeout: 800 });
  expect(text).toMatch(/^timed_out: js did not come within 800 ms/);
  expect(Date.now() - startedAt).toBeLessThan(12_000);
  await agent.navigate("<p>Elsewhere</p>");
});

test("sockets and streams that stay open do not keep the network busy", async ({ agent }) => {
  const origin = inject("pages");
  await agent.navigate(
    `<p>x</p><script>new WebSocket("${origin.replace("http", "ws")}/socket"); new EventSource("/stream")</script>`,
  );
  const idle = await agent.call("wait_for", { condition: "network_idle", timeout: 8_000 });
  expect(idle.isError).toBe(false);
  await agent.navigate(`<p>x</p><script>setInterval(() => fetch("/echo"), 100)</script>`);
  const busy = await agent.call("wait_for", { condition: "network_idle", timeout: 1_500 });
  expect(busy.text).toMatch(
    /^timed_out: network_idle .*(requests? (is|are) still open|began again)/,
  );
});

test("a dialog that opens meanwhile holds nothing up", async ({ agent }) => {
  await agent.navigate(`<p id="p">x</p>${later("alert('now'); p.textContent = 'Answered'", 600)}`);
  const { isError } = await agent.call("wait_for", { condition: "text", text: "Answered" });
  expect(isError).toBe(false);
});

test("a tab that closes while it is waited on ends the wait", async ({ agent }) => {
  await agent.navigate(`<a target="_blank" href="${pageUrl("<h1>Popup</h1>")}">Open</a>`);
  await agent.act("click", { target: "a" });
  await agent.call("tab_switch", { tabIndex: 1 });
  for (const args of [
    { condition: "text", text: "never" },
    { condition: "navigation" },
    { condition: "js", js: "false" },
  ]) {
    await agent.call("tab_switch", { tabIndex: -1 });
    await agent.evaluate("setTimeout(() => close(), 800) && 1");
    const { text } = await agent.call("wait_for", { ...args, timeout: 20_000 });
    expect(text).toMatch(/^not_actionable: The tab closed during the call/);
    await agent.act("click", { target: "a" });
  }
  expect(await linesNow(agent)).toEqual([expect.stringContaining('link "Open"')]);
});

test("a navigation that ends at an address nobody answers is told as one", async ({ agent }) => {
  const dead = JSON.stringify(inject("closedOrigin"));
  await agent.navigate(`<p>x</p>${later(`location.href = ${dead}`, 500)}`);
  const { text, isError } = await agent.call("wait_for", { condition: "navigation" });
  expect(isError).toBe(false);
  expect(text).toContain("notice: the tab shows the browser's own error page");
});
