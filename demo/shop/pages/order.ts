import { pricedLines, totalsOf } from "../cart.ts";
import { type Answer, type Exchange, page } from "../exchange.ts";
import { html, money } from "../html.ts";
import { layout } from "../layout.ts";
import { type Slot, slotName } from "../slots.ts";
import type { Order } from "../visitors.ts";
import { notFound } from "./not-found.ts";

/** Turns the visitor's cart into an order, newest first, and empties the cart. */
export function placeOrder(exchange: Exchange, slot: Slot): Order {
  const { visitor, shop } = exchange;
  const order: Order = {
    number: shop.visitors.nextOrderNumber(),
    placed: "Today",
    status: "Being packed",
    total: totalsOf(visitor).total,
    items: pricedLines(visitor).map(({ line, product }) => `${line.quantity} × ${product.name}`),
    delivery: slotName(slot),
  };
  visitor.orders.unshift(order);
  Object.assign(visitor, { lines: [], giftWrap: false, coupon: undefined, slot: undefined });
  return order;
}

/** One order of this visitor; another visitor's number is not found. */
export function orderPage(exchange: Exchange): Answer {
  const order = exchange.visitor.orders.find(({ number }) => number === exchange.name);
  if (!order) return notFound(exchange);
  const main = html`<div class="narrow card">
  <p class="eyebrow">${order.status}</p>
  <h1>Thank you for your order</h1>
  <p>Your order number is <strong id="order-number">${order.number}</strong>.</p>
  <dl class="sums">
    <div><dt>Items</dt><dd>${order.items.join(", ")}</dd></div>
    <div><dt>Delivery</dt><dd>${order.delivery}</dd></div>
    <div class="total"><dt>Total</dt><dd>${money(order.total)}</dd></div>
  </dl>
  <p><a class="button" href="/account">See all orders</a> <a href="/search">Keep browsing</a></p>
</div>`;
  return page(layout(exchange, { title: `Order ${order.number}`, main }));
}
