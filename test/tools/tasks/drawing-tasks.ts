import { click, drag, fill, press, scroll, type Task } from "./task.ts";

const slice = (name: string, path: string) =>
  `<g id="${name}" data-need="${name}"><path d="${path}" fill=#9cf stroke=#000 /><text x="${name === "E" ? 95 : 20}" y=70 pointer-events=none>${name}</text></g>`;

/** Drawn shapes, things to drag, and places in a plane. */
export const DRAWING_TASKS: readonly Task[] = [
  {
    name: "click-pie",
    say: "Open the wheel, and choose E",
    start: true,
    needsListeners: true,
    html: `<svg width=140 height=140><g id=o data-need=open><circle cx=70 cy=70 r=15 /></g><g id=r visibility=hidden>${slice("W", "M70 10 A60 60 0 0 0 70 130 L70 90 A20 20 0 0 1 70 50 Z")}${slice("E", "M70 10 A60 60 0 0 1 70 130 L70 90 A20 20 0 0 0 70 50 Z")}</g></svg>
      <script>on($("o"),"click",()=>$("r").setAttribute("visibility","visible"));on($("E"),"click",done);on($("W"),"click",wrong)</script>`,
    steps: [click("#1", "open"), click("E")],
  },
  {
    name: "click-shape",
    say: "Click the big blue square",
    start: true,
    needsListeners: true,
    html: `<svg width=200 height=100><rect x=5 y=5 width=20 height=20 fill=blue data-need=small /><circle cx=60 cy=40 r=30 fill=red data-need=circle /><rect x=110 y=5 width=70 height=70 fill=blue data-need=big /></svg>
      <script>document.querySelectorAll("svg>*").forEach((it)=>on(it,"click",()=>it.dataset.need==="big"?done():wrong()))</script>`,
    steps: [click("#3", "big")],
  },
  {
    name: "click-shape-delegated",
    say: "Click the circle; only the drawing listens",
    needsListeners: true,
    html: `<svg id=s width=200 height=100><rect x=5 y=5 width=40 height=40 data-need=square /><circle cx=150 cy=40 r=30 data-need=circle /></svg><script>on($("s"),"click",({target})=>target.dataset.need==="circle"?done():wrong())</script>`,
    steps: [click("#-1", "circle")],
  },
  {
    name: "identify-shape",
    say: "Name the shape",
    start: true,
    html: `<svg width=60 height=60 role=img aria-label=triangle><path d="M5 55 L30 5 L55 55 Z"/></svg>${["Circle", "Triangle", "Letter"].map((it) => `<button data-need=${it}>${it}</button>`).join("")}<script>document.querySelectorAll("button").forEach((it)=>on(it,"click",()=>it.textContent==="Triangle"?done():wrong()))</script>`,
    steps: [click("Triangle")],
  },
  {
    name: "click-color",
    say: "Click green",
    start: true,
    needsListeners: true,
    html: `<style>#c div{display:inline-block;width:40px;height:40px;margin:4px}</style><div id=c>${["red", "green", "blue"].map((it) => `<div style="background:${it}" data-need=${it}></div>`).join("")}</div><script>document.querySelectorAll("#c div").forEach((it)=>on(it,"click",()=>it.dataset.need==="green"?done():wrong()))</script>`,
    steps: [click("#2", "green")],
  },
  {
    name: "grid-coordinate",
    say: "Click the point (1, 0)",
    start: true,
    needsListeners: true,
    html: `<svg width=120 height=120 style="border:1px solid">${[-1, 0, 1].map((x) => `<circle cx=${60 + 40 * x} cy=60 r=5 data-need="${x}" />`).join("")}</svg><script>document.querySelectorAll("circle").forEach((it)=>on(it,"click",()=>it.dataset.need==="1"?done():wrong()))</script>`,
    steps: [click("#3", "1")],
  },
  {
    name: "circle-center",
    say: "Click the middle of the ring",
    needsListeners: true,
    html: `<svg width=140 height=140><circle cx=70 cy=70 r=60 fill=none stroke=#000 /><circle id=m cx=70 cy=70 r=3 data-need=middle /></svg><script>on($("m"),"click",done)</script>`,
    steps: [click("#1", "middle")],
  },
  {
    name: "svg-title",
    say: "Press the star of the drawing",
    needsListeners: true,
    html: `<svg width=80 height=40><path id=h d="M5 5h20v20h-20z" data-need=heart><title>heart</title></path><path id=s d="M45 5h20v20h-20z" data-need=star><title>star</title></path></svg><script>on($("s"),"click",done);on($("h"),"click",wrong)</script>`,
    steps: [click("star")],
  },
  {
    name: "canvas",
    say: "Click the canvas in its middle",
    needsListeners: true,
    html: `<canvas id=c width=100 height=100 data-need=canvas style="border:1px solid"></canvas><script>on($("c"),"click",({offsetX,offsetY})=>Math.hypot(offsetX-50,offsetY-50)<9?done():wrong())</script>`,
    steps: [click("#1", "canvas")],
  },
  {
    name: "ascending-numbers",
    say: "Click the numbers in order",
    start: true,
    needsListeners: true,
    html: `<div style="position:relative;height:80px">${[3, 1, 2].map((n, at) => `<div data-need=${n} style="position:absolute;left:${at * 50}px;top:${n * 18}px;border:1px solid">${n}</div>`).join("")}</div><script>let next=1;document.querySelectorAll("div>div").forEach((it)=>on(it,"click",()=>{if(+it.textContent!==next++)wrong();else if(next===4)done()}))</script>`,
    steps: [click("1"), click("2"), click("3")],
  },
  {
    name: "drag-items",
    say: "Put Cid before Ana",
    start: true,
    html: `<ul>${["Ana", "Ben", "Cid"].map((it) => `<li draggable=true style="cursor:pointer" data-need=${it}>${it}`).join("")}</ul><script>let held;document.querySelectorAll("li").forEach((it)=>{on(it,"dragstart",()=>held=it);on(it,"dragover",(event)=>event.preventDefault());
      on(it,"drop",()=>{it.before(held);[...document.querySelectorAll("li")].map((one)=>one.textContent.trim()).join()==="Cid,Ana,Ben"?done():wrong()})})</script>`,
    steps: [drag("Cid", "Ana")],
  },
  {
    name: "drag-items-bare",
    say: "Put Cid into the box; nothing but the attribute tells that it can be dragged",
    html: `<p><span id=d draggable=true data-need=Cid>Cid</span></p><div id=b data-need=Box tabindex=0 style="width:90px;height:60px;border:1px solid">Box</div><script>on($("b"),"dragover",(event)=>event.preventDefault());on($("b"),"drop",done)</script>`,
    steps: [drag("Cid", "Box")],
  },
  {
    name: "drag-to-zone",
    say: "Drop the picture onto the zone, which only hears of drops",
    needsListeners: true,
    html: `<div id=p draggable=true data-need=picture style="width:80px;height:30px;background:#9cf">picture</div><div id=z data-need=zone style="width:200px;height:60px;border:1px dashed">zone</div><script>on($("p"),"dragstart",({dataTransfer})=>dataTransfer.setData("text/plain","p"));on($("z"),"dragover",(event)=>event.preventDefault());on($("z"),"drop",({dataTransfer})=>dataTransfer.getData("text/plain")==="p"?done():wrong())</script>`,
    steps: [drag("picture", "zone")],
  },
  {
    name: "drag-sort",
    say: "Move Two to the top by the pointer",
    needsListeners: true,
    html: `<style>#l div{height:30px;width:80px;border:1px solid;touch-action:none}</style><div id=l>${["One", "Two"].map((it) => `<div data-need=${it}>${it}</div>`).join("")}</div><script>let held;document.querySelectorAll("#l div").forEach((it)=>on(it,"pointerdown",()=>held=it));
      on(window,"pointerup",({clientX,clientY})=>{const it=document.elementFromPoint(clientX,clientY);if(held&&it!==held&&it.parentNode.id==="l"){it.before(held);$("l").textContent==="TwoOne"?done():wrong()}held=undefined})</script>`,
    steps: [drag("Two", "One")],
  },
  {
    name: "drag-box",
    say: "Drag the small box into the large one",
    start: true,
    needsListeners: true,
    html: `<style>#s,#g{position:absolute}#s{left:20px;top:80px;width:30px;height:30px;background:#36c;z-index:1}#g{left:150px;top:60px;width:120px;height:120px;background:#ddd}</style><div id=s data-need=small></div><div id=g tabindex=0 data-need=large>large</div><script>let by;on($("s"),"mousedown",(event)=>{by=[event.clientX-$("s").offsetLeft,event.clientY-$("s").offsetTop];event.preventDefault()});
      on(window,"mousemove",({clientX,clientY})=>{if(by){$("s").style.left=clientX-by[0]+"px";$("s").style.top=clientY-by[1]+"px"}});on(window,"mouseup",()=>{if(!by)return;by=undefined;const it=$("s").offsetLeft;it>150&&it<240?done():wrong()})</script>`,
    steps: [drag("#1", "large", "small")],
  },
  {
    name: "drag-shapes",
    say: "Drag the circle into the left box",
    start: true,
    needsListeners: true,
    html: `<svg width=300 height=120><rect id=b tabindex=0 aria-label=left x=5 y=5 width=80 height=80 fill=#eee data-need=left /><circle id=c cx=200 cy=50 r=20 data-need=circle /></svg><script>let held;on($("c"),"mousedown",()=>held=1);on(window,"mousemove",({offsetX,offsetY})=>{if(held){$("c").setAttribute("cx",offsetX);$("c").setAttribute("cy",offsetY)}});on(window,"mouseup",()=>{if(held)+$("c").getAttribute("cx")<85?done():wrong();held=0})</script>`,
    steps: [drag("left >> #1", "left", "circle")],
  },
  {
    name: "visual-addition",
    say: "Count the squares",
    start: true,
    html: `<style>i{display:inline-block;width:9px;height:9px;background:#369;margin:1px}</style><div><i></i><i></i></div>+<div><i></i><i></i><i></i></div><input id=n type=number data-need=sum aria-label=sum><button id=b data-need=Submit>Submit</button><script>on($("b"),"click",()=>$("n").value==="5"?done():wrong())</script>`,
    steps: [fill("sum", "5"), click("Submit")],
  },
  {
    name: "sign-agreement",
    say: "Read to the end, and press I agree",
    html: `<div id=t tabindex=0 data-need=Terms aria-label=Terms role=region style="height:60px;overflow:auto"><p style="height:500px">Many words</p>End</div><button id=b disabled data-need="I agree">I agree</button><script>on($("t"),"scroll",()=>{if($("t").scrollTop>400)$("b").disabled=false});on($("b"),"click",done)</script>`,
    steps: [scroll("Terms", 600), click("I agree")],
  },
  {
    name: "stock-market",
    say: "Buy when the price is under 50; it falls with each look",
    start: true,
    html: `<p>ZXQ <b id=p>58.00</b></p><button id=l data-need=Look>Look</button><button id=b data-need=Buy>Buy</button><script>let n=58;on($("l"),"click",()=>$("p").textContent=(n-=5).toFixed(2));on($("b"),"click",()=>n<50?done():wrong())</script>`,
    steps: [click("Look"), click("Look"), click("Buy")],
  },
  {
    name: "daily-calendar",
    say: "Make an entry at 10 and save it",
    needsListeners: true,
    html: `<style>#d div{height:24px;border-top:1px solid;width:200px}</style><div id=d>${[9, 10, 11].map((h) => `<div data-need="h${h}"><small>${h}:00</small></div>`).join("")}</div><script>document.querySelectorAll("#d div").forEach((it)=>on(it,"click",()=>{if(it.querySelector("input"))return;it.insertAdjacentHTML("beforeend","<input data-need=title aria-label=title><button data-need=Save>Save</button>");
      on(it.querySelector("button"),"click",(event)=>{event.stopPropagation();it.dataset.need==="h10"&&it.querySelector("input").value==="Tea"?done():wrong()})}))</script>`,
    steps: [click("10:00", "h10"), fill("title", "Tea"), press("title", "Tab"), click("Save")],
  },
];
