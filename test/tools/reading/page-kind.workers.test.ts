import { expect } from "vitest";
import { pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

const LOGIN = `<title>Sign in</title><h1>Sign in</h1><form><input type=email name=email>
  <input type=password name=pw><button type=button>Sign in</button></form><a href=#>Forgot your password?</a>`;
const headOf = (text: string) => text.split("\n")[0];
const notices = (text: string) => text.split("\n").filter((line) => line.startsWith("notice: "));

test("the kind stands in the head of what reads a whole page", async ({ agent }) => {
  const opened = await agent.navigate(LOGIN);
  expect(headOf(opened.text)).toMatch(/ · 200 · waited for \w+ · login \d\d% · 4 refs$/);
  expect(headOf(await agent.snapshot())).toMatch(/ · 200 · login \d\d% · 4 refs$/);
  const part = headOf(await agent.snapshot({ selector: "form" }));
  expect(part).toMatch(/ · 200 · 3 refs$/);
  const switched = await agent.call("tab_switch", { tabIndex: 0 });
  expect(headOf(switched.text)).toMatch(/ · login \d\d% · 4 refs$/);
});

test("an action tells the kind of the page it led to, and of no other", async ({ agent }) => {
  await agent.navigate(`<a href="${pageUrl(LOGIN)}">Account</a><button>Nothing</button>`);
  const stayed = await agent.act("click", { target: await agent.ref("Nothing") });
  expect(headOf(stayed.text)).toMatch(/ · 200$/);
  const { text } = await agent.act("click", { target: await agent.ref("Account") });
  expect(headOf(text)).toMatch(/ · login \d\d% · 4 refs$/);
});

test("a page that says nothing is of no kind", async ({ agent }) => {
  const { text } = await agent.navigate("<p>Hi</p>");
  expect(headOf(text)).toMatch(/ · unknown · 0 refs$/);
  expect(notices(text)).toEqual([]);
});

test("only what shows counts", async ({ agent }) => {
  const { text } = await agent.navigate(`<div hidden>${LOGIN}</div><p>Hello</p>`);
  expect(headOf(text)).not.toContain("login");
});

const CHALLENGE = `<title>Just a moment...</title><h1>shop.example</h1><p>Verify you are human by completing the action below.</p>
  <button onclick="document.body.dataset.touched = 1">Verify</button><input type=checkbox onclick="document.body.dataset.touched = 1">
  <p>Ray ID: 8a1b2c</p><div class=cf-turnstile></div>`;

test("a challenge is named with its maker and left alone", async ({ agent }) => {
  for (const status of ["403", "429", "503"]) {
    const url = pageUrl(CHALLENGE, { status });
    const { text, isError } = await agent.call("navigate", { url });
    expect(isError).toBe(false);
    expect(headOf(text)).toMatch(new RegExp(` · ${status} · .*challenge \\d\\d%`));
    expect(notices(text)[0]).toMatch(
      new RegExp(`^notice: HTTP ${status}: this is a challenge page \\(Cloudflare\\): `),
    );
    expect(text).not.toContain("this is an error page");
  }
  const { text } = await agent.navigate(CHALLENGE);
  expect(notices(text)[0]).toMatch(/^notice: this is a challenge page \(Cloudflare\)/);
  expect(await agent.evaluate("document.body.dataset.touched ?? null")).toBeNull();
});

test("a refusal without a test is a block page", async ({ agent }) => {
  const html = `<title>Access Denied</title><h1>Access Denied</h1><p>You don't have permission to access "http://shop.example/" on this server.</p><p>Reference #18.2f3a1602.1700000000.1a2b3c4d</p>`;
  const { text } = await agent.call("navigate", { url: pageUrl(html, { status: "403" }) });
  expect(notices(text)[0]).toMatch(/^notice: HTTP 403: this is a block page \(Akamai\): /);
});

test("an error page is said to be one, by its status or by its words", async ({ agent }) => {
  const html = `<title>Page not found</title><h1>404</h1><p>Oops! This page doesn't exist.</p><a href=/>Go home</a>`;
  const soft = await agent.navigate(html);
  expect(notices(soft.text)).toEqual([
    "notice: this reads like an error page, though the server answered 200",
  ]);
  const hard = await agent.call("navigate", { url: pageUrl(html, { status: "404" }) });
  expect(notices(hard.text)).toEqual(["notice: this is an error page: HTTP 404"]);
});

test("names of fields hide nothing, and structured data is only read", async ({ agent }) => {
  const names = ["querySelector", "body", "title", "createTreeWalker", "documentElement"];
  const { text } = await agent.navigate(`${LOGIN}
    ${names.map((name) => `<form name=${name}></form><img name=${name} alt="">`).join("")}
    <form><input name=checkVisibility type=hidden><input name=getAttribute type=hidden><input name=childNodes type=hidden></form>
    <script type="application/ld+json">{"__proto__": {"@type": "Product"}, "constructor": {"prototype": {"polluted": 1}}, "@graph": [{"@graph": [1, null, {"@type": 7}]}]}</script>
    <script type="application/ld+json">{"@type": "Product", </script>
    <script type="application/ld+json">${"[".repeat(900)}</script>`);
  expect(headOf(text)).toMatch(/ · login \d\d% · /);
  expect(await agent.evaluate("({}).polluted ?? null")).toBeNull();
});

test("a page without end is read as far as it matters", async ({ agent }) => {
  const { text } = await agent.navigate(`${LOGIN}<script>
    document.title = "x".repeat(1e6);
    let deep = document.body;
    for (let i = 0; i < 300; i++) deep = deep.appendChild(document.createElement("div"));
    const wide = document.body.appendChild(document.createElement("div"));
    for (let i = 0; i < 30000; i++) wide.append("w", document.createElement("i"));
    const data = document.head.appendChild(document.createElement("script"));
    data.type = "application/ld+json";
    data.text = '{"@type":"' + "y".repeat(1e6) + '"}';
  </script>`);
  expect(headOf(text)).toMatch(/ · [a-z-]+( \d+%)? · 4 refs$/);
});
