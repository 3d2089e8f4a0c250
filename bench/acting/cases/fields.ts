import { fillCase } from "./case.ts";

/** Fields that keep, change or lose what is filled in. */
export const FIELDS = [
  fillCase("read-only field", "A-17", {
    body: `<input id="field" aria-label="Code" readonly value="FIXED-1">`,
    tells: /FIXED-1|readonly/,
  }),
  fillCase("disabled field", "A-17", {
    body: `<input id="field" aria-label="Code" disabled value="FIXED-1">`,
    tells: /FIXED-1/,
  }),
  fillCase("masked input", "12345678", {
    body: `<input id="field" aria-label="Code" oninput="this.value = this.value.replace(/\\D/g, '').replace(/(\\d{4})(?=\\d)/g, '$1-')">`,
    tells: /1234-5678/,
  }),
  fillCase("maxlength", "ABCDEFGH", {
    body: `<input id="field" aria-label="Code" maxlength="5">`,
    tells: /ABCDE(?!F)/,
  }),
  fillCase("input put in capitals", "ada", {
    body: `<input id="field" aria-label="Code" oninput="this.value = this.value.toUpperCase()">`,
    tells: /ADA/,
  }),
  fillCase("controlled input that reverts at once", "A-17", {
    body: `<input id="field" aria-label="Code" value="MODEL" oninput="this.value = 'MODEL'">`,
    tells: /MODEL/,
  }),
  fillCase("value refused by the server after 150 ms", "A-17", {
    body: `<input id="field" aria-label="Code" oninput="if (this.value === 'A-17') check()"><script>
      async function check() { const { ok } = await post("check");
        if (!ok) { find("field").value = ""; show("That one is taken"); } }</script>`,
    replies: { check: { status: 409, after: 150 } },
    tells: /That one is taken/,
    asked: ["POST check"],
  }),
  fillCase("letters in a number field", "abc", {
    body: `<input id="field" aria-label="Code" type="number">`,
    tells: /Code"(?!.*abc)/,
  }),
  fillCase("date field", "2026-11-26", {
    body: `<input id="field" aria-label="Code" type="date">`,
    tells: /2026|Code"(?!.*value)/,
    doable: true,
  }),
  fillCase("contenteditable", "A-17", {
    body: `<div id="field" role="textbox" aria-label="Code" contenteditable style="border: 1px solid"></div>`,
    state: `find("field").textContent`,
    tells: /A-17/,
    doable: true,
  }),
  fillCase("plain field", "A-17", {
    body: `<input id="field" aria-label="Code">`,
    tells: /A-17/,
    doable: true,
  }),
];
