import { inject } from "vitest";
import { pageUrl } from "../../support/agent.ts";
import { check, click, drag, fill, press, select, type Task, type, waitFor } from "./task.ts";
import { inFrame } from "./task-page.ts";

/** What pages are built of more rarely, and what moves or is replaced under the hand. */
export const ODD_TASKS: readonly Task[] = [
  {
    name: "rich-text-frame",
    say: "Write Hello into the editor in the frame",
    html: `<iframe id=f title=Editor srcdoc="<body contenteditable=true data-need=body aria-label=Body></body>"></iframe><script>on($("f"),"load",()=>{const it=$("f").contentDocument;watch(it);on(it,"input",()=>it.body.textContent.trim()==="Hello"&&done())})</script>`,
    steps: [fill("Body", "Hello", "body")],
  },
  {
    name: "design-mode",
    say: "Write Hello into the document that can be written in",
    html: `<iframe id=f title=Editor srcdoc="<body data-hit=body>Old</body>"></iframe><script>on($("f"),"load",()=>{const it=$("f").contentDocument;it.designMode="on";watch(it);on(it,"input",()=>it.body.textContent.trim()==="Hello"&&done())})</script>`,
    steps: [fill("#1", "Hello", "body")],
  },
  {
    name: "object-frame",
    say: "Press Go in the document of the object element",
    html: () =>
      inFrame(`<button id=b data-need=Go>Go</button><script>on($("b"),"click",done)</script>`)
        .replace("<iframe src=", "<object type=text/html width=300 height=100 data=")
        .replace("</iframe>", "</object>"),
    steps: [click("Go")],
  },
  {
    name: "frameset",
    say: "Press Go in the frame of a frameset",
    html: () =>
      `<iframe width=400 height=200 src="${pageUrl(`<frameset cols="50%,50%"><frame src="${pageUrl(`<button onclick="top.postMessage('done','*')">Go</button>`)}"><frame src="about:blank"></frameset>`)}"></iframe>`,
    steps: [{ action: "click", on: "Go" }],
  },
  {
    name: "svg-link",
    say: "Follow the link in the drawing",
    html: `<svg width=120 height=40><a href="#x" id=a data-need="Go on"><text x=5 y=20>Go on</text></a></svg><script>on($("a"),"click",done)</script>`,
    steps: [click("Go on")],
  },
  {
    name: "foreign-object",
    say: "Press Inside, which lies in a drawing that is turned",
    html: `<svg width=220 height=160><g transform="rotate(20 100 60)"><foreignObject x=40 y=20 width=120 height=60><button xmlns="http://www.w3.org/1999/xhtml" id=b data-need=Inside>Inside</button></foreignObject></g></svg><script>on($("b"),"click",done)</script>`,
    steps: [click("Inside")],
  },
  {
    name: "hidden-radio-stars",
    say: "Give four stars; radios are hidden, their labels show stars",
    html: `<style>input{position:absolute;clip:rect(0 0 0 0);width:1px;height:1px;overflow:hidden}label{font-size:20px}</style>${[1, 2, 3, 4, 5].map((n) => `<input type=radio name=s id=s${n} value=${n}><label for=s${n} title="${n} of 5" data-hit=s${n}>★</label>`).join("")}<script>document.querySelectorAll("input").forEach((it)=>on(it,"change",()=>it.value==="4"?done():wrong()))</script>`,
    steps: [check("#4", "s4")],
  },
  {
    name: "replaced-on-press",
    say: "Press Save, which is drawn anew when the mouse goes down",
    html: `<div id=w><button data-need=Save>Save</button></div><script>on($("w"),"mousedown",()=>{if(!window.once){window.once=1;setTimeout(()=>$("w").innerHTML="<button data-need=Save>Save now</button>",0)}});on($("w"),"mouseup",done)</script>`,
    steps: [click("button:Save", "Save")],
  },
  {
    name: "moving-button",
    say: "Press the button once it stands",
    html: `<style>@keyframes m{from{margin-left:0}to{margin-left:300px}}button{animation:m 1s}</style><button id=b data-need=Catch>Catch</button><script>on($("b"),"click",done)</script>`,
    steps: [click("Catch")],
  },
  {
    name: "sticky-head",
    say: "Press Low, far down under a head that stays",
    html: `<div style="position:sticky;top:0;height:120px;background:#eee;z-index:2" onclick="wrong()">Head</div><div style="height:1800px"></div><button id=b data-need=Low>Low</button><div style="height:900px"></div><script>on($("b"),"click",done)</script>`,
    steps: [click("Low")],
  },
  {
    name: "suggestions-from-server",
    say: "Choose the city that the server suggests for Val",
    html: `<input id=i role=combobox aria-expanded=false aria-controls=l data-need=City aria-label=City><ul id=l role=listbox></ul><script>let t;on($("i"),"input",()=>{clearTimeout(t);t=setTimeout(()=>fetch("/page?delay=200&html=Valencia").then((it)=>it.text()).then((it)=>{$("l").innerHTML="<li role=option>"+it;$("l").firstChild.dataset.need=it;on($("l").firstChild,"click",done)}),150)})</script>`,
    steps: [type("City", "Val"), waitFor("Valencia"), click("Valencia")],
  },
  {
    name: "infinite-scroll",
    say: "Press Item 30, which loads as the list is scrolled",
    html: `<div id=l style="height:150px;overflow:auto"></div><script>let n=0;const more=()=>{for(let k=0;k<12;k++){n++;const it=document.createElement("button");it.style.cssText="display:block;height:30px";it.textContent=it.dataset.need="Item "+n;if(n>8)it.dataset.hit=it.dataset.need,delete it.dataset.need;on(it,"click",it.textContent==="Item 30"?done:wrong);$("l").append(it)}};more();on($("l"),"scroll",()=>{if($("l").scrollTop+160>$("l").scrollHeight&&n<40)more()})</script>`,
    steps: [
      { action: "scroll", on: "Item 5", args: { scrollAmount: 900 } },
      { action: "scroll", on: "Item 5", args: { scrollAmount: 900 } },
      click("Item 30"),
    ],
  },
  {
    name: "inert-page",
    say: "Press OK in the box; the page behind is inert",
    html: `<div inert><button data-hit=behind>OK</button></div><div role=dialog aria-modal=true aria-label=Box style="border:1px solid"><button id=b data-need=OK>OK</button></div><script>on($("b"),"click",done)</script>`,
    steps: [click("dialog >> OK", "OK")],
  },
  {
    name: "select-behind",
    say: "Choose Two; the list itself lies hidden behind a drawn one",
    needsListeners: true,
    html: `<select id=s style="position:absolute;width:1px;height:1px;opacity:0;clip:rect(0 0 0 0)"><option>One<option>Two</select><div id=d data-need=drawn style="width:120px;border:1px solid">One</div><div id=l hidden><div data-need=One2>One</div><div data-need=Two>Two</div></div><script>on($("d"),"click",()=>$("l").hidden=false);$("l").querySelectorAll("div").forEach((it)=>on(it,"click",()=>{$("s").value=$("d").textContent=it.textContent;$("l").hidden=true;$("s").value==="Two"&&done()}))</script>`,
    steps: [click("clickable:One", "drawn"), click("clickable:Two", "Two")],
  },
  {
    name: "grouped-options",
    say: "Choose Oak in the list of groups",
    html: `<select id=s aria-label=Tree data-need=Tree><optgroup label=Soft><option>Fir<optgroup label=Hard><option>Oak</select><script>on($("s"),"change",()=>$("s").value==="Oak"?done():wrong())</script>`,
    steps: [select("Tree", "Oak")],
  },
  {
    name: "drag-in-frame",
    say: "Drag Ana onto Ben in the frame",
    html: () =>
      inFrame(
        `<ul>${["Ana", "Ben"].map((it) => `<li draggable=true tabindex=0 data-need=${it}>${it}`).join("")}</ul><script>document.querySelectorAll("li").forEach((it)=>{on(it,"dragover",(event)=>event.preventDefault());on(it,"drop",done)})</script>`,
        inject("otherPages"),
      ),
    steps: [drag("Ana", "Ben")],
  },
  {
    name: "delegated-focus",
    say: "Enter 8 into the field of the page's own element",
    html: `<script>customElements.define("x-field",class extends HTMLElement{static formAssociated=true;connectedCallback(){const it=this.attachShadow({mode:"open",delegatesFocus:true});it.innerHTML="<label>Age <input data-need=Age><\\/label>";on(it.querySelector("input"),"input",({target})=>target.value==="8"&&done())}})</script><form><x-field></x-field></form>`,
    steps: [fill("Age", "8")],
  },
  {
    name: "image-button",
    say: "Press the picture that sends the form",
    html: `<form><input type=image alt=Send data-need=Send src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='40' height='20'/%3E"></form><script>on(document.forms[0],"submit",(event)=>{event.preventDefault();done()})</script>`,
    steps: [click("Send")],
  },
  {
    name: "long-press",
    say: "Hold Delete for half a second",
    html: `<button id=b data-need=Delete>Delete</button><script>let at;on($("b"),"mousedown",()=>at=performance.now());on($("b"),"mouseup",()=>performance.now()-at>450?done():wrong())</script>`,
    steps: [{ action: "click", on: "Delete", need: "Delete", args: { holdDuration: 600 } }],
  },
  {
    name: "pick-colour",
    say: "Choose the colour #ff8800, the week 2024-W10 and the month 2024-03",
    html: `<input type=color id=c aria-label=Colour data-need=Colour><input type=week id=w aria-label=Week data-need=Week><input type=month id=m aria-label=Month data-need=Month><button id=b data-need=Set>Set</button><script>on($("b"),"click",()=>$("c").value+$("w").value+$("m").value==="#ff88002024-W102024-03"?done():wrong())</script>`,
    steps: [
      fill("Colour", "#ff8800"),
      fill("Week", "2024-W10"),
      fill("Month", "2024-03"),
      click("Set"),
    ],
  },
  {
    name: "datalist",
    say: "Enter Pine, which the field suggests, with Enter",
    html: `<form><input list=l id=i aria-label=Wood data-need=Wood><datalist id=l><option>Pine<option>Beech</datalist></form><script>on(document.forms[0],"submit",(event)=>{event.preventDefault();$("i").value==="Pine"?done():wrong()})</script>`,
    steps: [fill("Wood", "Pine"), press("Wood", "Enter")],
  },
];
