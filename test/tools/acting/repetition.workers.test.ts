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
