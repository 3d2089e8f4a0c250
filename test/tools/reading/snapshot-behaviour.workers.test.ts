import { expect } from "vitest";
import { fenced } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { linesNow, openLines } from "./page-lines.ts";

const LISTEN = (ids: string, kind = "click") =>
  `<script>for (const id of ${JSON.stringify(ids.split(" "))}) document.getElementById(id).addEventListener("${kind}", () => { out.textContent += id; });</script>`;

test("an element the page listens on is a control, whatever it looks like", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<div id=a>Alpha</div><span id=b class=reply style="display:inline-block;width:9px;height:9px"></span>
     <svg width=50 height=50><circle id=c cx=20 cy=20 r=10 /></svg><p id=out></p>
     ${LISTEN("a b")}${LISTEN("c", "mousedown")}`,
  );
  expect(lines).toEqual(['@e1 clickable "Alpha"', "@e2 clickable #b", "@e3 clickable #c"]);
  await agent.act("click", { target: await agent.ref('"Alpha"') });
  await agent.act("click", { target: await agent.ref("#b") });
  await agent.act("click", { target: await agent.ref("#c") });
  expect(await agent.evaluate("out.textContent")).toBe("abc");
});

test("a listener that comes or goes is seen at the next snapshot", async ({ agent }) => {
  await agent.navigate(`<div id=a>Alpha</div><p id=out></p>`);
  expect(await linesNow(agent)).toEqual(["text: Alpha"]);
  await agent.evaluate("(window.f = () => 1, a.addEventListener('click', f), 1)");
  expect(await linesNow(agent)).toEqual(['@e1 clickable "Alpha"']);
  await agent.evaluate("(a.removeEventListener('click', f), 1)");
  expect(await linesNow(agent)).toEqual(["text: Alpha"]);
});

test("the root of an application that hears everything is no control", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<div id=root style="min-height:700px"><h1>App</h1><button>Go</button><p>Words</p></div>
     <p id=out></p>${LISTEN("root")}<script>document.addEventListener("click", () => 1); document.body.onclick = () => 1;</script>`,
  );
  expect(lines).toEqual(['h1 "App"', '@e1 button "Go"', "text: Words"]);
});

test("a list that listens for its items offers the items", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<ul id=list><li>One</li><li>Two</li></ul><p id=out></p>
     <script>list.addEventListener("click", (event) => { out.textContent = event.target.textContent; });</script>`,
  );
  expect(lines).toEqual(['@e1 clickable "One"', '@e2 clickable "Two"']);
  await agent.act("click", { target: await agent.ref('"Two"') });
  expect(await agent.evaluate("out.textContent")).toBe("Two");
});

test("a card that listens is a control beside those inside it", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<div id=a style="width:300px">Card <button>Inside</button></div><p id=out></p>${LISTEN("a")}`,
  );
  expect(lines[0]).toMatch(/^@e1 clickable "Card/);
  expect(lines.join("\n")).toContain('@e2 button "Inside"');
});

test("a page that stands in the way of the search is read without it", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<div id=a onclick="1">Alpha</div><p id=out></p>
     <script>Element.prototype.dispatchEvent = EventTarget.prototype.dispatchEvent = () => { throw new Error("no"); };
     Document.prototype.querySelectorAll = () => { for (;;); };</script>`,
  );
  expect(lines).toEqual(['@e1 clickable "Alpha"']);
});

const CLOSED = (inside: string) =>
  `<script>{ const host = document.currentScript.previousElementSibling; host.attachShadow({ mode: "closed" }).innerHTML = ${JSON.stringify(inside)}; }</script>`;

test("closed shadow roots are read and acted in as open ones", async ({ agent }) => {
  await agent.navigate(
    `<x-press>Slotted</x-press>${CLOSED(`<button onclick="this.textContent='Pressed'">Press</button><slot></slot>`)}
     <x-card></x-card>${CLOSED(`<p>In a card</p><input aria-label=Field>`)}
     <div style="width:200px;height:40px"></div>${CLOSED(`<div id=in><b>Deep</b></div>`)}`,
  );
  const text = fenced(await agent.snapshot());
  expect(text).toContain('button "Press"');
  expect(text).toContain("In a card");
  expect(text).toContain("Deep");
  expect(text).toContain("Slotted");
  await agent.act("fill", { target: await agent.ref('"Field"'), value: "words" });
  expect(fenced(await agent.snapshot())).toContain('value="words"');
  const { text: after } = await agent.act("click", { target: await agent.ref('"Press"') });
  expect(fenced(after)).toContain("Pressed");
});

test("a closed shadow root that comes later is found", async ({ agent }) => {
  await agent.navigate(`<x-late></x-late><p>Here</p>`);
  expect(await linesNow(agent)).toEqual(["text: Here"]);
  await agent.evaluate(
    "(customElements.define('x-late', class extends HTMLElement { constructor() { super(); this.attachShadow({ mode: 'closed' }).innerHTML = '<button>Late</button>'; } }), 1)",
  );
  expect(await linesNow(agent)).toEqual(['@e1 button "Late"', "text: Here"]);
});

test("text beside a control inside an option is not lost", async ({ agent }) => {
  const text = "Order 4711 of 12 March 2026, total EUR 1,299.00";
  const lines = await openLines(agent, `<div role=option>${text} <button>Details</button></div>`);
  expect(lines.join("\n")).toContain("EUR 1,299.00");
  expect(lines.join("\n")).toContain('button "Details"');
});

test("a hidden checkbox keeps its role and state behind a label that takes focus", async ({
  agent,
}) => {
  const box = "<input type=checkbox style=display:none checked>";
  const lines = await openLines(agent, `<label tabindex=0>${box}Agree</label>`);
  expect(lines).toEqual(['@e1 checkbox "Agree" [checked]']);
});

test("fields whose names hide what a form would answer break no reading and no search", async ({
  agent,
}) => {
  const lines = await openLines(
    agent,
    `<form id=f><fieldset name=children></fieldset><p>a</p><p>b</p></form>
     <form role=row><input name=querySelector></form><form><input name=matches></form><p id=z>zed</p>
     <script>f.addEventListener("click", () => 1); z.addEventListener("click", () => 1)</script>`,
  );
  expect(lines.join("\n")).toContain('clickable "zed"');
  expect(lines.join("\n")).toContain('textbox "querySelector"');
});

test("neighbouring lists that listen both offer their items", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<ul id=a><li>Ann<li>Bob</ul><ul id=b><li>Cy<li>Dee</ul>
     <script>a.addEventListener("click", () => 1); b.addEventListener("click", () => 1)</script>`,
  );
  expect(lines).toEqual(
    ["Ann", "Bob", "Cy", "Dee"].map((name, at) => `@e${at + 1} clickable "${name}"`),
  );
});

test("what is nested too deep to be read costs only itself, and is said", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<button>Before</button><div id=d></div><button>After</button><script>
     let at = d; for (let depth = 0; depth < 1700; depth++) at = at.appendChild(document.createElement("div"));
     at.textContent = "deep"</script>`,
  );
  expect(lines[0]).toBe('@e1 button "Before"');
  expect(lines.at(-1)).toMatch(/^@e\d+ button "After"$/);
});
