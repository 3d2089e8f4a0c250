import { expect } from "vitest";
import { pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

test("the same call without effect is named a loop the third time", async ({ agent }) => {
  await agent.navigate("<button>Idle</button>");
  const answers: string[] = [];
  for (let time = 0; time < 3; time++) {
    answers.push((await agent.act("click", { target: "text=Idle" })).text);
  }
  const named = answers.map((text) => text.includes("notice: loop:"));
  expect(named).toEqual([false, false, true]);
});

test("a refusal that comes three times is a loop too", async ({ agent }) => {
  await agent.navigate("<p>nothing here</p>");
  const answers: string[] = [];
  for (let time = 0; time < 3; time++) {
    answers.push((await agent.act("click", { target: "#none" })).text);
  }
  expect(answers.map((text) => text.includes("loop:"))).toEqual([false, false, true]);
});

test("calls with an effect, or of different elements, are no loop", async ({ agent }) => {
  await agent.navigate(
    `<button id=b onclick="n.textContent=+n.textContent+1">Add</button><p id=n>0</p><button class=c>Same</button><button class=c>Same</button><button class=c>Same</button>`,
  );
  const answers: string[] = [];
  for (let time = 0; time < 5; time++) {
    answers.push((await agent.act("click", { target: "#b" })).text);
  }
  for (const index of [1, 2, 3]) {
    answers.push((await agent.act("click", { target: `button:nth-of-type(${index + 1})` })).text);
  }
  expect(answers.filter((text) => text.includes("loop:"))).toEqual([]);
});

test("two acts that undo each other are named a loop", async ({ agent }) => {
  await agent.navigate(
    "<button id=o onclick='m.hidden=false'>Open</button><div id=m hidden>Menu<button id=c onclick='m.hidden=true'>Close</button></div>",
  );
  const answers: string[] = [];
  for (const target of ["#o", "#c", "#o", "#c"]) {
    answers.push((await agent.act("click", { target })).text);
  }
  expect(answers.map((text) => text.includes("undo each other"))).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test("going to a page and back again and again is a loop, though its refs are new", async ({
  agent,
}) => {
  await agent.navigate(
    `<a href="${pageUrl("<h1>Detail</h1>")}">Read</a><script>addEventListener("unload",()=>0)</script>`,
  );
  const answers: string[] = [];
  for (let round = 0; round < 2; round++) {
    answers.push((await agent.act("click", { target: await agent.ref("Read") })).text);
    answers.push((await agent.act("back")).text);
  }
  expect(answers.map((text) => text.includes("loop:"))).toEqual([false, false, false, true]);
});

test("back and forth that gets on is no loop", async ({ agent }) => {
  await agent.navigate(
    "<button id=p onclick='n.textContent=+n.textContent+1'>Plus</button><button id=m onclick='n.textContent=+n.textContent*2'>Twice</button><p id=n>1</p>",
  );
  const answers: string[] = [];
  for (const target of ["#p", "#m", "#p", "#m"]) {
    answers.push((await agent.act("click", { target })).text);
  }
  expect(answers.join("\n")).not.toContain("loop:");
});

type Call = readonly [action: string, args: Record<string, unknown>];

const CAROUSEL = `<style>#t{display:flex;transition:transform .1s}</style><button id=b>Next</button><div id=t><p>One</p><p>Two</p></div><script>let x=0;b.onclick=()=>t.style.transform='translateX(-'+(x+=99)+'px)'</script>`;

test.for<[string, string, readonly Call[]]>([
  [
    "paging on",
    "<button id=b onclick='n.textContent=+n.textContent+1'>Next</button><p id=n>1</p>",
    Array.from({ length: 5 }, () => ["click", { target: "#b" }]),
  ],
  ["slides that move", CAROUSEL, Array.from({ length: 4 }, () => ["click", { target: "#b" }])],
  ["scrolling", "<p style='height:5000px'>x</p>", Array.from({ length: 4 }, () => ["scroll", {}])],
  [
    "arrow keys that scroll",
    "<p style='height:5000px'>x</p>",
    Array.from({ length: 5 }, () => ["press", { key: "ArrowDown" }]),
  ],
  [
    "arrow keys in a list",
    `<select id=s size=6>${"<option>x".repeat(6)}</select>`,
    Array.from({ length: 5 }, () => ["press", { target: "#s", key: "ArrowDown" }]),
  ],
  [
    "a game on a canvas",
    "<canvas id=c></canvas>",
    Array.from({ length: 4 }, () => ["press", { key: "ArrowLeft" }]),
  ],
  [
    "the same text into several fields",
    "<input id=a><input id=b><input id=c><input id=d>",
    ["a", "b", "c", "d"].map((id) => ["fill", { target: `#${id}`, value: "same" }]),
  ],
  [
    "another try after each new message",
    "<button id=b onclick='n.textContent=\"Error \"+(++i)'>Pay</button><p id=n role=alert></p><script>i=0</script>",
    Array.from({ length: 4 }, () => ["click", { target: "#b" }]),
  ],
  [
    "tabbing through a form",
    "<input><input><input><input>",
    Array.from({ length: 4 }, () => ["press", { key: "Tab" }]),
  ],
])("no loop is seen in %s", async ([, html, calls], { agent }) => {
  await agent.navigate(html);
  for (const [action, args] of calls) {
    const { text, isError } = await agent.act(action, args);
    expect(isError).toBe(false);
    expect(text).not.toContain("loop:");
  }
});

test("the same call on several pages is no loop, on one page opened anew it is", async ({
  agent,
}) => {
  for (const name of ["A", "B", "C"]) {
    await agent.navigate(`<button id=b>${name}</button>`);
    expect((await agent.act("click", { target: "#b" })).text).not.toContain("loop:");
  }
  const named: boolean[] = [];
  for (let round = 0; round < 3; round++) {
    await agent.navigate("<button id=b>Same</button>");
    named.push((await agent.act("click", { target: "#b" })).text.includes("loop:"));
  }
  expect(named).toEqual([false, false, true]);
});

test("a refusal on a page that reads otherwise by then is another try", async ({ agent }) => {
  for (const state of ["Loading", "Still loading", "Nearly there"]) {
    await agent.navigate(`<p>${state}</p>`);
    expect((await agent.act("click", { target: "#pay" })).text).not.toContain("loop:");
  }
});

test("going to and fro between two pages or two tabs is no loop", async ({ agent }) => {
  const keep = "<script>addEventListener('unload',()=>0)</script>";
  await agent.navigate(`<h1>First</h1>${keep}`);
  await agent.navigate(`<h1>Second</h1>${keep}`);
  const answers: string[] = [];
  for (const action of ["back", "forward", "back", "forward", "back"]) {
    answers.push((await agent.act(action)).text);
  }
  await agent.navigate(
    `<button id=b>Look</button><button onclick="window.open('${pageUrl("<button id=b>Check</button>")}')">Open</button>`,
  );
  await agent.act("click", { target: "text=Open" });
  for (const tabIndex of [1, 0, 1, 0, 1, 0]) {
    await agent.call("tab_switch", { tabIndex });
    answers.push((await agent.act("click", { target: "#b" })).text);
  }
  await agent.call("tab_close", { tabIndex: 1 });
  expect(answers.join("\n")).not.toContain("undo each other");
});

test("filling in what is there already is a loop the third time", async ({ agent }) => {
  await agent.navigate("<input id=i value=x>");
  const answers: string[] = [];
  for (let time = 0; time < 4; time++) {
    answers.push((await agent.act("fill", { target: "#i", value: "x" })).text);
  }
  expect(answers.at(-1)).toContain("loop: this very call changed nothing three times in a row");
});
