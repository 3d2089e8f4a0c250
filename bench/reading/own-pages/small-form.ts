import { html } from "./html.ts";

/** One of everything a form may hold: each state, a frame, an open and a closed shadow root. */
export function smallForm(): string {
  return html(
    "Book a table",
    `<h1>Book a table</h1><form onsubmit="return false">
<p><label>Name <input name="name" required value="Ada Lovelace"></label>
<label>Password <input type="password" value="hunter2"></label>
<label>Phone <input type="tel" placeholder="+44" readonly value="+44 20 7946"></label>
<label>E-mail <input type="email" aria-invalid="true" value="ada@"></label>
<span role="alert">Enter a whole e-mail address</span></p>
<p><label>Guests <input type="number" min="1" max="12" value="4"></label>
<label>Day <input type="date" value="2026-12-24"></label>
<label>Volume <input type="range" min="0" max="10" value="3"></label>
<label>Menu <input type="file"></label></p>
<fieldset><legend>Extras</legend>
<label><input type="checkbox" checked> Candles</label>
<label><input type="checkbox"> High chair</label>
<label><input type="checkbox" disabled> Terrace</label>
<label><input type="checkbox" id="some"> Some of these</label></fieldset>
<fieldset><legend>Seating</legend><label><input type="radio" name="seat"> Bar</label>
<label><input type="radio" name="seat" checked> Window</label></fieldset>
<p><label>Course <select><option>Lunch<option selected>Dinner<option disabled>Brunch</select></label>
<label>Allergies <select multiple size="3"><option selected>Nuts<option>Milk<option selected>Fish</select></label>
<label>Notes <textarea>Near the door, please</textarea></label></p>
<div contenteditable aria-label="Greeting">Happy birthday</div>
<button type="submit">Book</button> <button disabled>Pay $5: later</button>
<button aria-pressed="true">Remind me</button>
<button aria-expanded="false" aria-controls="more">More choices</button>
<div id="more" hidden><button>Hidden choice</button></div></form>
<details open><summary>House rules</summary><p>No dogs, except guide dogs.</p></details>
<div style="cursor:pointer" onclick="this.dataset.seen=1">Show the menu</div>
<div id="listens">Call a waiter</div>
<iframe srcdoc="<label>Card number <input required></label><button>Check card</button>" title="Payment"></iframe>
<div id="open"></div><div id="closed"></div>
<script>
document.getElementById("some").indeterminate = true;
document.getElementById("listens").addEventListener("click", () => {});
document.getElementById("open").attachShadow({ mode: "open" }).innerHTML =
  "<button>Open an account</button><p>Points: 120</p>";
document.getElementById("closed").attachShadow({ mode: "closed" }).innerHTML =
  "<button aria-pressed='false'>Join the club</button><p>Members eat free on Mondays</p>";
</script>`,
  );
}
