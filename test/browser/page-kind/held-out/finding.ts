import { fixture, links, picture, times } from "../fixture.ts";
import { prose } from "../prose.ts";

export const FINDING = [
  fixture(
    "search-results",
    "entrepôts du port - Recherche",
    `<div><input value="entrepôts du port"><button>Rechercher</button></div><div>Environ 48 300 résultats</div>${times(9, (n) => `<div class="r"><a href="#">${prose(n, "fr", 1).slice(0, 50)}</a><div>https://exemple.fr/${n}</div><div>${prose(n + 1, "fr", 1)}</div></div>`)}<div>Recherches associées</div>`,
    { lang: "fr" },
  ),
  fixture(
    "search-results",
    "Library catalogue: tide tables",
    `<form><select><option>Keyword</option><option>Author</option></select><input type="text" value="tide tables"><input type="submit" value="Search"></form><p>Your search for <b>tide tables</b> returned 41 hits.</p><table>${times(8, (n) => `<tr><td>${n + 1}.</td><td><a href="#">Tide tables for 19${70 + n}</a><br>Hydrographic Office, 19${70 + n}. Shelf QX ${n}</td><td>Available</td></tr>`)}</table>`,
  ),
  fixture(
    "search-results",
    "「倉庫」の検索結果",
    `<header><input type="search" value="倉庫"></header><p>「倉庫」の検索結果 約 320 件</p><ul>${times(8, (n) => `<li><a href="#">倉庫の記事 ${n}</a><p>${prose(n, "ja", 1)}</p></li>`)}</ul><a>次へ</a>`,
    { lang: "ja" },
  ),
  fixture(
    "search-results",
    "People named Finch | Directory",
    `<main><div role="search"><input aria-label="Name" value="Finch"></div><h2>23 people match your search</h2>${times(8, (n) => `<div class="person">${picture(48, 48)}<a href="#">A. Finch ${n}</a><span>Department ${n}</span><span>Room ${n}</span></div>`)}</main>`,
  ),
  fixture(
    "landing",
    "Tidewise | Know your coast",
    `<div class="nav">Tidewise ${links("Features", "Plans", "Sign in")}</div><div class="hero"><div class="big">Know your coast before you leave the quay</div><div>Tides, wind and swell in one app.</div><a class="btn" href="#">Download for iOS</a><a class="btn" href="#">Get it on Android</a></div><div class="row">${times(3, (n) => `<div><b>Feature ${n}</b><p>${prose(n, "en", 1)}</p></div>`)}</div><div>Loved by 200,000 sailors ★★★★★</div><div class="cta">Start your 14-day trial. No credit card required. <a href="#">Try Tidewise</a></div><div>${links("Press", "Jobs", "Imprint")}</div>`,
  ),
  fixture(
    "landing",
    "Cabinet Morel, avocats à Nantes",
    `<div>${links("Le cabinet", "Compétences", "Honoraires", "Contact")}</div><div>${picture(1100, 380)}<h2>Des avocats à votre écoute</h2><a>Prendre rendez-vous</a></div><div><h3>Nos domaines</h3>${times(4, (n) => `<div><h4>${["Droit du travail", "Droit de la famille", "Immobilier", "Entreprises"][n]}</h4><p>${prose(n, "fr", 1)}</p><a>En savoir plus</a></div>`)}</div><div><h3>Ils nous font confiance</h3><p>« ${prose(1, "fr", 1)} »</p></div><div>2 rue du Port · 02 40 00 00 00 · ${links("Mentions légales")}</div>`,
    { lang: "fr" },
  ),
  fixture(
    "landing",
    "The Coastal Trust: protecting shores since 1904",
    `<header>${links("What we do", "Get involved", "Donate", "Shop")}</header><section>${picture(1200, 500)}<h1>The coast needs you</h1><a>Donate today</a><a>Become a member</a></section><section><h2>Our impact</h2><p>740 miles protected</p><p>60,000 volunteers</p></section><section><h2>How you can help</h2>${times(3, (n) => `<div>${picture(200, 140)}<h3>Way ${n}</h3><p>${prose(n, "en", 1)}</p><a>Find out more</a></div>`)}</section><section><h2>Stay in touch</h2><input type="email" placeholder="Email"><button>Sign up</button></section>`,
  ),
];
