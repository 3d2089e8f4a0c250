import { caseOf } from "./case.ts";

const ORDER = `<button id="order" onclick="order()">Order</button>`;
const MOVE = `@keyframes go { to { margin-left: 500px } }`;

/** Buttons that cannot be clicked, not yet, or that swallow the click. */
export const CLICKS = [
  caseOf("covered button", { body: `${ORDER}`, between: cover("cover", "Loading, please wait") }),
  caseOf("invisible overlay", {
    body: ORDER,
    between: `${cover("cover", "")}; find("cover").style.opacity = 0`,
  }),
  caseOf("disabled button", { body: `<button disabled onclick="order()">Order</button>` }),
  caseOf("button enabled after 1 s", {
    body: `<button id="order" disabled onclick="order()">Order</button>`,
    between: `setTimeout(() => { find("order").disabled = false; }, 1000)`,
    doable: true,
  }),
  caseOf("button that moves for 1.5 s", {
    body: `<style>${MOVE} .go { animation: go 1.5s linear forwards }</style>${ORDER}`,
    between: `find("order").className = "go"`,
    doable: true,
  }),
  caseOf("button replaced on mousedown", {
    body: ORDER,
    between: `find("order").onmousedown = ({ target }) => target.replaceWith(target.cloneNode(true))`,
  }),
  caseOf("click swallowed by a listener", {
    body: ORDER,
    between: `addEventListener("click", (event) => { event.stopImmediatePropagation(); event.preventDefault(); }, true)`,
  }),
  caseOf("pointer-events: none", { body: `<div style="pointer-events: none">${ORDER}</div>` }),
  caseOf("inert part of the page", {
    body: `<div id="part">${ORDER}</div>`,
    between: `find("part").inert = true`,
  }),
  caseOf("button outside the page", {
    body: ORDER,
    between: `find("order").style.cssText = "position: absolute; left: -4000px"`,
  }),
  caseOf("menu item that was hidden", {
    body: `<ul role="menu"><li role="menuitem" tabindex="0" id="order" onclick="order()">Order</li></ul>`,
    between: `find("order").style.display = "none"`,
  }),
  caseOf("aria-disabled button", {
    body: `<button aria-disabled="true" onclick="if (this.ariaDisabled !== 'true') order()">Order</button>`,
  }),
  caseOf("behind a modal dialog", {
    body: `${ORDER}<dialog id="dialog"><p>Welcome</p><button>Close</button></dialog>`,
    between: `find("dialog").showModal()`,
    tells: /Orders: \d|Welcome/,
  }),
  caseOf("overlay that comes with the pointer", {
    body: ORDER,
    between: `find("order").onmouseenter = () => { ${cover("cover", "Ad")} }`,
  }),
  caseOf("another button that moves under the pointer", {
    body: `<div id="row">${ORDER}</div>`,
    between: `find("order").addEventListener("mouseenter", () => find("row").insertAdjacentHTML("afterbegin",
      "<div><button style='height: 60px; width: 200px' onclick=\\"post('cancel')\\">Cancel my account</button></div>"), { once: true })`,
    tells: /Cancel my account/,
    doable: true,
  }),
  caseOf("button rendered anew under the pointer", {
    body: `<div id="part">${ORDER}</div>`,
    between: `find("order").onmouseenter = () => { find("part").innerHTML = find("part").innerHTML; }`,
    doable: true,
  }),
  caseOf("order that takes 1 s", {
    body: ORDER,
    replies: { order: { after: 1_000 } },
    doable: true,
  }),
];

function cover(id: string, text: string): string {
  return `document.body.insertAdjacentHTML("beforeend", '<div id="${id}" class="cover">${text}</div>')`;
}
