import { totalsOf } from "./cart.ts";
import { CATEGORIES } from "./catalogue.ts";
import type { Exchange } from "./exchange.ts";
import { type Html, type HtmlValue, html } from "./html.ts";

/** What a page gives to the frame around it; `scripts` are names under `/assets`. */
export interface PageParts {
  title: string;
  main: HtmlValue;
  scripts?: readonly string[];
  query?: string;
}

const STYLES = ["base", "chrome", "catalogue", "product", "checkout"];

function headOf(title: string, scripts: readonly string[]): Html {
  return html`<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} – Millbrook</title>
  <meta name="description" content="Millbrook: honest goods for kitchen, desk, home and outdoors.">
  <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
  ${STYLES.map((name) => html`<link rel="stylesheet" href="/assets/${name}.css">`)}
  ${["shop.js", ...scripts].map((name) => html`<script type="module" src="/assets/${name}"></script>`)}
</head>`;
}

const MENU = html`<nav class="nav" aria-label="Main">
  <ul>
    <li class="menu">
      <a href="/search" aria-haspopup="true">Shop</a>
      <ul class="submenu">
        ${CATEGORIES.map(({ id, name, line }) => html`<li><a href="/search?category=${id}"><b>${name}</b><span>${line}</span></a></li>`)}
      </ul>
    </li>
    <li><a href="/about">About</a></li>
  </ul>
</nav>`;

function accountLinks(exchange: Exchange): Html {
  const { name } = exchange.visitor;
  if (name === undefined) return html`<a href="/login">Sign in</a>`;
  return html`<a href="/account">Hello, ${name.split(" ")[0]}</a>
    <form method="post" action="/logout"><button class="plain">Sign out</button></form>`;
}

function headerOf(exchange: Exchange, query: string): Html {
  return html`<header class="header">
  <a class="brand" href="/" aria-label="Millbrook home">Millbrook</a>
  ${MENU}
  <form class="find" role="search" action="/search">
    <input type="search" name="q" value="${query}" placeholder="Search 24 good things" aria-label="Search products">
    <button>Search</button>
  </form>
  <div class="account">
    ${accountLinks(exchange)}
    <a class="to-cart" href="/cart">Cart <span id="cart-count">${totalsOf(exchange.visitor).count}</span></a>
  </div>
</header>`;
}

const FOOTER = html`<footer class="footer">
  <p><b>Millbrook</b><br>Honest goods, made slowly.</p>
  <ul>
    <li><a href="/about">About us</a></li>
    <li><a href="/terms">Terms</a></li>
    <li><a href="/account">Your orders</a></li>
  </ul>
  <p>A demo shop: nothing is charged, nothing is sent.</p>
</footer>`;

/** Shows a message left by the request before this one, once. */
function takeFlash(exchange: Exchange): HtmlValue {
  const message = exchange.visitor.flash;
  exchange.visitor.flash = undefined;
  return message !== undefined && html`<p class="flash" role="status">${message}</p>`;
}

/** Puts header, footer and styles around the content of a page. */
export function layout(exchange: Exchange, parts: PageParts): Html {
  return html`<html lang="en">
${headOf(parts.title, parts.scripts ?? [])}
<body>
<a class="skip" href="#main">Skip to content</a>
${headerOf(exchange, parts.query ?? "")}
<main id="main">
${takeFlash(exchange)}
${parts.main}
</main>
${FOOTER}
</body>
</html>`;
}

/** The small document inside an iframe: no header, its own style. */
export function frameLayout(title: string, script: string, main: Html): Html {
  return html`<html lang="en">
<head>
  <meta charset="utf-8">
  <title>${title}</title>
  <link rel="stylesheet" href="/assets/frame.css">
  <script type="module" src="/assets/${script}"></script>
</head>
<body>
${main}
</body>
</html>`;
}
