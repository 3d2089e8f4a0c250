import { expect } from "vitest";
import { fenced } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

/** A page that keeps the kinds of the events that reach any of its elements with an id. */
const recording = (body: string) => `${body}<script>
  var log = [];
  for (const kind of ["pointerdown", "mousedown", "mouseup", "click", "dblclick", "keydown"])
    addEventListener(kind, (e) => log.push(kind + " " + e.target.id));
</script>`;

test("a click sends the whole chain of events to the element, once", async ({ agent }) => {
  await agent.navigate(recording("<button id=go>Go</button>"));
  const answer = await agent.act("click", { target: "#go" });
  expect(answer.isError).toBe(false);
  expect(await agent.evaluate("log.join()")).toBe(
    "pointerdown go,mousedown go,mouseup go,click go",
  );
});

test("a click tells the line that changed", async ({ agent }) => {
  await agent.navigate("<button onclick='n.textContent=1'>Add</button><p id=n>0</p>");
  const { text } = await agent.act("click", { target: await agent.ref("Add") });
  expect(text).toContain("click done\n");
  expect(fenced(text)).toBe("~ text: 0 → 1");
});

test("a click that does nothing says so", async ({ agent }) => {
  await agent.navigate("<button>Idle</button>");
  const { text } = await agent.act("click", { target: "text=Idle" });
  expect(text).toContain("click done · no visible change");
});

test("dblclick fires two clicks and a dblclick", async ({ agent }) => {
  await agent.navigate(recording("<button id=go>Go</button>"));
  await agent.act("dblclick", { target: "#go" });
  const kinds = await agent.evaluate("log.filter(x => x.includes('click')).join()");
  expect(kinds).toBe("click go,click go,dblclick go");
});

test("holdDuration keeps the button down that long", async ({ agent }) => {
  await agent.navigate(`<button id=go>Hold</button><script>
    let down; go.onmousedown = () => down = performance.now();
    go.onmouseup = () => go.textContent = performance.now() - down >= 690 ? "long" : "short";
  </script>`);
  const { text } = await agent.act("click", { target: "#go", holdDuration: 700 });
  expect(fenced(text)).toContain('"long"');
});

test("x and y click that point of the viewport", async ({ agent }) => {
  await agent.navigate(
    `<body style="margin:0"><div style="height:100px" onclick="out.textContent=event.clientX+':'+event.clientY">area</div><p id=out>-</p>`,
  );
  const { text } = await agent.act("click", { x: 40, y: 50 });
  expect(fenced(text)).toContain("40:50");
});

test("a point outside the viewport is refused", async ({ agent }) => {
  await agent.navigate("<p>here</p>");
  const { text, isError } = await agent.act("click", { x: 1_280, y: 10 });
  expect(isError).toBe(true);
  expect(text).toMatch(/^invalid_arguments: .*1280×720/);
});

test("a custom clickable div has a ref that clicks it", async ({ agent }) => {
  await agent.navigate(
    "<div style='cursor:pointer;width:80px' id=d>Card</div><script>d.addEventListener('click',()=>d.textContent='Opened')</script>",
  );
  const { text } = await agent.act("click", { target: await agent.ref("clickable") });
  expect(fenced(text)).toContain("Opened");
});

test("a click on a label reaches its control", async ({ agent }) => {
  await agent.navigate("<label id=l>Terms <input type=checkbox id=c></label>");
  const { text } = await agent.act("click", { target: "#l" });
  expect(fenced(text)).toContain("[checked]");
  expect(await agent.evaluate("c.checked")).toBe(true);
});

test("an element that goes at mousedown is no failure and no silence", async ({ agent }) => {
  await agent.navigate(
    "<button id=b onmousedown='this.remove();out.textContent=\"picked\"'>Pick</button><p id=out></p>",
  );
  const { text, isError } = await agent.act("click", { target: "#b" });
  expect(isError).toBe(false);
  expect(fenced(text)).toContain("+ text: picked");
  expect(fenced(text)).toMatch(/- @e\d+ button "Pick"/);
});

