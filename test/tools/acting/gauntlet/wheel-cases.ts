import { back, type Case, click, forward, press, resize, says, scroll, untold } from "./case.ts";

const TALL = `<div style="height:3000px;width:2000px;background:linear-gradient(red,blue)">tall</div>`;
const TOLD = `<script>on(document,"scrollend",(e)=>{const at=e.target===document?document.scrollingElement:e.target;send("rest",(at.id||"page")+" "+Math.round(at.scrollLeft)+","+Math.round(at.scrollTop))},true)</script>`;

/** Wheels, the history and the size of the window. */
export const WHEEL_CASES: readonly Case[] = [
  {
    name: "the page is scrolled down and right, and not beyond",
    html: TALL + TOLD,
    acts: [
      says(scroll(undefined, { scrollAmount: 500 }), /scrolled 500 px/),
      says(scroll(undefined, { scrollDirection: "right", scrollAmount: 100 }), /scrolled 100 px/),
      says(scroll(undefined, { scrollDirection: "up", scrollAmount: 9_000 }), /scrolled 500 px/),
      says(scroll(undefined, { scrollDirection: "up" }), /nothing scrolled/),
    ],
    sent: ["POST rest page 0,500", "POST rest page 100,500", "POST rest page 100,0"],
  },
  {
    name: "the part of the page at the target is scrolled, and the page is not",
    html: `<div id=box style="height:150px;width:300px;overflow:auto">${TALL}</div>${TALL}${TOLD}`,
    acts: [says(scroll("#box", { scrollAmount: 200 }), /scrolled 200 px/)],
    sent: ["POST rest box 0,200"],
    dom: { scrollY: 0 },
  },
  {
    name: "a row of cards is scrolled sideways and rests where it snaps",
    html: `<div id=row style="display:flex;width:300px;overflow-x:auto;scroll-snap-type:x mandatory">${[1, 2, 3, 4].map((n) => `<div style="flex:0 0 300px;height:80px;scroll-snap-align:start">${n}</div>`).join("")}</div>${TOLD}`,
    acts: [
      says(scroll("#row", { scrollDirection: "right", scrollAmount: 200 }), /scrolled 300 px/),
    ],
    sent: ["POST rest row 300,0"],
  },
  {
    name: "a list without an end loads its next part, once",
    html: `<div id=l style="height:200px;overflow:auto">${"<p>row</p>".repeat(20)}</div><script>let busy;on($("l"),"scroll",async()=>{if(busy||$("l").scrollTop+200<$("l").scrollHeight-50)return;busy=true;await fetch("more?delay=150");$("l").append(make("p","late row"))})</script>`,
    acts: [says(scroll("#l", { scrollAmount: 3_000 }), /late row/)],
    sent: ["GET more?delay=150"],
  },
  {
    name: "a map that takes the wheel for itself is told as not scrolled",
    html: `<div id=map style="width:200px;height:100px;background:#eee"></div>${TALL}<script>on($("map"),"wheel",(e)=>{e.preventDefault();send("zoom",Math.sign(e.deltaY))},{passive:false})</script>`,
    acts: [says(scroll("#map"), /nothing scrolled/)],
    sent: ["POST zoom 1"],
    dom: { scrollY: 0 },
  },
  {
    name: "a part that is at its end hands the wheel to the page, one that keeps it does not",
    html: `<div id=a style="height:100px;overflow:auto"><div style="height:150px">a</div></div><div id=b style="height:100px;overflow:auto;overscroll-behavior:contain"><div style="height:150px">b</div></div>${TALL}<script>$("a").scrollTop=$("b").scrollTop=99</script>`,
    acts: [
      says(scroll("#b", { scrollAmount: 200 }), /nothing scrolled/),
      says(scroll("#a", { scrollAmount: 200 }), /scrolled 200 px/),
    ],
    sent: [],
    dom: { scrollY: 200 },
  },
  {
    name: "a document in a frame is scrolled at the frame",
    html: `<iframe id=f src=inner style="width:300px;height:150px"></iframe>${TALL}`,
    documents: { inner: TALL + TOLD },
    acts: [says(scroll("#f", { scrollAmount: 120 }), /scrolled 120 px inside a frame/)],
    sent: ["GET inner", "POST rest page 0,120"],
    dom: { scrollY: 0 },
  },
  {
    name: "an area of text that is disabled can still be scrolled",
    html: `<textarea id=t disabled rows=3>${"line\n".repeat(40)}</textarea>`,
    acts: [says(scroll("#t", { scrollAmount: 60 }), /scrolled 60 px/)],
    sent: [],
    dom: { "$('t').scrollTop": 60 },
  },
  {
    name: "a page that scrolls below a header that stays is scrolled at the header",
    html: `<header id=h style="position:sticky;top:0;height:40px;background:#ccc">Head</header>${TALL}`,
    acts: [says(scroll("#h", { scrollAmount: 250 }), /scrolled 250 px/)],
    sent: [],
    dom: { scrollY: 250 },
  },
  {
    name: "back and forward go over documents",
    html: `<a id=a href=second>on</a>`,
    acts: [click("#a"), says(back, /navigated/), says(forward, /navigated/)],
    sent: ["GET second"],
    dom: { "document.title": "second" },
  },
  {
    name: "back and forward go over routes, and nothing is asked for",
    html: `<h1 id=h>home</h1><button id=b>Cart</button><script>const show=()=>{$("h").textContent=history.state??"home"};on($("b"),"click",()=>{history.pushState("cart","","page?cart");show();send("route","cart")});on(window,"popstate",()=>{show();send("route",$("h").textContent)})</script>`,
    acts: [click("#b"), says(back, /address changed/), says(forward, /address changed/)],
    sent: ["POST route cart", "POST route home", "POST route cart"],
    dom: { "$('h').textContent": "cart" },
  },
  {
    name: "back goes over an anchor and its page hears of it",
    html: `<a id=a href=#end>down</a>${TALL}<p id=end>end</p><script>on(window,"hashchange",()=>send("hash",location.hash||"none"))</script>`,
    acts: [click("#a"), says(back, /address changed/)],
    sent: ["POST hash #end", "POST hash none"],
  },
  {
    name: "back to what was sent is not sent anew",
    html: `<form action="order?no-store" method=post><input name=a value=1><button id=b>Buy</button></form>`,
    documents: { order: `<a id=on href=after>on</a>` },
    acts: [click("#b"), click("#on"), says(back, /the navigation failed[\s\S]*ERR_CACHE_MISS/)],
    sent: ["POST order?no-store a=1", "GET after"],
  },
  {
    name: "back goes back in a frame before the page around it",
    html: `<iframe id=f src=one></iframe>`,
    documents: { one: `<a id=a href=two>on</a>`, two: `<p>two</p>` },
    acts: [click("#a"), back],
    sent: ["GET one", "GET two"],
    dom: { "$('f').contentDocument.querySelector('a').id": "a" },
  },
  {
    name: "back over a page that leads on by itself says where it came to",
    html: `<a id=a href=hop>on</a>`,
    documents: { hop: `<script>location.replace("goal")</script>` },
    acts: [says(click("#a"), /navigated/), says(back, /navigated/)],
    sent: ["GET hop", "GET goal"],
  },
  {
    name: "back into a page that puts itself on top again does not leave it",
    html: `<button id=b>trap</button><p id=n>0</p><script>on($("b"),"click",()=>history.pushState(1,""));on(window,"popstate",()=>{$("n").textContent++;history.pushState(1,"");send("trapped")})</script>`,
    acts: [click("#b"), says(back, /0 → 1/)],
    sent: ["POST trapped"],
  },
  {
    name: "a smaller window is heard of, laid out anew and left",
    html: `<style>#m{display:none}@media(max-width:500px){#m{display:block}}</style><button id=m>Menu</button><script>on(window,"resize",()=>send("size",innerWidth+"x"+innerHeight));matchMedia("(max-width:500px)").onchange=(e)=>send("small",e.matches);on($("m"),"click",()=>send("menu"))</script>`,
    acts: [says(resize(400, 700), /Menu/), click("#m")],
    sent: ["POST size 400x700", "POST small true", "POST menu"],
    dom: { "innerWidth+'x'+innerHeight": "400x700" },
  },
  {
    name: "the least and the largest window are taken",
    html: `<script>on(window,"resize",()=>send("size",innerWidth+"x"+innerHeight))</script>`,
    acts: [resize(100, 100), untold(resize(2_000, 1_500), /not/)],
    sent: ["POST size 100x100", "POST size 2000x1500"],
  },
  {
    name: "the space bar and Home scroll the page",
    html: `<body tabindex=0>${TALL}`,
    acts: [press("End"), press("Home")],
    sent: [],
    dom: { scrollY: 0 },
  },
];
