import { findProduct, type Product } from "./catalogue.ts";
import type { CartLine, Visitor } from "./visitors.ts";

/** The only coupon the shop honours; it takes a tenth off the goods. */
export const COUPON = "LEAPDAY";

/** The most of one line a cart holds. */
export const MAX_QUANTITY = 20;

const GIFT_WRAP = 400;
const SHIPPING = 590;
const FREE_SHIPPING_FROM = 7500;

/** What a cart costs, in cents; `discount` is positive. */
export interface Totals {
  count: number;
  goods: number;
  discount: number;
  giftWrap: number;
  shipping: number;
  total: number;
}

/** A cart row with the product it stands for. */
export interface PricedLine {
  line: CartLine;
  product: Product;
  total: number;
}

/** The rows of a cart with their prices, in the order they were added. */
export function pricedLines(visitor: Visitor): PricedLine[] {
  return visitor.lines.flatMap((line) => {
    const product = findProduct(line.slug);
    return product ? [{ line, product, total: product.price * line.quantity }] : [];
  });
}

/** Prices of the whole cart; shipping is free from $75 and for an empty cart. */
export function totalsOf(visitor: Visitor): Totals {
  const lines = pricedLines(visitor);
  const goods = lines.reduce((sum, { total }) => sum + total, 0);
  const count = lines.reduce((sum, { line }) => sum + line.quantity, 0);
  const discount = visitor.coupon === COUPON ? Math.round(goods / 10) : 0;
  const giftWrap = visitor.giftWrap && count > 0 ? GIFT_WRAP : 0;
  const shipping = count === 0 || goods - discount >= FREE_SHIPPING_FROM ? 0 : SHIPPING;
  const total = goods - discount + giftWrap + shipping;
  return { count, goods, discount, giftWrap, shipping, total };
}

/** Reads a quantity a visitor typed; anything but a whole number from 1 to 20 is refused. */
export function parseQuantity(text: string): number | undefined {
  const quantity = Number(text);
  const valid = Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_QUANTITY;
  return valid ? quantity : undefined;
}

/** Adds to the row of the same product, colour and size, or makes one. */
export function addLine(visitor: Visitor, wanted: Omit<CartLine, "key">): void {
  const key = [wanted.slug, wanted.colour, wanted.size].join("|");
  const line = visitor.lines.find((candidate) => candidate.key === key);
  if (line) line.quantity = Math.min(MAX_QUANTITY, line.quantity + wanted.quantity);
  else visitor.lines.push({ ...wanted, key });
}

/** Takes a row out and answers it, or nothing when there was none. */
export function removeLine(visitor: Visitor, key: string): CartLine | undefined {
  const line = visitor.lines.find((candidate) => candidate.key === key);
  visitor.lines = visitor.lines.filter((candidate) => candidate !== line);
  return line;
}
