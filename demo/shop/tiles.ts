import { decoration } from "./artwork.ts";
import type { Product } from "./catalogue.ts";
import { type Html, html, money } from "./html.ts";

function tile(product: Product): Html {
  return html`<li class="tile">
  <a href="/product/${product.slug}">${decoration(product)}<h3>${product.name}</h3></a>
  <p class="facts"><span class="price">${money(product.price)}</span>
  <span class="rated"><span aria-hidden="true">★</span> ${product.rating} (${product.ratings})</span></p>
  ${product.stock === 0 && html`<p class="sold-out">Sold out</p>`}
</li>`;
}

/** A grid of products, each one link. */
export function tiles(products: readonly Product[]): Html {
  return html`<ul class="tiles">${products.map(tile)}</ul>`;
}
