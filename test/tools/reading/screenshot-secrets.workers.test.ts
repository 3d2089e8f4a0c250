import { expect } from "vitest";
import { type Agent, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { bytesKept } from "../../support/artifacts.ts";
import { otherSite } from "./page-lines.ts";
import { coloursIn, shoot } from "./picture.ts";

const COVER = "#777777";
const BOX = "display:block;box-sizing:border-box;width:200px;height:30px;margin:0 0 10px;border:0";
const BASE = `<style>body{margin:0}iframe{display:block;border:0}input,textarea,select{${BOX}}</style>`;
const field = (attributes: string) => `<input ${attributes} value="Hunter2">`;

/** The inside of the field that is the nth of the page, by rows of 40 px. */
const row = (at: number) => [2, at * 40 + 2, 196, 26];

test("fields for secrets are covered whole, others are shown", async ({ agent }) => {
  const secret = [
    field('type="password"'),
    field('type="password" style="transition:all 5s" readonly'),
    field('class="loud" type="password"'),
    field('autocomplete="section-a cc-number"'),
    field('autocomplete="CC-CSC"'),
    field('autocomplete="one-time-code"'),
    field('autocomplete="current-password"'),
    '<textarea autocomplete="new-password">Hunter2</textarea>',
    field('style="-webkit-text-security:disc"'),
  ];
  const plain = [field('autocomplete="cc-name"'), '<input type="password" placeholder="Password">'];
  const loud = "<style>#a input.loud{color:red!important;background:gold!important}</style>";
  await agent.navigate(`${BASE}${loud}<div id="a">${secret.join("")}${plain.join("")}</div>`);
  const { bytes, text } = await shoot(agent);
  expect(text).toMatch(/· 1280×720 png · 9 secret fields covered$/m);
  for (const at of secret.keys()) expect(await coloursIn(bytes, row(at))).toEqual([COVER]);
  for (const at of plain.keys()) {
    expect((await coloursIn(bytes, row(secret.length + at))).length).toBeGreaterThan(1);
  }
  const one = await shoot(agent, { selector: ".loud" });
  expect(await coloursIn(one.bytes, [1, 1, 198, 28])).toEqual([COVER]);
});

test("a selection and the caret tell nothing either", async ({ agent }) => {
  await agent.navigate(`${BASE}${field('type="password" id="p"')}<script>p.select()</script>`);
  const { bytes } = await shoot(agent);
  expect(await coloursIn(bytes, row(0))).toEqual([COVER]);
});

test("fields in frames and in open and closed shadow roots are covered", async ({ agent }) => {
  const password = `${BASE}${field('type="password"')}`;
  const shadow = (mode: string) =>
    `document.currentScript.previousElementSibling.attachShadow({ mode: "${mode}" }).innerHTML = ${JSON.stringify(password)}`;
  const nested = `const at = document.currentScript.previousElementSibling.attachShadow({ mode: "closed" });
    at.innerHTML = "<div></div>"; at.firstChild.attachShadow({ mode: "closed" }).innerHTML = ${JSON.stringify(password)}`;
  const parts = [
    `<div></div><script>${shadow("open")}</script>`,
    `<div></div><script>${shadow("closed")}</script>`,
    `<div></div><script>${nested}</script>`,
    `<iframe height=40 src="${pageUrl(password)}"></iframe>`,
    `<iframe height=40 src="${pageUrl(password, {}, otherSite())}"></iframe>`,
    `<iframe height=40 src="${pageUrl(`${BASE}<div></div><script>${shadow("closed")}</script>`, {}, otherSite())}"></iframe>`,
  ];
  const rows = parts.map((part) => `<div style="height:40px">${part}</div>`);
  await agent.call("navigate", { url: pageUrl(BASE + rows.join("")), waitUntil: "load" });
  for (const args of [{}, { fullPage: true }]) {
    const { bytes, text } = await shoot(agent, args);
    expect(text).toContain("6 secret fields covered");
    for (const at of parts.keys()) expect(await coloursIn(bytes, row(at))).toEqual([COVER]);
  }
});

test("the page notices nothing, and has its fields back as they were", async ({ agent }) => {
  await agent.navigate(
    `${BASE}<style>input{color:rgb(1, 2, 3);transition:all 200ms}</style>${field('type="password" id="p"')}
     <script>var seen = []; new MutationObserver((list) => seen.push(...list.map((it) => it.type)))
       .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
     for (const name of ["transitionrun", "transitionstart", "animationstart", "input", "change", "focus"])
       addEventListener(name, () => seen.push(name), true);
     new ResizeObserver(() => seen.push("resize")).observe(p);
     var look = () => { const { color, backgroundColor, boxShadow, transition, webkitTextFillColor } = getComputedStyle(p);
       return [color, backgroundColor, boxShadow, transition, webkitTextFillColor, document.adoptedStyleSheets.length, p.outerHTML, p.value].join("|") };
     var before = look()</script>`,
  );
  await agent.evaluate(
    "new Promise((done) => setTimeout(() => { seen.length = 0; done(1) }, 100))",
  );
  const { bytes } = await shoot(agent);
  expect(await coloursIn(bytes, row(0))).toEqual([COVER]);
  await print(agent);
  expect(await agent.evaluate("new Promise((done) => setTimeout(() => done(seen), 100))")).toEqual(
    [],
  );
  expect(await agent.evaluate("[look() === before, look()]")).toEqual([
    true,
    expect.stringContaining("Hunter2"),
  ]);
});

test("a printed page holds nothing of a secret", async ({ agent }) => {
  const printed = async (secret: string) => {
    const inner = `<input type="password" value="${secret}"><input autocomplete="cc-number" value="${secret}">`;
    await agent.navigate(
      `<p>Plain words</p>${inner}<iframe src="${pageUrl(inner, {}, otherSite())}"></iframe>`,
    );
    return textOf(await print(agent));
  };
  const short = await printed("41");
  expect(short).toContain("secret fields covered");
  expect(await printed("5555444433332222")).toBe(short);
  await agent.navigate('<input value="41">');
  const open = await textOf(await print(agent));
  await agent.navigate('<input value="5555444433332222">');
  expect(await textOf(await print(agent))).not.toBe(open);
});

async function print(agent: Agent) {
  const { text } = await agent.call("screenshot", { format: "pdf" });
  return { text, bytes: await bytesKept(text) };
}

/** What the head says after the size, and everything that is drawn. */
async function textOf({ text, bytes }: { text: string; bytes: Uint8Array<ArrayBuffer> }) {
  const file = new TextDecoder("latin1").decode(bytes);
  const parts = [text.split("\nartifact ")[0] ?? ""];
  for (const { index, 0: opening } of file.matchAll(/(?<!end)stream\r?\n/g)) {
    const start = index + opening.length;
    const end = file.indexOf("\nendstream", start);
    const { readable, writable } = new DecompressionStream("deflate");
    const writer = writable.getWriter();
    writer.write(bytes.slice(start, end)).catch(() => undefined);
    writer.close().catch(() => undefined);
    parts.push(await new Response(readable).text().catch(() => ""));
  }
  return parts.join("\n");
}

test("a field whose own style insists on being seen is said to show", async ({ agent }) => {
  await agent.navigate(
    '<input autocomplete=cc-number value=4111 style="-webkit-text-fill-color:red !important;-webkit-text-security:none !important"><input type=password value=x>',
  );
  const { text } = await agent.call("screenshot");
  expect(text).toContain("1 secret field covered");
  expect(text).toContain("notice: 1 secret field shows: the page's own style");
});
