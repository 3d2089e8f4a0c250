import { isPriced } from "../evidence.ts";
import { type Signal, signal } from "../signal.ts";

/** Things for sale, from the list to the payment. */
export const SHOPPING: readonly Signal[] = [
  signal(
    "one thing is named as product",
    (p) => p.typeOf(/^(Product|ProductGroup|Vehicle|IndividualProduct)$/) === 1,
    { product: 4 },
  ),
  signal("linked as product", (p) => /product/.test(p.facts.openGraph), { product: 3 }),
  signal(
    "one buy button, or two",
    (p) => [1, 2].includes(p.controls("buy")) && p.facts.counts.prices > 0,
    { product: 3 },
  ),
  signal(
    "a buy link and a price",
    (p) => p.controls("buy") === 0 && p.links("buy") > 0 && p.facts.counts.prices === 1,
    { product: 1.5 },
  ),
  signal("stock, quantity, specification", (p) => p.text("stock") && p.facts.counts.prices > 0, {
    product: 1.5,
  }),
  signal("many buy buttons", (p) => p.controls("buy") >= 3, { "product-list": 2.5, product: -2 }),
  signal("several things with prices", (p) => p.cards(isPriced) >= 4, { "product-list": 2.5 }),
  signal("many things with prices", (p) => p.cards(isPriced) >= 7, { "product-list": 2 }),
  signal(
    "things with prices and an order to sort",
    (p) => p.cards(isPriced) >= 3 && (p.text("sort") || p.offers("sort") || p.fields("sort") > 0),
    { "product-list": 2 },
  ),
  signal("a count of things", (p) => p.text("tally", 600) && p.facts.counts.prices >= 3, {
    "product-list": 1.5,
  }),
  signal("a list is named", (p) => p.typeOf(/^(ItemList|CollectionPage|OfferCatalog)$/) > 0, {
    "product-list": 1.5,
  }),
  signal(
    "card fields",
    (p) =>
      p.completes(/^cc-/) > 0 ||
      p.fields("card") >= 2 ||
      (p.text("card") && p.typed >= 2 && p.controls("pay") > 0),
    { checkout: 4 },
  ),
  signal("a payment frame", (p) => p.marked("payFrame"), { checkout: 2.5 }),
  signal(
    "a payment frame beside a cart or its sum",
    (p) => p.marked("payFrame") && (p.about("cart") || p.text("summary")),
    { checkout: 3, ecommerce: -2 },
  ),
  signal("a button to pay", (p) => p.controls("pay") > 0 && p.facts.counts.prices > 0, {
    checkout: 3.5,
    product: -1.5,
  }),
  signal("payment leads", (p) => p.about("checkout"), { checkout: 2 }),
  signal("sums of an order", (p) => p.text("summary") && p.facts.counts.prices >= 2, {
    checkout: 1.5,
  }),
  signal("the cart leads", (p) => p.about("cart"), { ecommerce: 3 }),
  signal("work on a cart", (p) => p.text("cart") && p.text("cartWork"), { ecommerce: 2.5 }),
  signal("a shop's promises", (p) => p.text("shop"), { ecommerce: 1.5 }),
  signal("a cart in reach", (p) => p.offers("cart"), {
    ecommerce: 1,
    product: 0.5,
    "product-list": 0.5,
    landing: -1,
  }),
  signal("a shop's own promises and a cart", (p) => p.text("shop") && p.offers("cart"), {
    ecommerce: 1.5,
  }),
  signal("a store is named", (p) => p.typeOf(/^(Online)?Store$/) > 0 || p.marked("generatorShop"), {
    ecommerce: 2,
  }),
];
