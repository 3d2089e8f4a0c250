import { type Answer, type Exchange, formOf, json, page } from "../exchange.ts";
import { type Html, html } from "../html.ts";
import { frameLayout } from "../layout.ts";
import { findSlot, SLOTS, type Slot, slotName } from "../slots.ts";

function choice(slot: Slot, chosen: string | undefined): Html {
  return html`<label class="slot"><input type="radio" name="slot" value="${slot.id}"
  ${slot.full && html`disabled`} ${slot.id === chosen && html`checked`}>
  ${slotName(slot)}${slot.full && " (full)"}</label>`;
}

/** The content of the same-origin iframe of the checkout. */
export function deliveryFrame(exchange: Exchange): Answer {
  const { slot } = exchange.visitor;
  const main = html`<form id="slots"><fieldset><legend>When shall we come?</legend>
  ${SLOTS.map((offer) => choice(offer, slot))}</fieldset>
  <p role="status" id="slot-status">${slot === undefined ? "No slot reserved" : "Slot reserved"}</p></form>`;
  return page(frameLayout("Delivery slots", "delivery.js", main));
}

/** Reserves a slot for the visitor. */
export function reserveSlot(exchange: Exchange): Answer {
  const slot = findSlot(formOf(exchange).get("slot") ?? "");
  if (!slot) return json({ error: "This slot is taken." }, 422);
  exchange.visitor.slot = slot.id;
  return json({ message: `Reserved ${slotName(slot)}` });
}
