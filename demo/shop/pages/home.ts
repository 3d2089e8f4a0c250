import { decoration } from "../artwork.ts";
import { CATEGORIES, findProduct } from "../catalogue.ts";
import { type Answer, type Exchange, formOf, json, page } from "../exchange.ts";
import { type Html, html } from "../html.ts";
import { layout } from "../layout.ts";
import { tiles } from "../tiles.ts";

const FAVOURITES = [
  "linen-apron",
  "beeswax-candle",
  "stoneware-teapot",
  "lambswool-throw",
  "cedar-pencil-set",
  "canvas-day-pack",
  "dot-grid-notebook",
  "enamel-mug",
];

function products(slugs: readonly string[]) {
  return slugs.flatMap((slug) => findProduct(slug) ?? []);
}

const HERO = html`<section class="hero">
  <div>
    <p class="eyebrow">Winter list, 24 good things</p>
    <h1>Goods for slow mornings</h1>
    <p>Made in small workshops, meant to be mended. Everything ships in paper, free from $75.</p>
    <p><a class="button" href="/search">Browse everything</a> <a href="/about">How we choose</a></p>
  </div>
  <div class="hero-art">${products(["stoneware-teapot", "beeswax-candle", "enamel-mug"]).map(decoration)}</div>
</section>`;

function categoryCard(id: string, name: string, line: string, face: string): Html {
  return html`<li><a class="category ${id}" href="/search?category=${id}">
    ${products([face]).map(decoration)}<h3>${name}</h3><p>${line}</p></a></li>`;
}

const NEWSLETTER = html`<section class="newsletter" aria-labelledby="newsletter-title">
  <h2 id="newsletter-title">A letter a season</h2>
  <p>New makers, mending tips, no tracking pixels.</p>
  <form id="newsletter" method="post" action="/newsletter" novalidate>
    <label for="newsletter-email">Email for the newsletter</label>
    <input id="newsletter-email" name="email" type="email" required autocomplete="email">
    <button>Subscribe</button>
  </form>
  <p class="message" role="status"></p>
</section>`;

/** The front page: departments, favourites and the newsletter. */
export function home(exchange: Exchange): Answer {
  const main = html`${HERO}
<section aria-labelledby="departments"><h2 id="departments">Departments</h2>
  <ul class="categories">${CATEGORIES.map(({ id, name, line, face }) => categoryCard(id, name, line, face))}</ul>
</section>
<section aria-labelledby="favourites"><h2 id="favourites">This week's favourites</h2>
  ${tiles(products(FAVOURITES))}
</section>
${NEWSLETTER}`;
  return page(layout(exchange, { title: "Goods for slow mornings", main }));
}

/** Answers the newsletter form's script with a sentence to show. */
export function subscribe(exchange: Exchange): Answer {
  const email = formOf(exchange).get("email") ?? "";
  const valid = /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email);
  if (!valid) return json({ error: "That does not look like an email address." }, 422);
  return json({ message: `Thank you. We wrote to ${email}.` });
}
