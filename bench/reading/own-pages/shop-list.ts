import { html, repeat } from "./html.ts";

const THINGS = ["Kettle", "Desk lamp", "Wool blanket", "Tea tray", "Clock", "Bread knife"];
const COLOURS = ["Slate", "Moss", "Amber", "Chalk"];
const STYLE = `<style>.grid{display:grid;grid-template-columns:repeat(4,1fr);gap:12px}
.swatch{cursor:pointer;width:20px;height:20px;display:inline-block}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)}</style>`;

/** A list of 24 goods with filters, prices, stock and a cart. */
export function shopList(): string {
  return html(
    "Household – Corner Shop",
    `${STYLE}<header><a href="/"><img src="/pixel.svg" alt="Corner Shop" width="90" height="30"></a>
<form role="search"><input type="search" placeholder="Search the shop" aria-label="Search the shop">
<button aria-label="Search"><svg width="16" height="16"><circle cx="8" cy="8" r="6"/></svg></button></form>
<nav aria-label="Departments"><a href="/k">Kitchen</a> <a href="/h" aria-current="page">Household</a>
<a href="/g">Garden</a></nav><a href="/cart">Cart (3 items, £74.50)</a></header>
<main><h1>Household</h1><p>24 of 138 products. Free delivery from £50.</p>
<aside aria-label="Filters"><fieldset><legend>Colour</legend>${repeat(4, filter)}</fieldset>
<label>Lowest price <input type="range" min="0" max="100" value="10"></label>
<label>Sort by <select><option>Best sellers<option>Price, low to high<option>Newest</select></label></aside>
<div class="grid">${repeat(24, product)}</div>
<nav aria-label="Pages"><a href="?p=2">Next page</a></nav></main>
<footer><a href="/returns">Returns within 30 days</a> <a href="/contact">Contact</a></footer>`,
  );
}

function filter(index: number): string {
  const checked = index === 1 ? " checked" : "";
  return `<label><input type="checkbox"${checked}> ${COLOURS[index]} (${index * 7 + 4})</label>`;
}

function product(index: number): string {
  const name = `${COLOURS[index % 4]} ${THINGS[index % 6]}`;
  const price = (index * 3.5 + 12.99).toFixed(2);
  const sold = index % 8 === 5;
  const reduced = index % 6 === 0 ? `<s>£${(index * 3.5 + 19.99).toFixed(2)}</s> ` : "";
  return `<article><a href="/p/${index}"><img src="/pixel.svg" alt="" width="120" height="90">
<h2>${name}</h2></a><p>${reduced}<b>£${price}</b> <span class="sr">Rating</span>★ ${(3 + (index % 20) / 10).toFixed(1)} (${index * 11 + 3})</p>
${sold ? "<p>Sold out</p>" : ""}<span class="swatch" style="background:gray" title="Show in grey"
tabindex="0"></span><button${sold ? " disabled" : ""}>Add to cart</button>
<button aria-label="Save ${name}" aria-pressed="${index % 5 === 1}">♡</button></article>`;
}
