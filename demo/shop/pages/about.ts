import { type Answer, type Exchange, page } from "../exchange.ts";
import { html } from "../html.ts";
import { layout } from "../layout.ts";

const ARTICLE = html`<article class="prose">
  <header><p class="eyebrow">About us</p>
  <h1>Why we sell only twenty-four things</h1>
  <p class="byline">By Ines Millbrook · 12 March 2026 · 3 minutes</p></header>
  <p>The shop began as a shelf in my grandfather's repair workshop. People came to have a kettle
  soldered and asked where they could buy one that would not need it. He kept six kinds of things
  and knew who had made each of them.</p>
  <h2>The rule of the shelf</h2>
  <p>We never outgrew the shelf, we only built three more. Each holds six products. When something
  better comes along, something else has to go, and we write to everyone who bought it.</p>
  <blockquote><p>A thing you can mend is a thing you can love.</p><footer>— Anton Millbrook</footer></blockquote>
  <h2>How a product gets in</h2>
  <ol>
    <li>Two of us use it for a year.</li>
    <li>We visit the workshop and pay the price they name.</li>
    <li>We take it apart. If it cannot be put together again, it stays outside.</li>
  </ol>
  <h2>What it costs</h2>
  <table><caption>Where a $54 teapot's price goes</caption>
    <thead><tr><th scope="col">Part</th><th scope="col" class="number">Share</th></tr></thead>
    <tbody><tr><td>The potter</td><td class="number">58 %</td></tr>
    <tr><td>Shipping and paper</td><td class="number">14 %</td></tr>
    <tr><td>Us</td><td class="number">28 %</td></tr></tbody></table>
  <p>Questions? We answer letters. Or read our <a href="/terms">terms</a>, they are short.</p>
</article>`;

/** An article about the shop: long text, a list, a quotation and a table. */
export function aboutPage(exchange: Exchange): Answer {
  return page(layout(exchange, { title: "About us", main: ARTICLE }));
}

const TERMS = html`<article class="prose">
  <h1>Terms of sale</h1>
  <p>Version of 1 March 2026.</p>
  <h2>1. Prices</h2><p>Prices include tax. Shipping is $5.90, and free from $75 of goods.</p>
  <h2>2. Returns</h2><p>You may return anything within 60 days, used or not.</p>
  <h2>3. Repairs</h2><p>We mend what we sell for as long as we are here.</p>
  <h2>4. This demo</h2><p>Nothing is charged and nothing is sent.</p>
</article>`;

/** The terms, opened in a new tab from the checkout. */
export function termsPage(exchange: Exchange): Answer {
  return page(layout(exchange, { title: "Terms of sale", main: TERMS }));
}
