import { check, click, drag, hover, press, type Task } from "./task.ts";

const one = (html: string, script: string) => `${html}<script>${script}</script>`;

/** Every sign beside a role by which a page may show that something can be acted on. */
export const SIGN_TASKS: readonly Task[] = [
  {
    name: "tabindex-only",
    say: "Press Enter on Plum",
    html: one(
      `<div tabindex=0 data-need=Pear>Pear</div><div tabindex=0 id=p data-need=Plum>Plum</div>`,
      `on($("p"),"keyup",({key})=>key==="Enter"&&done())`,
    ),
    steps: [press("Plum", "Enter")],
  },
  {
    name: "onclick-attribute",
    say: "Press Plum",
    html: `<span onclick="wrong()" data-need=Pear>Pear</span> <span onclick="done()" data-need=Plum>Plum</span>`,
    steps: [click("Plum")],
  },
  {
    name: "onclick-property",
    say: "Press Plum; a script sets the property",
    needsListeners: true,
    html: one(
      `<span data-need=Pear id=a>Pear</span> <span id=b data-need=Plum>Plum</span>`,
      `$("a").onclick=wrong;$("b").onclick=done`,
    ),
    steps: [click("Plum")],
  },
  {
    name: "pointerdown-only",
    say: "Press Plum; it hears the pointer",
    needsListeners: true,
    html: one(`<div id=b data-need=Plum>Plum</div>`, `on($("b"),"pointerdown",done)`),
    steps: [click("Plum")],
  },
  {
    name: "mousedown-only",
    say: "Press Plum; it hears the mouse go down",
    needsListeners: true,
    html: one(`<div id=b data-need=Plum>Plum</div>`, `on($("b"),"mousedown",done)`),
    steps: [click("Plum")],
  },
  {
    name: "mouseup-only",
    say: "Press Plum; it hears the mouse go up",
    needsListeners: true,
    html: one(`<div id=b data-need=Plum>Plum</div>`, `on($("b"),"mouseup",done)`),
    steps: [click("Plum")],
  },
  {
    name: "touch-and-click",
    say: "Press Plum; it hears touches and clicks",
    needsListeners: true,
    html: one(
      `<div id=b data-need=Plum>Plum</div>`,
      `on($("b"),"touchstart",(event)=>{event.preventDefault();done()});on($("b"),"click",done)`,
    ),
    steps: [click("Plum")],
  },
  {
    name: "handler-object",
    say: "Press Plum; an object handles it, once, while it is captured",
    needsListeners: true,
    html: one(
      `<div id=b data-need=Plum>Plum</div>`,
      `$("b").addEventListener("click",{handleEvent:done},{once:true,capture:true})`,
    ),
    steps: [click("Plum")],
  },
  {
    name: "late-listener",
    say: "Press Plum, which listens only after Start",
    needsListeners: true,
    html: one(
      `<button id=s data-need=Start>Start</button><div id=b data-hit=Plum>Plum</div>`,
      `on($("s"),"click",()=>on($("b"),"click",done))`,
    ),
    steps: [click("Start"), click("Plum")],
  },
  {
    name: "cursor-only",
    say: "Press Plum; it is marked by its cursor",
    html: one(
      `<div id=b style="cursor:pointer;width:90px" data-need=Plum>Plum</div>`,
      `on(window,"click",({target})=>target.id==="b"&&done())`,
    ),
    steps: [click("Plum")],
  },
  {
    name: "aria-hidden",
    say: "Press the cross that is hidden from readers",
    needsListeners: true,
    html: one(
      `<div>Message <span aria-hidden=true id=x data-need=cross>✕</span></div>`,
      `on($("x"),"click",done)`,
    ),
    steps: [click("Message >> #1", "cross")],
  },
  {
    name: "aria-hidden-button",
    say: "Press the button that is hidden from readers",
    html: one(
      `<div aria-hidden=true><button id=x data-need=Go>Go</button></div>`,
      `on($("x"),"click",done)`,
    ),
    steps: [click("#1", "Go")],
  },
  {
    name: "icon-button",
    say: "Press the bell",
    html: one(
      `<button id=g data-need=gear><svg width=16 height=16><path d="M0 0h16v16H0z"/></svg></button><button id=b data-need=bell><svg width=16 height=16><title>bell</title><path d="M0 0h16v16H0z"/></svg></button>`,
      `on($("b"),"click",done);on($("g"),"click",wrong)`,
    ),
    steps: [click("bell")],
  },
  {
    name: "anchor-without-href",
    say: "Press Plum, an anchor that leads nowhere",
    needsListeners: true,
    html: one(`<a data-need=Plum id=b>Plum</a>`, `on($("b"),"click",done)`),
    steps: [click("Plum")],
  },
  {
    name: "label-listener",
    say: "Press the label that only listens",
    needsListeners: true,
    html: one(`<label id=b data-need=Plum>Plum</label>`, `on($("b"),"click",done)`),
    steps: [click("Plum")],
  },
  {
    name: "video-controls",
    say: "Click the film",
    html: one(
      `<video controls id=v data-need=film aria-label=film width=400 height=300></video>`,
      `on($("v"),"click",done)`,
    ),
    steps: [click("film")],
  },
  {
    name: "media-listener",
    say: "Click the picture, which grows",
    needsListeners: true,
    html: one(
      `<img id=i alt=boat data-need=boat width=60 height=60 src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E">`,
      `on($("i"),"click",done)`,
    ),
    steps: [click("boat")],
  },
  {
    name: "hover-reveals",
    say: "Point at the row, and press the bin that shows",
    needsListeners: true,
    html: one(
      `<style>.a{visibility:hidden}.r:hover .a{visibility:visible}.r{width:200px}</style><div class=r id=r data-need=Row tabindex=0>Row <button class=a id=b aria-label=bin data-hit=bin>x</button></div>`,
      `on($("b"),"click",done)`,
    ),
    steps: [hover("Row*", "Row"), click("bin")],
  },
  {
    name: "transparent-input",
    say: "Tick the switch; its input is transparent",
    html: one(
      `<style>#w{position:relative;width:40px;height:20px;background:#9c9}#w input{position:absolute;inset:0;opacity:0;width:100%;height:100%;margin:0}</style><div id=w><input type=checkbox id=c aria-label=Wifi data-need=Wifi></div>`,
      `on($("c"),"change",()=>$("c").checked&&done())`,
    ),
    steps: [check("Wifi")],
  },
  {
    name: "nested-clickables",
    say: "Press the heart inside the card, not the card",
    needsListeners: true,
    html: one(
      `<div id=c data-need=card style="width:200px;border:1px solid">A boat <span id=h title=heart data-need=heart>♥</span></div>`,
      `on($("c"),"click",({target})=>target.id==="h"||wrong());on($("h"),"click",done)`,
    ),
    steps: [click("heart")],
  },
  {
    name: "split-drag",
    say: "Drag the bar between the panes to the right",
    html: one(
      `<style>#w{display:flex;width:400px;height:80px}#l{width:100px;background:#eee}#b{width:8px;cursor:col-resize;background:#888}</style><div id=w><div id=l></div><div id=b role=separator tabindex=0 aria-label=bar data-need=bar></div><div tabindex=0 style="flex:1" data-need=Right>Right</div></div>`,
      `let held;on($("b"),"pointerdown",()=>held=1);on(window,"pointermove",({clientX})=>{if(held)$("l").style.width=clientX-12+"px"});on(window,"pointerup",()=>{held=0;$("l").offsetWidth>180&&done()})`,
    ),
    steps: [drag("bar", "Right")],
  },
];
