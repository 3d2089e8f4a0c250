import { type Case, caseOf } from "./case.ts";

const NATIVE = `<select id="field" aria-label="Size"><option>S</option><option>L</option><option disabled>M</option></select>`;
/** The first option, as it was before. */
const SHOWS_S = /value="?S\b|option "S" .*selected/;
const BOX = `<input type="checkbox" id="field" aria-label="Terms"`;
/** A button and a list that opens below it, as component libraries build them. */
const CUSTOM = `<button id="field" role="combobox" aria-haspopup="listbox" aria-expanded="false" aria-controls="list"
    aria-label="Size" onclick="open_()">S</button>
  <ul id="list" role="listbox" hidden></ul><script>
  function open_() { const list = find("list"); list.hidden = false; find("field").setAttribute("aria-expanded", true);
    list.innerHTML = ["S", "M", "L"].map((size) => '<li role="option" onclick="pick(this)">' + size + "</li>").join(""); }
  function pick({ textContent }) { find("field").textContent = textContent; find("list").hidden = true;
    find("field").setAttribute("aria-expanded", false); show("Size: " + textContent); }</script>`;

/** Lists and boxes that do not take a choice, or not for long. */
export const CHOICES = [
  choice("option that is missing", "XXL", NATIVE),
  choice("option that is disabled", "M", NATIVE),
  choice("option that is there", "L", NATIVE, { doable: true, tells: /"?L"?/ }),
  choice("choice refused by the server after 150 ms", "L", NATIVE, {
    between: `find("field").onchange = async () => { const { ok } = await post("check");
      if (!ok) { find("field").value = "S"; show("L is sold out"); } }`,
    replies: { check: { status: 409, after: 150 } },
    asked: ["POST check"],
    tells: /L is sold out/,
  }),
  choice("list of the page's own making", "M", CUSTOM, {
    state: `find("field").textContent`,
    doable: true,
    tells: /Size: M|value="?S|: S\b/,
  }),
  box("box that does not stay checked", `${BOX} onclick="event.preventDefault()">`, {}),
  box("box unchecked by the server after 150 ms", `${BOX}>`, {
    between: `find("field").onchange = async ({ target }) => { const { ok } = await post("check");
      if (!ok) { target.checked = false; show("Not allowed"); } }`,
    replies: { check: { status: 403, after: 150 } },
    asked: ["POST check"],
    tells: /Not allowed/,
  }),
  box(
    "box that is checked by its label alone",
    `<label>Terms${BOX} style="opacity: 0; position: absolute">
    <span style="border: 1px solid; padding: 4px">Yes</span></label>`,
    { doable: true, tells: /checked/ },
  ),
];

function choice(name: string, value: string, body: string, given: Partial<Case> = {}): Case {
  return caseOf(name, {
    wish: { kind: "select", name: "Size", value },
    body,
    status: "",
    state: `find("field").value`,
    happened: ({ state }) => state === value,
    asked: [],
    tells: SHOWS_S,
    ...given,
  });
}

function box(name: string, body: string, given: Partial<Case>): Case {
  return caseOf(name, {
    wish: { kind: "check", name: "Terms" },
    body,
    status: "",
    state: `find("field").checked`,
    happened: ({ state }) => state === true,
    asked: [],
    tells: /checkbox "Terms"(?!.*\bchecked\b)/,
    ...given,
  });
}
