import { caseOf } from "./case.ts";

const ORDER = `<button onclick="order()">Order</button>`;
const DROP = `<div id="from" draggable="true" role="button" tabindex="0">Parcel</div>
  <div id="to" role="button" tabindex="0" style="height: 120px; border: 1px solid">Van</div><script>
  find("from").ondragstart = ({ dataTransfer }) => dataTransfer.setData("text/plain", "parcel");
  find("to").ondrop = (event) => { event.preventDefault(); post("drop"); show("Dropped: 1"); };</script>`;
const FILE = `<input type="file" id="field" aria-label="Invoice" onchange="take(this)"><script>`;

/** Dialogs, servers, keys, files and drags that do not lead where they should. */
export const REFUSALS = [
  caseOf("alert instead of an order", {
    body: `<button onclick="alert('Sold out')">Order</button>`,
    tells: /Sold out/,
    asked: [],
  }),
  caseOf("question before an order", {
    body: `<button onclick="if (confirm('Really order?')) order()">Order</button>`,
    tells: /Really order\?/,
    asked: [],
  }),
  caseOf("link answered with 204", {
    body: `<a href="report">Report</a>`,
    status: "",
    wish: { kind: "click", name: "Report" },
    replies: { report: { status: 204 } },
    state: "location.pathname",
    happened: ({ state }) => String(state).endsWith("report"),
    tells: /\b204\b|no content|(Page URL: |url=")\S+\/page\b/i,
    asked: ["GET report"],
  }),
  caseOf("form refused with 500", {
    body: `<form method="post" action="save"><button>Save</button></form>`,
    wish: { kind: "click", name: "Save" },
    replies: { save: { status: 500, html: "<h1>Could not save</h1>" } },
    happened: () => false,
    tells: /\b500\b|Could not save/,
    asked: ["POST save"],
  }),
  caseOf("request refused with 500, page silent", {
    body: ORDER,
    replies: { order: { status: 500, after: 50 } },
    happened: ({ state }) => state === "Orders: 1",
    tells: /\b500\b|Orders: 0/,
  }),
  caseOf("request that breaks after 150 ms, page silent", {
    body: ORDER,
    replies: { order: { after: 150, breaks: true } },
    // Chrome sends a request again whose kept connection breaks before it is answered.
    asked: ["POST order", "POST order"],
    happened: ({ state }) => state === "Orders: 1",
    tells: /ERR_|failed|Orders: 0/i,
  }),
  caseOf("key that nobody takes", {
    body: `<button onclick="show('Saved: 1')">Save</button>`,
    status: "Saved: 0",
    wish: { kind: "press", key: "F9" },
    happened: ({ state }) => state === "Saved: 1",
    tells: /Saved: 0/,
    asked: [],
  }),
  caseOf("Enter in a form that the server refuses", {
    body: `<form onsubmit="event.preventDefault(); send_()"><input id="field" aria-label="Code"></form><script>
      async function send_() { const { ok } = await post("save"); show(ok ? "Saved" : "That code is wrong"); }</script>`,
    status: "",
    wish: { kind: "press", key: "Enter" },
    between: `find("field").focus()`,
    replies: { save: { status: 422, after: 100 } },
    happened: ({ state }) => state === "Saved",
    tells: /That code is wrong|\b422\b/,
    asked: ["POST save"],
  }),
  caseOf("Enter that orders", {
    body: `<input id="field" aria-label="Code" onkeydown="if (event.key === 'Enter') order()">`,
    wish: { kind: "press", key: "Enter" },
    between: `find("field").focus()`,
    doable: true,
  }),
  caseOf("file that the page refuses", {
    body: `${FILE} function take(field) { field.value = ""; show("That file is not taken"); }</script>`,
    status: "",
    wish: { kind: "upload", name: "Invoice" },
    state: `find("field").files.length`,
    happened: ({ state }) => state === 1,
    tells: /That file is not taken/,
    asked: [],
  }),
  caseOf("file that the page takes", {
    body: `${FILE} function take({ files: [file] }) { post("upload-" + file.size); show("Took " + file.name); }</script>`,
    status: "",
    wish: { kind: "upload", name: "Invoice" },
    happened: ({ requests }) => requests.includes("POST upload-7"),
    tells: /Took /,
    asked: ["POST upload-7"],
    doable: true,
  }),
  caseOf("drag to what takes nothing", {
    body: DROP,
    status: "Dropped: 0",
    wish: { kind: "drag", name: "Parcel", to: "Van" },
    happened: ({ requests }) => requests.includes("POST drop"),
    tells: /Dropped: 0/,
    asked: ["POST drop"],
  }),
  caseOf("drag to what takes it", {
    body: DROP,
    status: "Dropped: 0",
    between: `find("to").ondragover = (event) => event.preventDefault()`,
    wish: { kind: "drag", name: "Parcel", to: "Van" },
    happened: ({ requests }) => requests.includes("POST drop"),
    tells: /Dropped: \d/,
    asked: ["POST drop"],
    doable: true,
  }),
];
