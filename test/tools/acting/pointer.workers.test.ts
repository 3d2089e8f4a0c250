import { expect, inject } from "vitest";
import { fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { otherSite } from "../reading/page-lines.ts";

test("a menu that hover opens stays open for the next click", async ({ agent }) => {
  await agent.navigate(`<style>ul{display:none;margin:0}#m:hover ul{display:block}</style>
    <div id=m style="width:200px"><span id=h>Products</span><ul><li><button onclick="n.textContent='shoes'">Shoes</button></li></ul></div><p id=n></p>`);
  const { text } = await agent.act("hover", { target: "#h" });
  expect(fenced(text)).toMatch(/\+ @e\d+ button "Shoes"/);
  expect((await agent.act("click", { target: "text=Shoes" })).text).toContain("+ text: shoes");
});

test("a tooltip that comes late is seen", async ({ agent }) => {
  await agent.navigate(
    "<button id=b onmouseenter='setTimeout(()=>tip.hidden=false,80)'>Hover</button><p id=tip hidden>Tip: press twice</p>",
  );
  const { text } = await agent.act("hover", { target: "#b" });
  expect(fenced(text)).toContain("Tip: press twice");
});

test("mousemove goes to a point over points in between", async ({ agent }) => {
  await agent.navigate(
    "<script>var at=[];addEventListener('mousemove',e=>at.push([e.clientX,e.clientY]))</script><div style='height:500px'>canvas</div>",
  );
  await agent.act("mousemove", { x: 10, y: 10 });
  await agent.act("mousemove", { x: 110, y: 60 });
  expect(await agent.evaluate("at.at(-1).join()")).toBe("110,60");
  expect(await agent.evaluate("at.length")).toBeGreaterThan(3);
});

test("mousemove goes to an element", async ({ agent }) => {
  await agent.navigate(
    "<div id=d style='margin:100px;width:50px;height:50px' onmousemove='d.textContent=\"over\"'>-</div>",
  );
  expect((await agent.act("mousemove", { target: "#d" })).text).toContain("over");
});

test("drag moves by the pointer", async ({ agent }) => {
  await agent.navigate(`<style>div{position:absolute;top:20px;width:60px;height:60px}</style><div id=a style="left:20px;background:red"></div><div id=b style="left:500px;background:blue"></div><p id=o></p><script>
    var log=[];a.onpointerdown=e=>{a.setPointerCapture(e.pointerId);a.onpointermove=m=>{a.style.left=m.clientX-30+"px";log.push("move")}};
    a.onpointerup=()=>{a.onpointermove=null;o.textContent="dropped at "+a.style.left}</script>`);
  const { text } = await agent.act("drag", { target: "#a", target2: "#b" });
  expect(fenced(text)).toContain("dropped at 500px");
  expect(await agent.evaluate("log.length")).toBeGreaterThan(5);
});

test("drag and drop of the browser carries its data", async ({ agent }) => {
  await agent.navigate(`<div id=a draggable=true style="width:80px;height:40px;background:red">Card</div><div id=z style="margin-top:200px;width:300px;height:100px;background:#eee">Zone</div><script>
    var log=[];for(const k of ["pointerdown","dragstart","drag","dragend"])a.addEventListener(k,()=>log.push(k));
    for(const k of ["dragenter","dragover","drop"])z.addEventListener(k,e=>{log.push(k);e.preventDefault()});
    a.addEventListener("dragstart",e=>e.dataTransfer.setData("text/plain","card 7"));
    z.addEventListener("drop",e=>z.textContent="got "+e.dataTransfer.getData("text/plain"))</script>`);
  const { text, isError } = await agent.act("drag", { target: "#a", target2: "#z" });
  expect(isError).toBe(false);
  expect(fenced(text)).toContain("got card 7");
  const log = String(await agent.evaluate("[...new Set(log)].join()"));
  for (const kind of ["pointerdown", "dragstart", "dragenter", "dragover", "drop", "dragend"]) {
    expect(log).toContain(kind);
  }
});

test("a drag sorts a list and the mouse is free afterwards", async ({ agent }) => {
  await agent.navigate(`<ol id=l>${["One", "Two", "Three"].map((t) => `<li draggable=true style="height:30px">${t}</li>`).join("")}</ol><button onclick="this.textContent='still clickable'">B</button><script>
    let held;l.ondragstart=e=>held=e.target;l.ondragover=e=>e.preventDefault();
    l.ondrop=e=>{e.preventDefault();e.target.after(held)}</script>`);
  await agent.act("drag", { target: "text=One", target2: "text=Three" });
  expect(await agent.evaluate("[...l.children].map(x=>x.textContent).join()")).toBe(
    "Two,Three,One",
  );
  expect((await agent.act("click", { target: "text=B" })).text).toContain("still clickable");
});

test("a drag whose goal cannot be reached touches nothing", async ({ agent }) => {
  await agent.navigate(
    "<div id=a onpointerdown='n.textContent=1'>A</div><div id=b style='display:none'>B</div><p id=n>0</p>",
  );
  const { text } = await agent.act("drag", { target: "#a", target2: "#b" });
  expect(text).toMatch(/^not_actionable: @e\d+ is not visible/);
  expect(await agent.evaluate("n.textContent")).toBe("0");
});

const TALL = "<div style='height:4000px;width:3000px'>tall</div>";

test("scroll turns the page in all directions and says how far", async ({ agent }) => {
  await agent.navigate(TALL);
  const down = await agent.act("scroll", { scrollAmount: 500 });
  expect(down.text).toMatch(/scroll done · scrolled 500 px, now at x 0 of \d+, y 500 of \d+/);
  expect(down.text).not.toContain("no visible change");
  const right = await agent.act("scroll", { scrollDirection: "right" });
  expect(right.text).toContain("now at x 300 of");
  const up = await agent.act("scroll", { scrollDirection: "up", scrollAmount: 9_000 });
  expect(up.text).toContain("scrolled 500 px");
  const none = await agent.act("scroll", { scrollDirection: "up" });
  expect(none.text).toContain("nothing scrolled");
  expect(await agent.evaluate("scrollX + ' ' + scrollY")).toBe("300 0");
});

test("scroll with a target turns what the target scrolls in", async ({ agent }) => {
  await agent.navigate(
    `<div id=box style="height:200px;width:300px;overflow:auto"><p id=p>in</p>${TALL}</div>${TALL}`,
  );
  const { text } = await agent.act("scroll", { target: "#box", scrollAmount: 150 });
  expect(text).toContain("scrolled 150 px");
  expect(await agent.evaluate("box.scrollTop + ' ' + scrollY")).toBe("150 0");
});

test("scroll without a target tells of the part of the page that the wheel turned", async ({
  agent,
}) => {
  await agent.navigate(
    `<body style="margin:0;overflow:hidden;height:100vh"><div id=app style="height:100vh;overflow:auto">${TALL}</div>`,
  );
  const { text } = await agent.act("scroll", { scrollAmount: 400 });
  expect(text).toContain("scrolled 400 px");
  expect(await agent.evaluate("app.scrollTop")).toBe(400);
});

test("scroll over a scroller in the middle of a page that scrolls too tells what moved", async ({
  agent,
}) => {
  await agent.navigate(
    `<body style="margin:0"><div id=box style="height:700px;overflow:auto">${TALL}</div>${TALL}`,
  );
  const { text } = await agent.act("scroll", { scrollAmount: 400 });
  expect(text).toContain("scrolled 400 px");
});

test("scroll over a frame tells what moved", async ({ agent }) => {
  for (const origin of [inject("pages"), otherSite()]) {
    await agent.navigate(
      `<iframe src="${pageUrl(TALL, {}, origin)}" style="width:1200px;height:650px"></iframe>`,
    );
    const { text } = await agent.act("scroll", { scrollAmount: 250 });
    expect(text).toContain("scrolled 250 px");
  }
});

test("scroll with a smooth page waits until it rests", async ({ agent }) => {
  await agent.navigate(`<style>html{scroll-behavior:smooth}</style>${TALL}`);
  const { text } = await agent.act("scroll", { scrollAmount: 1_000 });
  expect(text).toContain("scrolled 1000 px");
  expect(await agent.evaluate("scrollY")).toBe(1_000);
});

test("scroll brings in what is loaded at the end", async ({ agent }) => {
  await agent.navigate(
    `${TALL}<div id=end></div><script>addEventListener("scroll",()=>{if(scrollY>500)end.innerHTML="<button>Loaded</button>"},{once:false})</script>`,
  );
  const { text } = await agent.act("scroll", { scrollAmount: 4_000 });
  expect(fenced(text)).toMatch(/\+ @e\d+ button "Loaded"/);
});

test("resize sets the viewport of the page", async ({ agent }) => {
  await agent.navigate(
    "<style>#w{display:none}@media(max-width:500px){#w{display:block}}</style><p id=w>narrow</p>",
  );
  const { text } = await agent.act("resize", { width: 400, height: 600 });
  expect(text).toContain("resize done · viewport 400×600");
  expect(fenced(text)).toContain("+ text: narrow");
  expect(await agent.evaluate("innerWidth + 'x' + innerHeight")).toBe("400x600");
  await agent.act("resize", { width: 1_280, height: 720 });
});

test("resize refuses sizes out of bounds", async ({ agent }) => {
  const { text } = await agent.act("resize", { width: 10, height: 100_000 });
  expect(text).toMatch(/^invalid_arguments: /);
});
