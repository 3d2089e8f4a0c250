import { setTimeout as delay } from "node:timers/promises";
import { decoration } from "../artwork.ts";
import {
  addLine,
  COUPON,
  MAX_QUANTITY,
  type PricedLine,
  parseQuantity,
  pricedLines,
  removeLine,
  totalsOf,
} from "../cart.ts";
import { findProduct } from "../catalogue.ts";
import { type Answer, type Exchange, formOf, json, page, redirect } from "../exchange.ts";
import { type Html, html, money } from "../html.ts";
import { layout } from "../layout.ts";
import type { Visitor } from "../visitors.ts";

/** A warehouse takes a moment to answer; scripts have to wait for it. */
const STOCK_CHECK_MS = 150;

function row({ line, product, total }: PricedLine): Html {
  return html`<tr data-key="${line.key}">
  <td class="thumb">${decoration(product)}</td>
  <th scope="row"><a href="/product/${product.slug}">${product.name}</a>
    <span>${line.colour}, ${line.size}</span></th>
  <td><input type="number" name="quantity" value="${line.quantity}" min="1" max="${MAX_QUANTITY}"
    aria-label="Quantity of ${product.name}"></td>
  <td class="number" data-line-total>${money(total)}</td>
  <td><button type="button" class="plain" data-remove="${product.name}"
    aria-label="Remove ${product.name}">Remove</button></td>
</tr>`;
}

function amounts(visitor: Visitor): [id: string, label: string, value: string][] {
  const totals = totalsOf(visitor);
  return [
    ["goods", "Goods", money(totals.goods)],
    ["discount", "Discount", totals.discount > 0 ? `−${money(totals.discount)}` : money(0)],
    ["gift-wrap-cost", "Gift wrap", money(totals.giftWrap)],
    ["shipping", "Shipping", totals.shipping === 0 ? "Free" : money(totals.shipping)],
    ["total", "Total", money(totals.total)],
  ];
}

/** The sums of a cart as a list, also shown at the checkout. */
export function summary(visitor: Visitor): Html {
  return html`<dl class="sums">${amounts(visitor).map(
    ([id, label, value]) =>
      html`<div class="${id}"><dt>${label}</dt><dd id="${id}">${value}</dd></div>`,
  )}</dl>`;
}

function couponForm(visitor: Visitor): Html {
  return html`<form class="coupon" method="post" action="/cart/coupon">
  <label for="coupon">Coupon code</label>
  <input id="coupon" name="coupon" value="${visitor.coupon}" autocomplete="off">
  <button class="button quiet">Apply coupon</button>
</form>`;
}

function filledCart(visitor: Visitor, error: string | undefined): Html {
  return html`<div class="cart-grid">
  <section aria-label="Items">
    <table class="cart"><thead><tr><th></th><th scope="col">Item</th><th scope="col">Quantity</th>
      <th scope="col" class="number">Price</th><th></th></tr></thead>
      <tbody id="lines">${pricedLines(visitor).map(row)}</tbody></table>
    <label class="check"><input id="gift-wrap" type="checkbox" ${visitor.giftWrap && html`checked`}>
      Gift wrap ($4.00)</label>
    <p class="message" role="status" id="cart-status"></p>
  </section>
  <aside class="card" aria-label="Summary"><h2>Summary</h2>
    ${summary(visitor)}
    ${error !== undefined && html`<p class="alert" role="alert">${error}</p>`}
    ${couponForm(visitor)}
    <a class="button wide" href="/checkout">Go to checkout</a>
  </aside>
</div>`;
}

function renderCart(exchange: Exchange, error: string | undefined, status: number): Answer {
  const { visitor } = exchange;
  const empty = html`<p class="empty">Your cart is empty. <a href="/search">Find something good</a>.</p>`;
  const main = html`<h1>Your cart</h1>
${visitor.lines.length === 0 ? empty : filledCart(visitor, error)}`;
  return page(layout(exchange, { title: "Your cart", main, scripts: ["cart.js"] }), status);
}

/** The cart with its rows, sums and coupon. */
export function cartPage(exchange: Exchange): Answer {
  return renderCart(exchange, undefined, 200);
}

/** Adds what the product page's form says; answers the sentence to show and the new count. */
export async function addToCart(exchange: Exchange): Promise<Answer> {
  const form = formOf(exchange);
  const product = findProduct(form.get("slug") ?? "");
  const quantity = parseQuantity(form.get("quantity") ?? "");
  const colour = product?.colours.find((name) => name === form.get("colour"));
  const size = product?.sizes.find((name) => name === form.get("size"));
  await delay(STOCK_CHECK_MS);
  if (!product || product.stock === 0 || !quantity || !colour || !size) {
    return json({ error: "Choose a colour, a size and a quantity from 1 to 20." }, 422);
  }
  addLine(exchange.visitor, { slug: product.slug, colour, size, quantity });
  const message = `Added ${quantity} × ${product.name}, ${colour}, ${size}`;
  return json({ message, count: totalsOf(exchange.visitor).count });
}

function cartState(exchange: Exchange, message: string): Answer {
  const { visitor } = exchange;
  const lines = pricedLines(visitor).map(({ line, total }) => [line.key, money(total)]);
  const sums = amounts(visitor).map(([id, , value]) => [id, value]);
  return json({ message, lines, sums, count: totalsOf(visitor).count });
}

/** Changes the quantity of one row. */
export function setQuantity(exchange: Exchange): Answer {
  const form = formOf(exchange);
  const line = exchange.visitor.lines.find(({ key }) => key === form.get("key"));
  const quantity = parseQuantity(form.get("quantity") ?? "");
  if (!line || !quantity) return json({ error: "The quantity must be from 1 to 20." }, 422);
  line.quantity = quantity;
  return cartState(exchange, "Quantity changed");
}

/** Takes one row out of the cart. */
export function removeFromCart(exchange: Exchange): Answer {
  const line = removeLine(exchange.visitor, formOf(exchange).get("key") ?? "");
  const name = findProduct(line?.slug ?? "")?.name;
  return cartState(exchange, name === undefined ? "It was gone already" : `Removed ${name}`);
}

/** Turns gift wrapping on or off. */
export function setGiftWrap(exchange: Exchange): Answer {
  exchange.visitor.giftWrap = formOf(exchange).get("on") === "true";
  const wrapped = exchange.visitor.giftWrap;
  return cartState(exchange, wrapped ? "Gift wrap added" : "Gift wrap removed");
}

/** Takes a coupon; an unknown one shows the cart again with status 422 and an alert. */
export function applyCoupon(exchange: Exchange): Answer {
  const code = (formOf(exchange).get("coupon") ?? "").trim().toUpperCase();
  exchange.visitor.coupon = code === COUPON ? code : undefined;
  if (code !== COUPON) return renderCart(exchange, "This coupon code is not known.", 422);
  exchange.visitor.flash = "Coupon applied: 10 % off the goods.";
  return redirect("/cart");
}
