const FIELDS = ["First name", "Last name", "Street", "Postal code", "City", "Phone", "E-mail"];
const ROWS = 20;

const idOf = (label: string) => label.toLowerCase().replace(/[^a-z]+/g, "-");

/** A form, a list, and a line that tells how often the button was pressed and what was typed. */
const FORM = `<title>Order</title><h1>Order</h1><form onsubmit="event.preventDefault()">
${FIELDS.map((label) => `<p><label>${label} <input id="${idOf(label)}"></label></p>`).join("\n")}
<p><button id="more" onclick="line.textContent = 'pressed ' + ++presses">More</button></p></form>
<p id="line"></p><ol>
${Array.from({ length: ROWS }, (_, row) => `<li>Story ${row} <a href="#s${row}">read it</a></li>`).join("\n")}
</ol><script>let presses = 0;</script>`;

/** Something of some size that turns and changes its colours for ever, as no script asks. */
const MOTION = `<style>@keyframes turn { to { transform: rotate(1turn) translate(40px); filter: hue-rotate(360deg) } }
#motion { position: fixed; right: 120px; top: 160px; width: 360px; height: 360px; animation: turn 2s linear infinite;
background: conic-gradient(crimson, gold, teal, navy, crimson) }</style><div id="motion"></div>`;

/** The field that is filled in, the button, and the line that it changes. */
export const FIELD = `#${idOf("City")}`;
export const BUTTON = "#more";
export const LINE = /pressed \d+/;

/** The same form, with and without a movement that never ends. */
export const PAGES = { still: FORM, animated: FORM + MOTION } as const;
export type PageKind = keyof typeof PAGES;