test("a click on part of a button made of several elements is a click on it", async ({ agent }) => {
  await agent.navigate(
    "<button id=b onclick='out.textContent=\"yes\"'><span><b>Deep</b></span><i>x</i></button><p id=out></p>",
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain("yes");
  expect(text).not.toContain("another element");
});

test("a link over two lines is hit though its box has an empty middle", async ({ agent }) => {
  await agent.navigate(
    "<div style='width:220px;font:16px monospace'>some words that fill <a href='#hit' id=a>a link that wraps</a> and more words after it</div>",
  );
  const { text, isError } = await agent.act("click", { target: "#a" });
  expect(isError).toBe(false);
  expect(text).toContain("the address changed within the document");
});

test.for([
  ["a native list", "<select id=p><option>One<option>Two</select>"],
  ["a date picker", "<input type=date id=p>"],
  ["a list of suggestions", "<input id=p list=l><datalist id=l><option>One<option>Two</datalist>"],
  ["a colour picker", "<input type=color id=p>"],
] as const)("a click that opens %s leaves the next click whole", async ([, html], { agent }) => {
  await agent.navigate(
    `${html}<button id=b onclick="n.textContent=+n.textContent+1">Add</button><p id=n>0</p>`,
  );
  await agent.act("click", { target: "#p" });
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain("0 → 1");
});

test("parts of a drawing can be clicked", async ({ agent }) => {
  await agent.navigate(
    "<svg width=200 height=100><circle id=c cx=50 cy=50 r=20 /></svg><p id=o>none</p><script>c.onclick=()=>o.textContent='circle'</script>",
  );
  expect((await agent.act("click", { target: "#c" })).text).toContain("circle");
});

test("a click on a page that is enlarged hits its element", async ({ agent }) => {
  await agent.navigate(
    "<body style='zoom:1.5'><div style='height:200px'></div><button id=b onclick=\"this.textContent='hit'\">B</button><button>C</button>",
  );
  expect((await agent.act("click", { target: "#b" })).text).toContain("hit");
});

test("window.print() holds nothing up", async ({ agent }) => {
  await agent.navigate(
    "<button id=b onclick='window.print();this.textContent=\"printed\"'>Print</button>",
  );
  expect((await agent.act("click", { target: "#b" })).text).toContain("printed");
});

test.for([
  [
    "around a floating image",
    "<a href='#hit' id=a><img style='float:left;width:40px;height:40px' alt=x></a>",
  ],
  ["without a box", "<a href='#hit' id=a style='display:contents'><div>Card</div></a>"],
  [
    "hidden but for its inside",
    "<a href='#hit' id=a style='visibility:hidden'><span style='visibility:visible'>In</span></a>",
  ],
] as const)("a link %s is clicked where it shows", async ([, html], { agent }) => {
  await agent.navigate(html);
  const { text } = await agent.act("click", { target: "#a" });
  expect(text).toContain("the address changed within the document");
});

test("a form whose fields are named like its own properties can be used", async ({ agent }) => {
  await agent.navigate(
    "<form onsubmit=\"o.textContent='sent';return false\"><input name=closest><input name=matches><input name=id><input name=shadowRoot><input name=isConnected><button id=b>Send</button></form><p id=o>none</p>",
  );
  await agent.act("fill", { target: "[name=matches]", value: "x" });
  expect((await agent.act("click", { target: "#b" })).text).toContain("sent");
  expect((await agent.act("click", { target: "form" })).isError).toBe(false);
});

test("a click on a card does not press the button in its middle", async ({ agent }) => {
  await agent.navigate(
    `<div id=card style="cursor:pointer;width:300px;height:120px;position:relative" onclick="o.textContent='card'"><button style="position:absolute;left:75px;top:30px;width:150px;height:60px" onclick="event.stopPropagation();o.textContent='bought'">Buy</button></div><p id=o>none</p>`,
  );
  expect((await agent.act("click", { target: "#card" })).text).toContain("none → card");
});

test("an element that is covered by its own parts alone is clicked all the same", async ({
  agent,
}) => {
  await agent.navigate(
    `<div id=card onclick="o.textContent='card'"><button style="width:100%;height:60px">All of it</button></div><p id=o>none</p>`,
  );
  expect((await agent.act("click", { target: "#card" })).text).toContain("none → card");
});
