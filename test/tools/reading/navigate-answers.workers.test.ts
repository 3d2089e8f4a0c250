import { expect, inject } from "vitest";
import { fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { linesIn, linesNow, otherSite } from "./page-lines.ts";

const headOf = (text: string) => text.split("\n")[0];
const script = (code: string) => `<script>${code}</script>`;
const redirect = (origin: string, to: string) =>
  `${origin}/redirect?${new URLSearchParams({ to })}`;

test("redirects over several hosts tell the way, and where it ended", async ({ agent }) => {
  const [own, other] = [inject("pages"), inject("otherPages")];
  const end = pageUrl("<p>End</p>", {}, other);
  const url = redirect(own, redirect(own, redirect(other, end)));
  const { text } = await agent.call("navigate", { url });
  expect(headOf(text)).toContain(` · ${other} · 200 · 3 redirects (${own} → ${other}) · waited`);
  expect(fenced(text)).toContain(`url: ${end}`);
});

test("a page that goes on by itself is told as one", async ({ agent }) => {
  const end = pageUrl("<p>End</p>", {}, inject("otherPages"));
  const ways = [
    pageUrl(script(`location.replace(${JSON.stringify(end)})`)),
    pageUrl(`<meta http-equiv="refresh" content="0;url=${end.replaceAll('"', "&quot;")}">`),
  ];
  for (const url of ways) {
    const { text } = await agent.call("navigate", { url });
    const [own, other] = [inject("pages"), inject("otherPages")];
    expect(headOf(text)).toContain(
      ` · ${other} · 200 · the page went on by itself (${own} → ${other}) ·`,
    );
    expect(linesIn(text)).toEqual(["text: End"]);
  }
  const both = await agent.call("navigate", { url: redirect(inject("pages"), ways[0] ?? "") });
  expect(headOf(both.text)).toMatch(/ · 1 redirect \(\S+ → \S+\) · the page went on by itself · /);
});

test("documents that are no web pages are said to be what they are", async ({ agent }) => {
  const dot = "<svg xmlns='http://www.w3.org/2000/svg'><text y='20'>drawn</text></svg>";
  const documents: [string, string, string, string?][] = [
    ['{"a": [1, 2]}', "application/json", "JSON", '{"a": [1, 2]}'],
    ["one\ntwo", "text/plain", "plain text", "two"],
    ["<order><item>Widget</item></order>", "application/xml", "XML", "Widget"],
    [dot, "image/svg+xml", "a drawing (SVG)", "drawn"],
    ["GIF89a", "image/gif", "an image; screenshot shows it"],
  ];
  for (const [html, type, kind, words = ""] of documents) {
    const { text, isError } = await agent.call("navigate", { url: pageUrl(html, { type }) });
    expect([kind, isError]).toEqual([kind, false]);
    expect(text).toContain(`notice: this is ${kind}\n`);
    expect(fenced(text)).toContain(words);
    expect(fenced((await agent.call("extract")).text)).toContain(words);
  }
  const plain = await agent.navigate("<p>Page</p>");
  expect(plain.text).not.toContain("notice: this is");
});

test("an answer without content leaves the page as it is, and says so", async ({ agent }) => {
  await agent.navigate("<p>Stays</p>");
  for (const status of ["204", "205"]) {
    const { text } = await agent.call("navigate", { url: pageUrl("", { status }) });
    expect(text).toMatch(
      new RegExp(`^navigation_failed: .*HTTP ${status} without a page.*page stays as it was`),
    );
    expect(await linesNow(agent)).toEqual(["text: Stays"]);
  }
});

test("errors without a body are errors of the server, not of the browser", async ({ agent }) => {
  for (const status of ["500", "502", "404"]) {
    const { text } = await agent.call("navigate", { url: pageUrl("", { status }) });
    expect(text).toMatch(new RegExp(`HTTP ${status} without a page|error page: HTTP ${status}`));
  }
  const login = await agent.call("navigate", { url: `${inject("pages")}/login` });
  expect(login.text).toContain("notice: this is an error page: HTTP 401");
  expect(linesIn(login.text)).toEqual(['h1 "none given"']);
});

test("broken answers are said in words", async ({ agent }) => {
  const failing: [string, RegExp][] = [
    [`${inject("pages")}/garbled`, /the host's answer is not valid HTTP/],
    [`${inject("pages")}/reset`, /broke the connection off|without an answer/],
    [inject("securePages"), /its certificate is self-signed or from an issuer nobody knows/],
  ];
  for (const [url, words] of failing) {
    const { text } = await agent.call("navigate", { url });
    expect(text).toMatch(/^navigation_failed: /);
    expect(text).toMatch(words);
    expect(text).not.toContain("Secret");
  }
  const cut = await agent.call("navigate", { url: `${inject("pages")}/cut` });
  expect(cut.text).toContain("notice: the page is not whole: the host broke its answer off");
  expect(linesIn(cut.text)).toEqual(["text: Begun"]);
  expect((await agent.navigate("<p>Goes on</p>")).text).toContain("text: Goes on");
});

test("a download is named inside the fence", async ({ agent }) => {
  const { text } = await agent.call("navigate", { url: `${inject("pages")}/download` });
  expect(text).toContain("the address is a file: no page was opened, the tab stays as it was");
  expect(fenced(text)).toMatch(/^artifact art_\w{16}: report.csv$/);
});

test("dialogs of a page are told with it", async ({ agent }) => {
  const { text } = await agent.navigate(`<p>Page</p>${script("alert('Welcome!')")}`);
  expect(text.split("\n")[1]).toBe("alert dialog dismissed");
  expect(fenced(text)).toMatch(/^alert: Welcome!\nurl: [^\n]*\ntext: Page$/);
  const between = await agent.call("extract", { type: "js", js: "alert('Between')" });
  expect(fenced(between.text)).toContain("alert: Between");
  const late = await agent.navigate(`<p>Page</p>${script("setTimeout(() => alert('Late'), 300)")}`);
  expect(late.text).not.toContain("alert dialog");
  await (await fetch(pageUrl("", { delay: "600" }))).text();
  const failed = await agent.call("navigate", { url: inject("closedOrigin") });
  expect(failed.isError).toBe(true);
  expect(failed.text).toContain("before this call: alert dialog dismissed");
  expect(fenced(failed.text)).toContain("alert: Late");
  expect((await agent.navigate("<p>Next</p>")).text).not.toContain("dialog");
});

test("the same address again is loaded anew, its parts are not", async ({ agent }) => {
  const url = pageUrl("<input><p>Page</p>");
  await agent.call("navigate", { url });
  await agent.act("fill", { target: "input", value: "typed" });
  const part = await agent.call("navigate", { url: `${url}#part` });
  expect(headOf(part.text)).toContain(" · same document · ");
  expect(part.text).toContain('value="typed"');
  const again = await agent.call("navigate", { url });
  expect(headOf(again.text)).toContain("waited for domcontentloaded");
  expect(again.text).not.toContain("typed");
});

test("a page that is not parsed to its end is answered once it can be used", async ({ agent }) => {
  const { text } = await agent.call("navigate", { url: `${inject("pages")}/hung` });
  expect(text).toContain("notice: still loading: domcontentloaded has not come yet");
  expect(linesIn(text)).toEqual(['h1 "Here"', '@e1 link "Go"']);
  expect((await agent.navigate("<p>Next</p>")).text).toContain("text: Next");
});

test("an app that takes its time is waited for, one that never comes is said to be empty", async ({
  agent,
}) => {
  const late = script("setTimeout(() => { document.body.innerHTML = '<p>Late</p>' }, 3000)");
  const filled = await agent.navigate(`<div></div>${late}`);
  expect(headOf(filled.text)).toContain("waited for domcontentloaded, content");
  expect(linesIn(filled.text)).toEqual(["text: Late"]);
  const url = pageUrl(`<div></div>${script("window.nothing = 1")}`);
  const empty = await agent.call("navigate", { url, maxRetryLevel: 1 });
  expect(empty.text).toContain("notice: the page is still empty: its scripts have put nothing");
  expect(empty.isError).toBe(false);
});

test("an empty page that did not get its script is loaded once more, but no answer to a POST", async ({
  agent,
}) => {
  const key = `k${Math.random()}`;
  const flaky = `<div></div><script src="/flaky.js?key=${key}"></script>`;
  const filled = await agent.navigate(flaky);
  expect(headOf(filled.text)).toContain("loading it once more, content");
  expect(linesIn(filled.text)).toEqual(["text: Filled"]);
  const off = flaky.replace(key, `${key}off`);
  const empty = await agent.call("navigate", { url: pageUrl(off), autoRetry: false });
  expect(linesIn(empty.text)).toEqual([]);
  const posted = `${inject("pages")}/page?${new URLSearchParams({ html: flaky.replace(key, `${key}post`), key: `${key}posts` })}`;
  const form = `<form id="f" method="post" action="${posted.replaceAll('"', "&quot;")}"></form>${script("f.submit()")}`;
  const { text } = await agent.navigate(form);
  expect(text).toContain("notice: the page is still empty");
  const seen = await agent.evaluate(`fetch("/seen?key=${key}posts").then((r) => r.json())`);
  expect(seen).toHaveLength(1);
});

test("a frame of another site that fails does not make the page fail", async ({ agent }) => {
  const frame = `<iframe src="${otherSite()}/reset"></iframe>`;
  const { text, isError } = await agent.navigate(`<p>Page</p>${frame}`);
  expect(isError).toBe(false);
  expect(text).toContain("text: Page");
});
