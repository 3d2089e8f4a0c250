import {
  type Case,
  check,
  click,
  drag,
  fill,
  hover,
  press,
  scroll,
  select,
  type,
  untold,
} from "./case.ts";

const TOLD = `<script>on($("b"),"click",()=>send("go"))</script>`;
const BUTTON = `<button id=b>Go</button>${TOLD}`;
const TALL = `<div style="height:2500px">tall</div>`;
const GO = ["POST go"];

function plain(name: string, html: string, target = "#b"): Case {
  return { name, html, acts: [click(target)], sent: GO };
}

/** Things in the way that go away, and odd places of what is to be acted on. */
export const OBSTACLE_CASES: readonly Case[] = [
  plain(
    "a toast over the button is waited for",
    `${BUTTON}<div id=t style="position:fixed;inset:0">saved</div><script>setTimeout(()=>$("t").remove(),700)</script>`,
  ),
  plain(
    "a screen that fades away is waited for",
    `<style>#t{position:fixed;inset:0;background:#fff;transition:opacity .5s}</style>${BUTTON}<div id=t></div><script>setTimeout(()=>{$("t").style.opacity=0},100);on($("t"),"transitionend",()=>$("t").remove())</script>`,
  ),
  {
    name: "a button that turns on after its page has asked is waited for",
    html: `<button id=b disabled>Go</button>${TOLD}<script>fetch("ready?delay=500").then(()=>{$("b").disabled=false})</script>`,
    acts: [click("#b")],
    sent: ["GET ready?delay=500", "POST go"],
  },
  plain(
    "a button that is shown later is waited for",
    `<div id=w style="display:none">${BUTTON}</div><script>setTimeout(()=>{$("w").style.display="block"},600)</script>`,
  ),
  plain(
    "a button in a fieldset that is turned on later is waited for",
    `<fieldset id=f disabled>${BUTTON}</fieldset><script>setTimeout(()=>{$("f").disabled=false},500)</script>`,
  ),
  plain(
    "a button that slides in is waited for",
    `<style>@keyframes in{from{transform:translateX(-300px)}}#b{animation:in .6s}</style>${BUTTON}`,
  ),
  plain(
    "a button that pulses is pressed",
    `<style>@keyframes p{to{transform:scale(1.2)}}#b{margin:40px;animation:p .3s infinite alternate}</style>${BUTTON}`,
  ),
  plain(
    "a button under a header that stays is brought out",
    `<header style="position:sticky;top:0;height:80px;background:#ccc">Head</header>${TALL}${BUTTON}${TALL}<script>scrollTo(0,$("b").offsetTop-20)</script>`,
  ),
  plain(
    "a button under a bar at the bottom is brought out",
    `<div style="height:690px"></div>${BUTTON}${TALL}<div style="position:fixed;bottom:0;left:0;right:0;height:60px;background:#ccc">cookies</div>`,
  ),
  plain(
    "a button far to the right in scrollers is brought in",
    `<div style="width:300px;height:100px;overflow:auto"><div style="width:3000px"><div style="width:100px;height:90px;overflow:auto;margin-left:2500px">${TALL}${BUTTON}${TALL}</div></div></div>`,
  ),
  plain(
    "a button that is half covered is pressed where it is free",
    `<body style="margin:0"><button id=b style="width:400px;height:40px">Wide</button>${TOLD}<div style="position:fixed;left:100px;top:0;width:500px;height:60px;background:red"></div>`,
  ),
  plain(
    "glass that lets the pointer through is none",
    `${BUTTON}<div style="position:fixed;inset:0;pointer-events:none">glass</div>`,
  ),
  plain(
    "a button that is turned, scaled and leaned is pressed",
    `<div style="perspective:300px;margin:80px"><button id=b style="transform:rotate(35deg) scale(1.6) rotateY(40deg)">Go</button></div>${TOLD}`,
  ),
  plain(
    "a button on an enlarged page is pressed",
    `<div style="zoom:1.7"><div style="height:600px"></div>${BUTTON}</div>`,
  ),
  plain(
    "a button on a page from right to left is pressed",
    `<script>document.documentElement.dir="rtl"</script><div style="width:3000px"><button id=b style="position:absolute;left:-1000px">Go</button></div>${TOLD}`,
  ),
  plain(
    "a button sixty levels down is pressed",
    `${"<div>".repeat(60)}${BUTTON}${"</div>".repeat(60)}`,
  ),
  {
    name: "a button in twenty open roots is pressed",
    html: `<div id=h></div><script>let at=$("h");for(let n=0;n<20;n++){at=at.attachShadow({mode:"open"}).appendChild(make("div"))}at.append(make("button","Deep",{className:"deep",onclick(){send("go")}}))</script>`,
    acts: [click(".deep")],
    sent: GO,
  },
  {
    name: "a button in closed roots is pressed by its ref",
    html: `<div id=h></div><script>let at=$("h");for(let n=0;n<3;n++){at=at.attachShadow({mode:"closed"}).appendChild(make("div"))}at.append(make("button","Sealed",{onclick(){send("go")}}),make("input","",{ariaLabel:"Inside",onchange(){send("text",this.value)}}))</script>`,
    acts: [click("ref: Sealed"), fill("ref: Inside", "words"), press("Tab")],
    sent: ["POST go", "POST text words"],
  },
  plain(
    "a button in a slot is pressed",
    `<x-card id=c>${BUTTON}</x-card><script>$("c").attachShadow({mode:"open"}).innerHTML="<div style='padding:20px'><slot></slot></div>"</script>`,
  ),
  {
    name: "a modal dialog is opened, filled and closed",
    html: `<button id=o>Open</button><dialog id=d><form method=dialog><input id=i><button id=b value=yes>OK</button></form></dialog><script>on($("o"),"click",()=>$("d").showModal());on($("d"),"close",()=>send("close",$("d").returnValue+$("i").value))</script>`,
    acts: [click("#o"), fill("#i", "name"), click("#b")],
    sent: ["POST close yesname"],
    dom: { "$('d').open": false },
  },
  {
    name: "a popover is opened by its button, and closed by a press beside it",
    html: `<button id=o popovertarget=p>More</button><div id=p popover><button id=b>Go</button></div><p id=out style="margin-top:500px">out</p>${TOLD}<script>on($("p"),"toggle",(e)=>send("toggle",e.newState))</script>`,
    acts: [click("#o"), click("#b"), click("#out")],
    sent: ["POST toggle open", "POST go", "POST toggle closed"],
  },
  {
    name: "an element that fills the screen leaves its inside usable",
    html: `<div id=w><button id=o>Fill</button>${BUTTON}</div><script>on($("o"),"click",()=>$("w").requestFullscreen().then(()=>send("full")));on(document,"fullscreenchange",()=>{if(!document.fullscreenElement)send("left")})</script>`,
    acts: [click("#o"), click("#b"), press("Escape")],
    sent: ["POST full", "POST go"],
  },
  {
    name: "details are opened by their summary",
    html: `<details id=d><summary id=s>More</summary>${BUTTON}</details><script>on($("d"),"toggle",()=>send("open",$("d").open))</script>`,
    acts: [click("#s"), click("#b")],
    sent: ["POST open true", "POST go"],
  },
  {
    name: "a button in a frame in a frame that is scaled is pressed",
    html: `<iframe src=inner style="width:500px;height:300px"></iframe>`,
    documents: {
      inner: `${TALL}<iframe src=deep style="width:200px;height:100px;transform:scale(.7)"></iframe>`,
      deep: TALL + BUTTON,
    },
    acts: [click("#b")],
    sent: ["GET inner", "GET deep", "POST go"],
  },
  {
    name: "fields, boxes, lists and keys in a frame of another site are used",
    html: (far) =>
      `<div style="height:900px"></div><iframe src="${far}/far" style="width:500px"></iframe>`,
    documents: {
      far: `<input id=i><input type=checkbox id=c><select id=s><option>a<option>b</select><div id=e contenteditable>old</div><script>on(document,"change",(e)=>send("change",e.target.id+(e.target.type==="checkbox"?e.target.checked:e.target.value)));on($("e"),"keydown",(e)=>{if(e.key==="Enter"&&e.ctrlKey)send("say",$("e").textContent)})</script>`,
    },
    acts: [
      fill("#i", "words"),
      check("#c"),
      select("#s", "b"),
      fill("#e", "new"),
      press("Control+Enter", "#e"),
      scroll("iframe", { scrollAmount: 50 }),
    ],
    sent: ["GET far", "POST change iwords", "POST change ctrue", "POST change sb", "POST say new"],
  },
  {
    name: "a card is dragged into a frame, and out of it",
    html: `<div id=x draggable=true style="width:80px">Card</div><iframe src=inner style="height:120px"></iframe><div id=z style="height:60px;background:#eee">Zone</div><script>on($("x"),"dragstart",(e)=>e.dataTransfer.setData("text","outer"));on($("z"),"dragover",(e)=>e.preventDefault());on($("z"),"drop",(e)=>{e.preventDefault();send("out",e.dataTransfer.getData("text"))})</script>`,
    documents: {
      inner: `<div id=y draggable=true style="width:80px">Inner</div><div id=w style="height:40px;background:#ddd">In</div><script>on($("y"),"dragstart",(e)=>e.dataTransfer.setData("text","inner"));on($("w"),"dragover",(e)=>e.preventDefault());on($("w"),"drop",(e)=>{e.preventDefault();send("in",e.dataTransfer.getData("text"))})</script>`,
    },
    acts: [drag("#x", "#w"), drag("#y", "#z")],
    sent: ["GET inner", "POST in outer", "POST out inner"],
  },
  {
    name: "a list that is drawn anew all the time is pressed where its item stands",
    html: `<ul id=l></ul><script>let n=0;const draw=()=>{$("l").innerHTML="<li id=b>item</li>"};draw();const timer=setInterval(()=>{draw();if(++n>12)clearInterval(timer)},60);on($("l"),"click",(e)=>{if(e.target.id==="b")send("go")})</script>`,
    acts: [click("#b")],
    sent: GO,
  },
  {
    name: "a button without a box of its own is pressed at what it holds",
    html: `<button id=b style="width:0;height:0;padding:0;border:0;overflow:visible"><span style="display:block;width:60px;height:30px;background:#ccc">Go</span></button>${TOLD}`,
    acts: [click("#b")],
    sent: GO,
  },
  {
    name: "a form whose fields hide its own words is used",
    html: `<form id=f><input name=id><input name=closest value=x><input name=parentNode><button id=b name=submit>Go</button></form><script>on($("f"),"submit",(e)=>{e.preventDefault();send("go")})</script>`,
    acts: [fill("[name=closest]", "y"), click("#b")],
    sent: GO,
  },
  {
    name: "nothing is done that was not asked for, whatever the page asks",
    html: `<div id=cookies style="position:fixed;bottom:0;left:0;right:0"><button>Accept all</button></div><form action=news><label><input type=checkbox id=news> News</label><input id=i name=mail><button>Subscribe</button></form><button id=b>Load</button><script>on($("b"),"click",()=>send("load"));on($("cookies"),"click",()=>send("consent"));on($("news"),"change",()=>send("news"))</script>`,
    acts: [
      fill("#i", "a@b.example"),
      hover("text=Accept all"),
      scroll(undefined),
      type("#i", "x"),
      click("#b"),
    ],
    sent: ["POST load"],
    dom: { "$('news').checked+' '+location.search": "false " },
  },
  {
    name: "a page full of listeners that stop everything still hears the press",
    html: `<script>for(const kind of ["pointerdown","mousedown","mouseup"])on(window,kind,(e)=>{e.stopImmediatePropagation();e.preventDefault()},true)</script>${BUTTON}<input type=checkbox id=c><script>on($("c"),"change",()=>send("tick"))</script>`,
    acts: [click("#b"), check("#c")],
    sent: ["POST go", "POST tick"],
  },
  {
    name: "what is off the page to the left stays where it is until it comes in",
    html: `<style>#n{position:fixed;left:-300px;top:0;width:200px;height:300px;transition:left .3s;background:#eee}.in #n{left:0}</style><nav id=n>${BUTTON}</nav><button id=o style="margin-left:500px">Menu</button><script>on($("o"),"click",()=>document.body.classList.add("in"))</script>`,
    acts: [click("#o"), untold(click("#b"), /scroll/)],
    sent: GO,
  },
];
