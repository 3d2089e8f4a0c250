import { documentOf } from "../page/markup.ts";
import { caseOf, fillCase } from "./case.ts";

const OTHER = `<button onclick="post('cancel')">Cancel my account</button>`;

/** Refs of what is not there any more when the action comes. */
export const STALE = [
  caseOf("list rendered anew, another row in its place", {
    body: `<ul id="list"><li><button onclick="post('delete-anna')">Delete Anna</button></li></ul>`,
    wish: { kind: "click", name: "Delete Anna" },
    between: `find("list").innerHTML = "<li><button onclick=\\"post('delete-bert')\\">Delete Bert</button></li>"`,
    happened: ({ requests }) => requests.includes("POST delete-anna"),
    asked: ["POST delete-anna"],
  }),
  caseOf("button reused for something else", {
    body: `<button id="order" onclick="order()">Order</button>`,
    between: `find("order").textContent = "Cancel my account"; find("order").onclick = () => post("cancel")`,
    tells: /Cancel my account/,
  }),
  caseOf("the same button rendered anew", {
    body: `<div id="part"><button onclick="order()">Order</button></div>`,
    between: `find("part").innerHTML = find("part").innerHTML`,
  }),
  caseOf("ref after a navigation", {
    body: `<button onclick="order()">Order</button>`,
    replies: { other: { html: documentOf(OTHER) } },
    between: `setTimeout(() => { location.href = "other"; }, 0)`,
    leaves: true,
  }),
  fillCase("field that was removed", "A-17", {
    body: `<input id="field" aria-label="Code">`,
    between: `find("field").remove()`,
    state: `find("field")?.value`,
  }),
  fillCase("field replaced when it gets the focus", "A-17", {
    body: `<div id="part"><input id="field" aria-label="Code"></div>`,
    between: `find("field").onfocus = ({ target }) => {
      const next = target.cloneNode(); next.onfocus = null; target.replaceWith(next); next.focus(); }`,
    tells: /textbox "Code"(?!.*A-17)/,
    doable: true,
  }),
];
