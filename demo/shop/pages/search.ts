import { CATEGORIES, categoryName, type Search, SORTS, searchProducts } from "../catalogue.ts";
import { type Answer, type Exchange, page } from "../exchange.ts";
import { type Html, type HtmlValue, html } from "../html.ts";
import { layout } from "../layout.ts";
import { tiles } from "../tiles.ts";

const PAGE_SIZE = 9;
const PRICE_LIMIT = 120;

function readSearch(params: URLSearchParams): Search {
  const dollars = Number(params.get("max") ?? PRICE_LIMIT);
  return {
    query: (params.get("q") ?? "").trim().slice(0, 100),
    categories: params.getAll("category").filter((id) => CATEGORIES.some((c) => c.id === id)),
    maxPrice: (Number.isFinite(dollars) ? dollars : PRICE_LIMIT) * 100,
    inStock: params.get("stock") === "1",
    sort: SORTS.find(({ id }) => id === params.get("sort"))?.id ?? "featured",
  };
}

function categoryFilter(search: Search): Html {
  return html`<fieldset><legend>Department</legend>
  ${CATEGORIES.map(
    ({ id, name }) => html`<label class="check"><input type="checkbox" name="category" value="${id}"
      ${search.categories.includes(id) && html`checked`}> ${name}</label>`,
  )}</fieldset>`;
}

function filters(search: Search): Html {
  const dollars = search.maxPrice / 100;
  return html`<form id="filters" class="filters" action="/search" aria-label="Filters">
  <input type="hidden" name="q" value="${search.query}">
  <input type="hidden" name="sort" value="${search.sort}">
  ${categoryFilter(search)}
  <label for="max">Highest price: <output id="max-value">$${dollars}</output></label>
  <input id="max" type="range" name="max" min="10" max="${PRICE_LIMIT}" step="5" value="${dollars}">
  <label class="check"><input type="checkbox" name="stock" value="1"
    ${search.inStock && html`checked`}> In stock only</label>
  <button class="button quiet">Apply filters</button>
</form>`;
}

/** A select-only combobox after the ARIA practices; the filter form holds its value. */
function sortBox(search: Search): Html {
  const current = SORTS.find(({ id }) => id === search.sort) ?? SORTS[0];
  return html`<div class="listbox" data-field="sort" data-form="filters">
  <span id="sort-label">Sort by</span>
  <div class="listbox-button" role="combobox" tabindex="0" aria-haspopup="listbox" aria-expanded="false"
    aria-controls="sort-list" aria-labelledby="sort-label">${current.name}</div>
  <ul id="sort-list" role="listbox" aria-labelledby="sort-label" hidden>
    ${SORTS.map(
      ({ id, name }) =>
        html`<li role="option" id="sort-${id}" data-value="${id}" aria-selected="${String(id === search.sort)}">${name}</li>`,
    )}
  </ul>
</div>`;
}

function headline(search: Search): string {
  if (search.query !== "") return `Results for “${search.query}”`;
  const [only, ...others] = search.categories;
  const known = CATEGORIES.find(({ id }) => id === only);
  return known && others.length === 0 ? categoryName(known.id) : "Everything we carry";
}

function pager(url: URL, current: number, pages: number): HtmlValue {
  const link = (number: number, label: string, rel: string) => {
    const target = new URL(url);
    target.searchParams.set("page", String(number));
    return html`<a rel="${rel}" href="${target.pathname}${target.search}">${label}</a>`;
  };
  if (pages < 2) return undefined;
  return html`<nav class="pager" aria-label="Pages">
  ${current > 1 && link(current - 1, "Previous page", "prev")}
  <span>Page ${current} of ${pages}</span>
  ${current < pages && link(current + 1, "Next page", "next")}
</nav>`;
}

function pageNumber(text: string | null, pages: number): number {
  const number = Number(text ?? "1");
  return Number.isInteger(number) && number >= 1 ? Math.min(number, Math.max(1, pages)) : 1;
}

function results(exchange: Exchange, search: Search): Html {
  const found = searchProducts(search);
  const pages = Math.ceil(found.length / PAGE_SIZE);
  const current = pageNumber(exchange.url.searchParams.get("page"), pages);
  const shown = found.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE);
  const count = found.length === 1 ? "1 product" : `${found.length} products`;
  return html`<div class="results-head"><p role="status">${count} found</p>${sortBox(search)}</div>
  ${found.length === 0 && html`<p class="empty">Nothing matches. Try <a href="/search">the whole list</a>.</p>`}
  ${tiles(shown)}
  ${pager(exchange.url, current, pages)}`;
}

/** The result list with filters, sorting and pages of nine. */
export function searchPage(exchange: Exchange): Answer {
  const search = readSearch(exchange.url.searchParams);
  const main = html`<h1>${headline(search)}</h1>
<div class="with-side">
  <aside aria-label="Filter products">${filters(search)}</aside>
  <section aria-label="Products">${results(exchange, search)}</section>
</div>`;
  const scripts = ["search.js"];
  return page(layout(exchange, { title: headline(search), main, scripts, query: search.query }));
}
