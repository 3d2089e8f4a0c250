import { expect } from "vitest";
import { test } from "../../support/agent-test.ts";

/** Two seconds of silence for the page's film or sound, and a log of what becomes of it. */
const SILENCE = `<script>const log=[],m=document.querySelector("video,audio"),n=16000,b=new DataView(new ArrayBuffer(44+n));
  const words=(at,text)=>[...text].forEach((it,i)=>b.setUint8(at+i,it.charCodeAt(0)));
  words(0,"RIFF");b.setUint32(4,36+n,true);words(8,"WAVEfmt ");b.setUint32(16,16,true);b.setUint16(20,1,true);b.setUint16(22,1,true);
  b.setUint32(24,8000,true);b.setUint32(28,8000,true);b.setUint16(32,1,true);b.setUint16(34,8,true);words(36,"data");b.setUint32(40,n,true);
  for(const type of ["play","seeking"])m.addEventListener(type,()=>log.push(type));
  m.src=URL.createObjectURL(new Blob([b.buffer],{type:"audio/wav"}));const ready=new Promise((done)=>m.oncanplay=()=>done(1))</script>`;

test("a click on a sound plays it, once", async ({ agent }) => {
  for (const style of ["", "width:180px", "margin:900px 0 0 400px"]) {
    await agent.navigate(`<audio controls style="${style}"></audio>${SILENCE}`);
    await agent.evaluate("ready");
    const { text, isError } = await agent.act("click", { target: await agent.ref("audio") });
    expect(isError, text).toBe(false);
    expect(await agent.evaluate("log"), style).toEqual(["play"]);
  }
});

test("the space bar plays a film or a sound", async ({ agent }) => {
  for (const tag of ["video", "audio"]) {
    await agent.navigate(`<${tag} controls></${tag}>${SILENCE}`);
    await agent.evaluate("ready");
    await agent.act("press", { target: await agent.ref(tag), key: "Space" });
    expect(await agent.evaluate("log")).toEqual(["play"]);
  }
});

test("a film without a source takes a press", async ({ agent }) => {
  await agent.navigate("<video controls width=200 height=120></video>");
  const { text, isError } = await agent.act("click", { target: await agent.ref("video") });
  expect(isError, text).toBe(false);
});

test("a cover over a film or a sound is still refused", async ({ agent }) => {
  for (const tag of ["video", "audio"]) {
    await agent.navigate(
      `<${tag} controls></${tag}><div id=veil style="position:fixed;inset:0" onclick="document.title='hit'">Veil</div>`,
    );
    const { text } = await agent.act("click", { target: tag });
    expect(text).toMatch(/^covered: /);
    expect(await agent.evaluate("document.title")).toBe("");
  }
});

test("a frame that slips over a film takes no press", async ({ agent }) => {
  await agent.navigate(
    `<video controls id=v width=200 height=120></video><p id=n>nothing</p><iframe id=trap hidden srcdoc="<body onmousedown='parent.n.textContent=1' style='height:100vh'>ad" style="position:fixed;left:0;top:0;width:300px;height:200px"></iframe><script>v.addEventListener("mousemove",()=>trap.hidden=false)</script>`,
  );
  const { text } = await agent.act("click", { target: "#v" });
  expect(text).toMatch(/^covered: /);
  expect(await agent.evaluate("n.textContent")).toBe("nothing");
});

const PICTURE =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='100' height='100'/%3E";

test("the areas of an image map are clicked where they lie", async ({ agent }) => {
  const areas = {
    north: "shape=rect coords=0,0,100,20",
    dot: "shape=circle coords=20,40,4",
    bend: 'shape=poly coords="60,30 95,30 95,95 5,95 5,90 90,90 90,35 60,35"',
    rest: "shape=default",
  };
  const map = Object.entries(areas).map(
    ([id, shape]) => `<area ${shape} href=# id=${id} alt=${id} onclick="log.push('${id}')">`,
  );
  for (const style of ["margin:10px", "border:5px solid;padding:7px", "margin:1500px 0 0 300px"]) {
    await agent.navigate(
      `<script>const log=[]</script><img usemap=#m style="${style}" src="${PICTURE}"><map name=m>${map.join("")}</map>`,
    );
    for (const id of Object.keys(areas)) {
      const { text, isError } = await agent.act("click", { target: `#${id}` });
      expect(isError, text).toBe(false);
    }
    expect(await agent.evaluate("log")).toEqual(Object.keys(areas));
  }
});
