import {
  addressErrors,
  type CheckoutForm,
  COUNTRIES,
  EMPTY_CHECKOUT,
  type FieldErrors,
  readCheckout,
} from "../address.ts";
import { totalsOf } from "../cart.ts";
import { type Answer, type Exchange, formOf, page, redirect } from "../exchange.ts";
import { type Html, type HtmlValue, html } from "../html.ts";
import { layout } from "../layout.ts";
import { findSlot } from "../slots.ts";
import { DEMO_USER } from "../visitors.ts";
import { summary } from "./cart.ts";
import { placeOrder } from "./order.ts";

type Field = Exclude<keyof CheckoutForm, "terms">;

interface View {
  form: CheckoutForm;
  errors: FieldErrors;
}

function problem(view: View, name: keyof FieldErrors): HtmlValue {
  const message = view.errors[name];
  return (
    message !== undefined && html`<span class="problem" id="${name}-problem">${message}</span>`
  );
}

/** Marks a field that the server refused and points at the sentence that says why. */
function invalid(view: View, name: keyof FieldErrors): HtmlValue {
  return (
    view.errors[name] !== undefined && html`aria-invalid="true" aria-describedby="${name}-problem"`
  );
}

function input(view: View, name: Field, label: string, attributes: string): Html {
  const extra = attributes.split(" ").map((pair) => {
    const [key, value] = pair.split("=");
    return value === undefined ? html` ${key}` : html` ${key}="${value}"`;
  });
  return html`<p class="field"><label for="${name}">${label}</label>
  <input id="${name}" name="${name}" value="${view.form[name]}"${extra} ${invalid(view, name)}>
  ${problem(view, name)}</p>`;
}

function countrySelect(view: View): Html {
  return html`<p class="field"><label for="country">Country</label>
  <select id="country" name="country" required autocomplete="country" ${invalid(view, "country")}>
    <option value="">Choose a country</option>
    ${COUNTRIES.map(
      ({ code, name }) =>
        html`<option value="${code}" ${view.form.country === code && html`selected`}>${name}</option>`,
    )}
  </select>${problem(view, "country")}</p>`;
}

function addressFields(view: View): Html {
  return html`<fieldset class="card"><legend>Where to</legend>
  ${input(view, "fullName", "Full name", "required autocomplete=name")}
  ${input(view, "email", "Email", "type=email required autocomplete=email")}
  ${input(view, "street", "Street and number", "required autocomplete=street-address")}
  <div class="pair">
    ${input(view, "postcode", "Postcode", "required autocomplete=postal-code")}
    ${input(view, "city", "City", "required autocomplete=address-level2")}
  </div>
  ${countrySelect(view)}
  ${input(view, "deliverFrom", "Deliver from", "type=date")}
  <p class="field"><label for="note">Note for the driver</label>
    <textarea id="note" name="note" rows="2" maxlength="200">${view.form.note}</textarea></p>
</fieldset>`;
}

function frames(exchange: Exchange, view: View): Html {
  const { paymentOrigin } = exchange.shop;
  return html`<section class="card" aria-labelledby="slot-title"><h2 id="slot-title">Delivery</h2>
  <iframe src="/checkout/delivery" title="Delivery slots" height="200"></iframe>
  ${problem(view, "slot")}</section>
<section class="card" aria-labelledby="pay-title"><h2 id="pay-title">Payment</h2>
  <iframe id="payment" src="${paymentOrigin}/card" data-origin="${paymentOrigin}" title="Card payment" height="270"></iframe>
  <input type="hidden" id="cardToken" name="cardToken">
  <p class="message" role="status" id="card-status">No card yet</p>
  ${problem(view, "cardToken")}</section>`;
}

function termsAndButton(view: View): Html {
  return html`<label class="check"><input type="checkbox" name="terms" value="yes" required
  ${view.form.terms && html`checked`} ${invalid(view, "terms")}>
  I accept the terms of sale</label>
<p><a href="/terms" target="_blank" rel="noopener">Read the terms</a> (opens in a new tab)</p>
${problem(view, "terms")}
<button class="button wide">Place order</button>`;
}

function alertOf(errors: FieldErrors): HtmlValue {
  const messages = Object.values(errors);
  if (messages.length === 0) return undefined;
  return html`<div class="alert" role="alert"><p>Please check the form:</p>
  <ul>${messages.map((message) => html`<li>${message}</li>`)}</ul></div>`;
}

function renderCheckout(exchange: Exchange, view: View, status: number): Answer {
  const main = html`<h1>Checkout</h1>
${alertOf(view.errors)}
<form method="post" action="/checkout" class="cart-grid">
  <div>${addressFields(view)}${frames(exchange, view)}</div>
  <aside class="card" aria-label="Summary"><h2>Summary</h2>
    ${summary(exchange.visitor)}
    ${termsAndButton(view)}
  </aside>
</form>`;
  const scripts = ["checkout.js"];
  return page(layout(exchange, { title: "Checkout", main, scripts }), status);
}

/** Who may not check out yet, and where they have to go first. */
function detour(exchange: Exchange): Answer | undefined {
  if (totalsOf(exchange.visitor).count === 0) return redirect("/cart");
  return exchange.visitor.name === undefined ? redirect("/login?next=/checkout") : undefined;
}

/** The address form with the delivery and payment frames; needs a cart and a login. */
export function checkoutPage(exchange: Exchange): Answer {
  const form = { ...EMPTY_CHECKOUT, fullName: DEMO_USER.name, email: DEMO_USER.email };
  return detour(exchange) ?? renderCheckout(exchange, { form, errors: {} }, 200);
}

/** Places the order, or shows the form again with status 422 and what is wrong. */
export function checkout(exchange: Exchange): Answer {
  const form = readCheckout(formOf(exchange));
  const errors = addressErrors(form);
  const slot = findSlot(exchange.visitor.slot);
  const card = exchange.shop.cards.find(form.cardToken);
  if (!slot) errors.slot = "Choose a delivery slot.";
  if (!card) errors.cardToken = "Add a card to pay with.";
  const early = detour(exchange);
  if (early) return early;
  if (!slot || !card || Object.keys(errors).length > 0) {
    return renderCheckout(exchange, { form, errors }, 422);
  }
  return redirect(`/orders/${placeOrder(exchange, slot).number}`);
}
