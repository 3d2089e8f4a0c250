import {
  type Act,
  type Case,
  check,
  click,
  dblclick,
  drag,
  fill,
  hover,
  no,
  press,
  scroll,
  select,
  type,
} from "./case.ts";

const BUTTON = `<button id=b>Go</button><script>on($("b"),"click",()=>send("go"))</script>`;
const COVER = `style="position:fixed;inset:0;background:#fffd"`;

function refused(name: string, html: Case["html"], ...acts: Act[]): Case {
  return { name, html, acts, sent: [] };
}

/** What stays in the way until the time is up: each refusal takes its 5 s. */
export const REFUSAL_CASES: readonly Case[] = [
  refused(
    "a banner over everything is named, with its own words",
    `${BUTTON}<div id=cookies class=banner ${COVER}>We use cookies <button>Accept</button></div>`,
    no(click("#b"), "covered", /covered by .*<div#cookies\.banner>/),
  ),
  refused(
    "a spinner without words is named",
    `${BUTTON}<div class=spinner ${COVER}></div>`,
    no(click("#b"), "covered", /<div\.spinner>/),
  ),
  refused(
    "what stands behind a modal dialog is not pressed",
    `${BUTTON}<dialog id=d>Sure?</dialog><script>$("d").showModal()</script>`,
    no(click("#b"), "covered", /<dialog#d>/),
  ),
  refused(
    "what stands behind a modal dialog is not typed into",
    `<input id=i><dialog id=d><input value=kept></dialog><script>$("d").showModal()</script>`,
    no(fill("#i", "x"), "covered", /<dialog#d>/),
  ),
  refused(
    "a field behind a cover is not filled",
    `<input id=i><div id=c ${COVER}>wait</div>`,
    no(fill("#i", "x"), "covered", /<div#c>/),
  ),
  refused(
    "a native list behind a cover is not chosen from",
    `<select id=s><option>a<option>b</select><div id=c ${COVER}>wait</div>`,
    no(select("#s", "b"), "covered", /<div#c>/),
  ),
  refused(
    "a box behind a cover is not ticked",
    `<input type=checkbox id=x><div id=c ${COVER}>wait</div>`,
    no(check("#x"), "covered", /<div#c>/),
  ),
  refused(
    "what is behind a cover is not pulled",
    `<div id=x draggable=true>x</div><div id=z>z</div><div id=c ${COVER}>wait</div>`,
    no(drag("#x", "#z"), "covered", /<div#c>/),
  ),
  refused(
    "what is behind a cover is not hovered",
    `<p id=p>p</p><div id=c ${COVER}>wait</div>`,
    no(hover("#p"), "covered", /<div#c>/),
  ),
  refused(
    "a disabled button is not pressed",
    `<button id=b disabled>Go</button>`,
    no(click("#b"), "not_actionable", /is disabled/),
  ),
  refused(
    "a button disabled by ARIA is not pressed",
    `<button id=b aria-disabled=true>Go</button><script>on($("b"),"click",()=>send("go"))</script>`,
    no(dblclick("#b"), "not_actionable", /is disabled/),
  ),
  refused(
    "a button in a disabled fieldset is not pressed",
    `<fieldset disabled>${BUTTON}</fieldset>`,
    no(click("#b"), "not_actionable", /is disabled/),
  ),
  refused(
    "what is inert is not pressed",
    `<div inert>${BUTTON}</div>`,
    no(click("#b"), "not_actionable", /is disabled/),
  ),
  refused(
    "a disabled list is not chosen from",
    `<select id=s disabled><option>a<option>b</select>`,
    no(select("#s", "b"), "not_actionable", /is disabled/),
  ),
  refused(
    "a disabled field is not filled",
    `<input id=i disabled value=kept>`,
    no(fill("#i", "x"), "not_actionable", /is disabled/),
  ),
  refused(
    "a read-only field is not filled",
    `<input id=i readonly value=kept>`,
    no(fill("#i", "x"), "not_actionable", /read-only/),
  ),
  refused(
    "a read-only field is not typed into",
    `<textarea id=i readonly>kept</textarea>`,
    no(type("#i", "x"), "not_actionable", /read-only/),
  ),
  refused(
    "what is not displayed is not pressed",
    `<button id=b style="display:none">Go</button>`,
    no(click("#b"), "not_actionable", /not visible/),
  ),
  refused(
    "what is invisible is not hovered",
    `<button id=b style="visibility:hidden">Go</button>`,
    no(hover("#b"), "not_actionable", /not visible/),
  ),
  refused(
    "what has no size is not pressed",
    `<button id=b style="width:0;height:0;padding:0;border:0;overflow:hidden">Go</button>`,
    no(click("#b"), "not_actionable", /not visible/),
  ),
  refused(
    "what is closed away in details is not pressed",
    `<details><summary>More</summary>${BUTTON}</details>`,
    no(click("#b"), "not_actionable", /not visible/),
  ),
  refused(
    "what no scrolling brings in is not pressed",
    `<button id=b style="position:fixed;left:-500px;top:0">Off</button>`,
    no(click("#b"), "not_actionable", /cannot be scrolled into view/),
  ),
  refused(
    "what never rests is not pressed",
    `<style>@keyframes go{to{margin-left:600px}}#b{animation:go .5s linear infinite alternate}</style>${BUTTON}`,
    no(click("#b"), "not_actionable", /keeps moving/),
  ),
  refused(
    "what lets the pointer through is not pressed, nor what lies below it",
    `<div id=w><button id=b style="pointer-events:none">Ghost</button></div><script>on($("w"),"click",()=>send("below"))</script>`,
    no(click("#b"), "covered", /it lets the pointer through/),
  ),
  refused(
    "a trap that comes under the mouse as it arrives hears nothing",
    `${BUTTON}<div id=trap hidden ${COVER}>trap</div><script>on($("b"),"mousemove",()=>{$("trap").hidden=false});on($("trap"),"pointerdown mousedown click",()=>send("trapped"))</script>`,
    { ...no(click("#b"), "covered", /<div#trap>/), touched: true },
  ),
  refused(
    "a button that flees from the mouse is not pressed",
    `<button id=b style="position:absolute;left:100px;top:100px">Flee</button><script>on($("b"),"mouseenter",()=>{$("b").style.left=(parseInt($("b").style.left)+200)%900+"px"});on($("b"),"click",()=>send("caught"));on(document,"click",()=>send("beside"))</script>`,
    { ...no(click("#b"), "covered|not_actionable", /./), touched: true },
  ),
  {
    name: "what a frame's cover hides is not pressed",
    html: (far) =>
      `<div style="position:relative"><iframe src="${far}/inner"></iframe><div id=c style="position:absolute;inset:0;background:#fffd">over the frame</div></div>`,
    documents: { inner: BUTTON },
    acts: [no(click("#b"), "covered", /<div#c>/)],
    sent: ["GET inner"],
  },
  refused(
    "a key for what is disabled is not pressed",
    `<button id=b disabled>Go</button>`,
    no(press("Enter", "#b"), "not_actionable", /is disabled/),
  ),
  refused(
    "what is hidden is not scrolled",
    `<div id=x style="display:none">x</div>`,
    no(scroll("#x"), "not_actionable", /not visible/),
  ),
  refused(
    "a goal that is hidden gets nothing, and nothing is pulled",
    `<div id=x draggable=true>x</div><div id=z hidden>z</div><script>on($("x"),"pointerdown dragstart",(e)=>send(e.type))</script>`,
    no(drag("#x", "#z"), "not_actionable", /not visible/),
  ),
  refused(
    "what goes away while it is waited for is stale",
    `<button id=b disabled>Go</button><script>setTimeout(()=>$("b").remove(),500)</script>`,
    { ...no(click("#b"), "stale_ref", /is gone/), touched: true },
  ),
  refused(
    "what another takes the place of while it is waited for is stale, by its ref",
    `<div id=w><button id=b disabled>Go</button></div><script>setTimeout(()=>{$("w").innerHTML="<button id=b onclick=\\"send('go')\\">Go</button>"},700)</script>`,
    { ...no(click("ref: Go"), "stale_ref", /is gone/), touched: true },
  ),
];
