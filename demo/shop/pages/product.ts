import { picture } from "../artwork.ts";
import { MAX_QUANTITY } from "../cart.ts";
import { COLOURS, categoryName, findProduct, type Product } from "../catalogue.ts";
import { type Answer, type Exchange, page } from "../exchange.ts";
import { type Html, html, money } from "../html.ts";
import { layout } from "../layout.ts";
import { notFound } from "./not-found.ts";
import { reviewSection } from "./review.ts";

function colourSelect(product: Product): Html {
  return html`<p class="field"><label for="colour">Colour</label>
  <select id="colour" name="colour">${product.colours.map(
    (name) => html`<option value="${name}" data-tint="${COLOURS[name]}">${name}</option>`,
  )}</select></p>`;
}

function sizeRadios(product: Product): Html {
  return html`<fieldset class="sizes"><legend>Size</legend>${product.sizes.map(
    (size, index) => html`<label><input type="radio" name="size" value="${size}"
      ${index === 0 && html`checked`}> <span>${size}</span></label>`,
  )}</fieldset>`;
}

function stockLine(product: Product): Html {
  if (product.stock === 0) return html`<p class="stock none">Sold out, back in January</p>`;
  if (product.stock < 10) return html`<p class="stock low">Only ${product.stock} left</p>`;
  return html`<p class="stock">In stock, leaves tomorrow</p>`;
}

function buyForm(product: Product): Html {
  return html`<form id="buy" method="post" action="/cart/add">
  <input type="hidden" name="slug" value="${product.slug}">
  ${colourSelect(product)}
  ${sizeRadios(product)}
  <p class="field"><label for="quantity">Quantity</label>
  <input id="quantity" name="quantity" type="number" min="1" max="${MAX_QUANTITY}" value="1" required></p>
  ${stockLine(product)}
  <button class="button" ${product.stock === 0 && html`disabled`}>Add to cart</button>
  <p class="message" role="status" aria-live="polite"></p>
</form>`;
}

function accordion(product: Product): Html {
  return html`<section class="accordion" aria-label="More about it">
  <details open><summary>Material</summary><p>${product.material}. Made in runs of two hundred.</p></details>
  <details><summary>Care</summary><p>Wash by hand in lukewarm water. Dry it well and it will outlive us.</p></details>
  <details><summary>Delivery and returns</summary><p>Two to four days. Send it back within 60 days, used or not.</p></details>
</section>`;
}

function details(product: Product): Html {
  return html`<article class="product">
  <figure class="stage">${picture(product, `${product.name}, drawn from the side`)}
    <figcaption>Drawn from the workshop's sample</figcaption></figure>
  <div>
    <h1>${product.name}</h1>
    <p class="facts"><span class="price">${money(product.price)}</span>
      <rating-stars value="${product.rating}" readonly></rating-stars>
      <span>${product.ratings} ratings</span></p>
    <p>${product.blurb}</p>
    ${buyForm(product)}
    ${accordion(product)}
  </div>
</article>`;
}

/** One product with its variants, the form to buy it, and its reviews. */
export function productPage(exchange: Exchange): Answer {
  const product = findProduct(exchange.name);
  if (!product) return notFound(exchange);
  const category = categoryName(product.category);
  const main = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/">Home</a> /
  <a href="/search?category=${product.category}">${category}</a> / <span aria-current="page">${product.name}</span></nav>
${details(product)}
${reviewSection(product, exchange.visitor)}`;
  const scripts = ["product.js", "rating-stars.js"];
  return page(layout(exchange, { title: product.name, main, scripts }));
}
