import { expect, inject } from "vitest";
import { pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { linesIn, linesNow } from "./page-lines.ts";

const redirect = (to: string) => `${inject("pages")}/redirect?${new URLSearchParams({ to })}`;
const script = (code: string) => `<script>${code}</script>`;
const headOf = (text: string) => text.split("\n")[0];

test("status, redirects and what was waited for are told", async ({ agent }) => {
  const direct = await agent.navigate("<p>Hi</p>");
  expect(headOf(direct.text)).toMatch(/ · 200 · waited for domcontentloaded · unknown · 0 refs$/);
  const to = redirect(redirect(pageUrl("<p>End</p>")));
  const led = await agent.call("navigate", { url: to });
  expect(headOf(led.text)).toMatch(/ · 200 · 2 redirects · waited for/);
  expect(linesIn(led.text)).toEqual(["text: End"]);
  const once = await agent.call("navigate", { url: redirect(pageUrl("<p>1</p>")) });
  expect(headOf(once.text)).toContain(" · 1 redirect · ");
});

test("an error page is shown and said to be one", async ({ agent }) => {
  for (const status of ["404", "500", "403"]) {
    const url = pageUrl(`<h1>Sorry ${status}</h1>`, { status });
    const { text, isError } = await agent.call("navigate", { url });
    expect(isError).toBe(false);
    expect(headOf(text)).toContain(` · ${status} · `);
    expect(text).toContain(`notice: this is an error page: HTTP ${status}`);
    expect(linesIn(text)).toEqual([`h1 "Sorry ${status}"`]);
  }
  expect(headOf(await agent.snapshot())).toContain(" · 403 · ");
});

test("about:blank opens, and a move within the document is said to be one", async ({ agent }) => {
  const blank = await agent.call("navigate", { url: "about:blank" });
  expect(headOf(blank.text)).toMatch(/tab 0 · about:blank · waited for/);
  const spa = pageUrl(
    "<p id=p>Here</p><script>onhashchange = () => { p.textContent = location.hash }</script>",
  );
  await agent.call("navigate", { url: spa });
  const before = await agent.ref;
  expect(before).toBeDefined();
  const moved = await agent.call("navigate", { url: `${spa}#part` });
  expect(headOf(moved.text)).toContain(" · 200 · same document · ");
  expect(linesIn(moved.text)).toEqual(["text: #part"]);
});

test("waitUntil decides how much has to be there", async ({ agent }) => {
  const picture = pageUrl("", { delay: "1200", type: "image/png" });
  const url = pageUrl(
    `<p id="p">Start</p><img src="${picture}" alt="">${script("onload = () => { p.textContent = 'Loaded' }")}`,
  );
  const quick = await agent.call("navigate", { url });
  expect(linesIn(quick.text)).toEqual(["text: Start"]);
  const loaded = await agent.call("navigate", { url, waitUntil: "load" });
  expect(headOf(loaded.text)).toContain("waited for load");
  expect(linesIn(loaded.text)).toEqual(["text: Loaded"]);
  const late = `setTimeout(() => fetch("/echo").then(() => { p.textContent = 'Fetched' }), 300)`;
  const fetching = pageUrl(`<p id="p">Start</p>${script(late)}`);
  const idle = await agent.call("navigate", { url: fetching, waitUntil: "networkidle" });
  expect(linesIn(idle.text)).toEqual(["text: Fetched"]);
});

test("a slow server and a page's first requests are waited for", async ({ agent }) => {
  const startedAt = Date.now();
  const slow = await agent.call("navigate", { url: pageUrl("<p>Slow</p>", { delay: "3000" }) });
  expect(linesIn(slow.text)).toEqual(["text: Slow"]);
  expect(Date.now() - startedAt).toBeGreaterThan(2_900);
  const data = pageUrl("Data", { delay: "700" });
  const app = `fetch(${JSON.stringify(data)}).then((r) => r.text()).then((t) => { p.textContent = t })`;
  const { text } = await agent.navigate(`<p id="p">Loading…</p>${script(app)}`);
  expect(linesIn(text)).toEqual(["text: Data"]);
});

test("an empty page that fills itself is waited for, unless the caller says not to", async ({
  agent,
}) => {
  const url = pageUrl(
    `<div id="r"></div>${script("setTimeout(() => { r.textContent = 'Filled' }, 1000)")}`,
  );
  const filled = await agent.call("navigate", { url });
  expect(headOf(filled.text)).toContain("waited for domcontentloaded, content");
  expect(linesIn(filled.text)).toEqual(["text: Filled"]);
  for (const args of [{ autoRetry: false }, { maxRetryLevel: 0 }]) {
    const empty = await agent.call("navigate", { url, ...args });
    expect(linesIn(empty.text)).toEqual([]);
  }
});

test("a page on which nothing can come is not waited for", async ({ agent }) => {
  for (const html of ["", "<!-- nothing --><div></div>"]) {
    const startedAt = Date.now();
    const { text } = await agent.navigate(html);
    expect(linesIn(text)).toEqual([]);
    expect(Date.now() - startedAt).toBeLessThan(7_000);
  }
});

test("redirects made by the page are followed to their end", async ({ agent }) => {
  const end = pageUrl("<p>End</p>");
  const pages = [
    `<p>First</p>${script(`location.replace(${JSON.stringify(end)})`)}`,
    `<meta http-equiv="refresh" content="0;url=${end.replaceAll('"', "&quot;")}"><p>Moving</p>`,
    `<form id="f" action="/page"><input name="html" value="<p>End</p>"></form>${script("f.submit()")}`,
  ];
  for (const html of pages) {
    const { text } = await agent.navigate(html);
    expect(linesIn(text)).toEqual(["text: End"]);
    expect(headOf(text)).toContain(" · 200 · ");
  }
});

test("a POST is never sent again by reading or going on", async ({ agent }) => {
  const key = `k${Date.now()}`;
  const count = async () =>
    agent.evaluate(`fetch("/count?key=${key}&look=1").then((r) => r.json())`);
  await agent.navigate(
    `<form method="post" action="/count?key=${key}"><button>Send</button></form>`,
  );
  await agent.act("click", { target: "button" });
  expect(await count()).toBe(1);
  await agent.snapshot();
  await agent.call("extract", { type: "text" });
  await agent.call("wait_for", { condition: "network_idle" });
  const url = (await agent.call("extract", { type: "url" })).text.split("\n")[2];
  expect((await agent.call("navigate", { url })).isError).toBe(false);
  expect(await count()).toBe(1);
});

test("alerts and questions on leaving hold nothing up", async ({ agent }) => {
  const { text } = await agent.navigate(
    `<p>Asked</p>${script("alert('one'); confirm('two'); onbeforeunload = (event) => { event.preventDefault(); return 'stay' }")}`,
  );
  expect(linesIn(text)).toEqual(["alert: one", "confirm: two", "text: Asked"]);
  await agent.act("click", { target: "p" });
  const next = await agent.navigate("<p>Next</p>");
  expect(next.text).toContain("\nbeforeunload dialog accepted");
  expect(linesIn(next.text).at(-1)).toBe("text: Next");
});

test("a page that reloads itself can be left", async ({ agent }) => {
  await agent.navigate(`<p>Restless</p>${script("setTimeout(() => location.reload(), 20)")}`);
  for (let turn = 0; turn < 2; turn++) {
    let { text } = await agent.navigate(`<p>Calm ${turn}</p>`);
    // Chrome lets a reload that was already on its way replace the page that has just come.
    for (let again = 0; again < 8 && text.includes("is shown again: it reloaded"); again++) {
      expect(linesIn(text)).toEqual(["text: Restless"]);
      ({ text } = await agent.navigate(`<p>Calm ${turn}</p>`));
    }
    expect(linesIn(text)).toEqual([`text: Calm ${turn}`]);
    await agent.navigate(`<p>Restless</p>${script("setTimeout(() => location.reload(), 20)")}`);
  }
  await agent.navigate("<p>End</p>");
});

test("a page that leads back to the one that was left is told", async ({ agent }) => {
  const first = pageUrl("<p>First</p>");
  await agent.call("navigate", { url: first });
  const { text } = await agent.navigate(script(`location.replace(${JSON.stringify(first)})`));
  expect(text).toContain("notice: the page that was left is shown again: it reloaded itself");
  expect(text).toContain(" · the page went on by itself · ");
  expect(linesIn(text)).toEqual(["text: First"]);
});

test("documents that are no HTML are read too", async ({ agent }) => {
  const open = (html: string, type: string) =>
    agent.call("navigate", { url: pageUrl(html, { type }) });
  expect(linesIn((await open('{"a": [1, 2]}', "application/json")).text)).toEqual([
    'text: {"a": [1, 2]}',
  ]);
  expect(linesIn((await open("plain\n text", "text/plain")).text)).toEqual(["text: plain text"]);
  const svg = "<svg xmlns='http://www.w3.org/2000/svg'><text y='20'>drawn</text></svg>";
  expect(linesIn((await open(svg, "image/svg+xml")).text)).toEqual(["text: drawn"]);
  // A browser without a viewer for PDFs downloads them.
  const hasViewer = await agent.evaluate("navigator.pdfViewerEnabled");
  const { text } = await open("%PDF-1.4", "application/pdf");
  expect(text).toContain(hasViewer ? "notice: this is a PDF; its" : "the address is a file");
  const frames =
    '<frameset cols="*,*"><frame src="/page?html=L"><frame src="/page?html=R"></frameset>';
  const own = inject("pages");
  expect(linesIn((await open(frames, "text/html")).text)).toEqual([
    `iframe ${own}`,
    "  text: L",
    `iframe ${own}`,
    "  text: R",
  ]);
});

test("an address that leads to a closed host is left again", async ({ agent }) => {
  const closed = `${inject("pages").replace("127.0.0.1", "closed.localhost")}/page?html=Secret`;
  const ways = [
    redirect(closed),
    pageUrl(script(`location.replace(${JSON.stringify(closed)})`)),
    redirect("http://127.0.0.2:45/"),
    redirect(redirect("http://10.0.0.1.nip.io:8080/")),
  ];
  for (const url of ways) {
    await agent.navigate("<p>Before</p>");
    const { text, isError } = await agent.call("navigate", { url });
    expect(isError).toBe(true);
    expect(text).toMatch(/^blocked_url: The address led elsewhere by redirects/);
    expect(text).not.toContain("Secret");
    expect(await linesNow(agent)).toEqual([]);
    expect(headOf(await agent.snapshot())).toContain("about:blank");
  }
});
