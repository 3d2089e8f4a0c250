import { inject } from "vitest";
import { pageUrl } from "../../support/agent.ts";
import { otherSite } from "../reading/page-lines.ts";
import { check, click, fill, select, type Task } from "./task.ts";
import { inFrame, inSrcdoc } from "./task-page.ts";

const FORM = `<input id=i data-need=Code aria-label=Code><button id=b data-need=Go>Go</button><script>on($("b"),"click",()=>$("i").value==="x9"?done():wrong())</script>`;
const DO_FORM = [fill("Code", "x9"), click("Go")];

/** Fills a new root of the element, and notes what happens inside it. */
const root = (id: string, mode: "open" | "closed", html: string, then: string) =>
  `<script>{const it=$("${id}").attachShadow({mode:"${mode}"});it.innerHTML=${JSON.stringify(html).replaceAll("</", "<\\/")};watch(it);${then}}</script>`;
const FIELDS = `<input data-need=Code aria-label=Code><button data-need=Go>Go</button>`;
const GO = `on(it.querySelector("button"),"click",()=>it.querySelector("input").value==="x9"?done():wrong())`;

/** What lies in frames and in shadow roots. */
export const ROOT_TASKS: readonly Task[] = [
  {
    name: "frame-same-origin",
    say: "Enter x9 in the frame",
    html: () => inFrame(FORM),
    steps: DO_FORM,
  },
  {
    name: "frame-other-origin",
    say: "Enter x9 in the frame of another origin",
    html: () => inFrame(FORM, inject("otherPages")),
    steps: DO_FORM,
  },
  {
    name: "frame-other-site",
    say: "Enter x9 in the frame of another site",
    html: () => inFrame(FORM, otherSite()),
    steps: DO_FORM,
  },
  {
    name: "frame-srcdoc",
    say: "Enter x9 in the frame of srcdoc",
    html: () => inSrcdoc(FORM),
    steps: DO_FORM,
  },
  {
    name: "frame-sandboxed",
    say: "Enter x9 in the sandboxed frame",
    html: () => inFrame(FORM, inject("pages"), "sandbox=allow-scripts"),
    steps: DO_FORM,
  },
  {
    name: "frame-nested",
    say: "Enter x9 in the frame inside the frame",
    html: () =>
      `<iframe width=500 height=260 src="${pageUrl(`<p>Outer</p>${inFrame(FORM)}`, {}, otherSite())}"></iframe>`,
    steps: DO_FORM,
  },
  {
    name: "frame-listeners",
    say: "Press Plum in the frame; it only listens",
    needsListeners: true,
    html: () =>
      inFrame(
        `<div data-need=Pear>Pear</div><div data-need=Plum>Plum</div><script>document.querySelectorAll("div").forEach((it)=>on(it,"click",()=>it.textContent==="Plum"?done():wrong()))</script>`,
        otherSite(),
      ),
    steps: [click("Plum")],
  },
  {
    name: "frames-two",
    say: "Tick the box in the one frame, and press Send in the other",
    html: () =>
      `${inFrame(`<label><input type=checkbox id=c data-need=Agree> Agree</label><script>on($("c"),"change",()=>top.agreed=1)</script>`)}${inFrame(`<button id=b data-need=Send>Send</button><script>on($("b"),"click",()=>top.agreed?done():wrong())</script>`)}`,
    steps: [check("Agree"), click("Send")],
  },
  {
    name: "open-shadow",
    say: "Enter x9 in the open shadow root",
    html: `<div id=h></div>${root("h", "open", FIELDS, GO)}`,
    steps: DO_FORM,
  },
  {
    name: "nested-shadow",
    say: "Enter x9 in a shadow root inside a shadow root",
    html: `<div id=h></div><script>{const outer=$("h").attachShadow({mode:"open"});outer.innerHTML="<p>Outer</p><div></div>";const it=outer.querySelector("div").attachShadow({mode:"open"});it.innerHTML=${JSON.stringify(FIELDS).replaceAll("</", "<\\/")};${GO}}</script>`,
    steps: DO_FORM,
  },
  {
    name: "custom-element",
    say: "Press the chip B; chips are elements of the page's own",
    needsListeners: true,
    html: `<script>customElements.define("x-chip",class extends HTMLElement{connectedCallback(){const it=this.attachShadow({mode:"open"});it.innerHTML="<div>[<slot></slot>]</div>";on(this,"click",()=>this.dataset.need==="B"?done():wrong())}})</script><x-chip data-need=A>A</x-chip> <x-chip data-need=B>B</x-chip>`,
    steps: [click("[B]", "B")],
  },
  {
    name: "slotted-button",
    say: "Press Pay, which is slotted into a card",
    html: `<div id=h><button data-need=Pay id=p>Pay</button></div>${root("h", "open", "<h2>Card</h2><slot></slot>", `on($("p"),"click",done)`)}`,
    steps: [click("Pay")],
  },
  {
    name: "shadow-listener",
    say: "Press Plum in the open shadow root; it only listens",
    needsListeners: true,
    html: `<div id=h></div>${root("h", "open", "<span data-need=Pear>Pear</span> <span data-need=Plum>Plum</span>", `it.querySelectorAll("span").forEach((one)=>on(one,"click",()=>one.textContent==="Plum"?done():wrong()))`)}`,
    steps: [click("Plum")],
  },
  {
    name: "closed-shadow",
    say: "Enter x9 in the closed shadow root",
    needsClosedRoots: true,
    html: `<div id=h></div>${root("h", "closed", FIELDS, GO)}`,
    steps: DO_FORM,
  },
  {
    name: "closed-shadow-list",
    say: "Tick Terms and choose Blue in the closed shadow root",
    needsClosedRoots: true,
    html: `<div id=h></div>${root("h", "closed", "<label><input type=checkbox data-need=Terms> Terms</label><select data-need=Colour aria-label=Colour><option>Red<option>Blue</select><button data-need=Save>Save</button>", `on(it.querySelector("button"),"click",()=>it.querySelector("input").checked&&it.querySelector("select").value==="Blue"?done():wrong())`)}`,
    steps: [check("Terms"), select("Colour", "Blue"), click("Save")],
  },
  {
    name: "closed-in-closed",
    say: "Enter x9 in a closed root inside a closed root",
    needsClosedRoots: true,
    html: `<div id=h></div><script>{const outer=$("h").attachShadow({mode:"closed"});outer.innerHTML="<p>Outer</p><div></div>";const it=outer.querySelector("div").attachShadow({mode:"closed"});it.innerHTML=${JSON.stringify(FIELDS).replaceAll("</", "<\\/")};watch(it);${GO}}</script>`,
    steps: DO_FORM,
  },
  {
    name: "closed-listener",
    say: "Press Plum in the closed root; it only listens",
    needsClosedRoots: true,
    needsListeners: true,
    html: `<div id=h></div>${root("h", "closed", "<span data-need=Pear>Pear</span> <span data-need=Plum>Plum</span>", `it.querySelectorAll("span").forEach((one)=>on(one,"click",()=>one.textContent==="Plum"?done():wrong()))`)}`,
    steps: [click("Plum")],
  },
  {
    name: "closed-custom-element",
    say: "Enter 4 into the stepper, and press its plus twice",
    needsClosedRoots: true,
    html: `<script>customElements.define("x-step",class extends HTMLElement{connectedCallback(){const it=this.attachShadow({mode:"closed"});it.innerHTML="<input aria-label=Count data-need=Count value=0><button data-need=plus aria-label=plus>+<\\/button>";watch(it);const field=it.querySelector("input");on(it.querySelector("button"),"click",()=>{field.value=+field.value+1;if(field.value==="6")done()})}})</script><x-step></x-step>`,
    steps: [fill("Count", "4"), click("plus"), click("plus")],
  },
  {
    name: "closed-in-frame",
    say: "Enter x9 in a closed root in a frame",
    needsClosedRoots: true,
    html: () => inFrame(`<div id=h></div>${root("h", "closed", FIELDS, GO)}`, otherSite()),
    steps: DO_FORM,
  },
];
