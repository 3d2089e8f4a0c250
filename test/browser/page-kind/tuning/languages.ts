import { fixture, jsonLd, links, picture, times } from "../fixture.ts";
import { paragraphs, prose } from "../prose.ts";

/** Dutch, Portuguese, Italian and Polish, and habits the other pages lack. */
export const LANGUAGES = [
  fixture(
    "login",
    "Aanmelden bij Mijn Gemeente",
    `<main><h1>Aanmelden</h1><form><label>Gebruikersnaam<input name="u"></label><label>Wachtwoord<input type="password" name="p"></label><button>Aanmelden</button></form><a>Wachtwoord kwijt?</a></main>`,
    { lang: "nl" },
  ),
  fixture(
    "login",
    "Area riservata | Fisco Facile",
    `<div class="card"><h3>Area riservata</h3><input placeholder="Codice fiscale"><input type="password" placeholder="Password"><button>Accedi</button><a>Hai dimenticato la password?</a></div>`,
    { lang: "it" },
  ),
  fixture(
    "form",
    "Anmeldung zum Hafenlauf 2026",
    `<h1>Anmeldung zum Hafenlauf</h1><form><label>Vorname<input></label><label>Nachname<input></label><label>Geburtsjahr<input type="number"></label><label>Strecke<select><option>5 km</option><option>10 km</option></select></label><label>E-Mail<input type="email"></label><label>T-Shirt<select><option>M</option></select></label><button>Verbindlich anmelden</button></form>`,
    { lang: "de" },
  ),
  fixture(
    "form",
    "Mortgage calculator: tell us about you",
    `<div role="form"><h2>About your income</h2><label>Annual salary before tax<input inputmode="numeric"></label><label>Bonus<input></label><label>Monthly outgoings<input></label><label>Dependants<select><option>0</option></select></label><div role="group"><span>Employment status</span><label><input type="radio" name="e">Employed</label><label><input type="radio" name="e">Self-employed</label></div><button>Calculate</button></div>`,
  ),
  fixture(
    "product",
    "Regenjack Storm – Buitenleven",
    `<nav>${links("Jassen", "Broeken", "Winkelwagen")}</nav>${picture(480, 560)}<h1>Regenjack Storm</h1><p>€ 129,95</p><p>Op voorraad, morgen in huis</p><div>Maat ${times(5, (n) => `<button>${["XS", "S", "M", "L", "XL"][n]}</button>`)}</div><button>In winkelwagen</button><h2>Productinformatie</h2><p>${prose(1, "en", 2)}</p>`,
    { lang: "nl" },
  ),
  fixture(
    "product",
    "Cafeteira Italiana 6 xícaras | Loja da Serra",
    `<div>${picture(420, 420)}</div><h1>Cafeteira Italiana 6 xícaras</h1><div>R$ 149,90</div><div>ou 3x de R$ 49,97 sem juros</div><button>Comprar</button><button>Adicionar ao carrinho</button><h3>Descrição</h3><p>${prose(0, "es", 2)}</p>`,
    { lang: "pt", head: jsonLd({ "@type": ["Product"], name: "Cafeteira" }) },
  ),
  fixture(
    "product-list",
    "Fietsen vergelijken",
    `<h1>Stadsfietsen</h1><p>64 resultaten</p><select><option>Populairste eerst</option></select>${times(9, (n) => `<div class="fiets">${picture(210, 160)}<a href="#">Stadsfiets ${n}</a><span>€ ${499 + n * 20},-</span></div>`)}`,
    { lang: "nl" },
  ),
  fixture(
    "product-list",
    "Flights Edinburgh to Lisbon",
    `<div><input value="Edinburgh"><input value="Lisbon"><button>Update</button></div><div>Stops ${times(3, (n) => `<label><input type="checkbox">${n} stops</label>`)}</div><ul>${times(8, (n) => `<li><b>0${n}:15 – 1${n}:40</b> <span>Direct, 3 h 25</span> <span>Airline ${n}</span> <b>£${71 + n * 11}</b> <button>Select</button></li>`)}</ul>`,
  ),
  fixture(
    "checkout",
    "Betaling",
    `<ol><li>Gegevens</li><li>Verzending</li><li>Betaling</li></ol><h1>Betaling</h1><label><input type="radio" name="b"> iDEAL</label><label><input type="radio" name="b"> Creditcard</label><label><input type="radio" name="b"> Achteraf betalen</label><aside><p>Subtotaal € 129,95</p><p>Verzendkosten € 0,00</p><p>Totaal € 129,95</p></aside><button>Bestelling plaatsen</button>`,
    { lang: "nl" },
  ),
  fixture(
    "checkout",
    "Secure payment",
    `<h1>Donate £25.00</h1><form><label>Cardholder<input autocomplete="cc-name"></label><label>Card<input autocomplete="cc-number"></label><label>Expires<input autocomplete="cc-exp"></label><button>Donate £25.00</button></form><p>Charged once.</p>`,
  ),
  fixture(
    "ecommerce",
    "Winkelwagen",
    `<h1>Winkelwagen (1)</h1><div>Regenjack Storm <input type="number" value="1" aria-label="Aantal"> € 129,95 <button>Verwijderen</button></div><p>Subtotaal € 129,95</p><a href="#">Verder winkelen</a><button>Naar de kassa</button>`,
    { lang: "nl" },
  ),
  fixture(
    "ecommerce",
    "Loja da Serra – utilidades para a casa",
    `<header><input type="search" placeholder="O que você procura?">${links("Cozinha", "Banho", "Jardim", "Ofertas")}<a>Meu carrinho</a></header>${picture(1100, 320)}<h2>Compre por categoria</h2>${times(6, (n) => `<a href="#">${picture(140, 140)}Categoria ${n}</a>`)}<p>Frete grátis acima de R$ 199 · Parcele em 10x</p>`,
    { lang: "pt" },
  ),
  fixture(
    "article",
    "Opinie: waarom de haven meer is dan beton",
    `<div class="kop"><h1>Waarom de haven meer is dan beton</h1><p>Door Marijke de Boer</p></div>${paragraphs(7, "en", 4)}<h4>Lees ook</h4>${links("Eerste", "Tweede")}`,
    { lang: "nl" },
  ),
  fixture(
    "article",
    "How I made a login page nobody could log in to",
    `<div class="entry"><h1>How I made a login page nobody could log in to</h1><p>A confession in four parts, 9 October 2025.</p>${paragraphs(4, "en", 5)}<h2>Password123</h2>${paragraphs(3, "en", 5)}<h2>What I would do now</h2>${paragraphs(2, "en", 5)}</div>`,
  ),
  fixture(
    "documentation",
    "grep(1) - Linux manual page",
    `<h1>grep(1) — Linux manual page</h1><p>${links("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "SEE ALSO")}</p><h2>NAME</h2><pre>grep - print lines that match patterns</pre><h2>SYNOPSIS</h2><pre>grep [OPTION...] PATTERNS [FILE...]</pre><h2>DESCRIPTION</h2><pre>${prose(2)}</pre><h2>OPTIONS</h2><pre>-i, --ignore-case\n       ${prose(3)}</pre>`,
  ),
  fixture(
    "documentation",
    "Array.prototype.at() - JavaScript",
    `<div>${links("References", "JavaScript", "Array")}</div><main><h1>Array.prototype.at()</h1><p>${prose(1)}</p><h2>Syntax</h2><div class="code"><pre>at(index)</pre></div><h2>Parameters</h2><dl><dt>index</dt><dd>${prose(2, "en", 1)}</dd></dl><h2>Return value</h2><p>${prose(3, "en", 1)}</p><h2>Browser compatibility</h2><table>${times(4, (n) => `<tr><td>Browser ${n}</td><td>9${n}</td></tr>`)}</table></main>`,
  ),
  fixture(
    "qa",
    "Perguntas frequentes",
    `<h1>Perguntas frequentes</h1>${times(6, (n) => `<h3>${["Qual é o prazo?", "Como pago?", "Posso trocar?", "Onde fica a loja?", "Vocês entregam?", "Como cancelo?"][n]}</h3><p>${prose(n, "es")}</p>`)}`,
    { lang: "pt" },
  ),
  fixture(
    "qa",
    "Printer prints blank pages - Support community",
    `<div>${links("Community", "Printers")}</div><h1>Printer prints blank pages, what can I do?</h1><div>Posted by old_salt, 2 days ago</div><p>${prose(1)}</p><div>Solved ✓</div>${times(4, (n) => `<div class="reply"><b>helper${n}</b> <span>${n + 1} days ago</span><p>${prose(n, "en", 3)}</p><button>Kudos</button></div>`)}<button>Reply</button>`,
  ),
  fixture(
    "feed",
    "Release radar",
    `<h1>Changelog</h1>${times(9, (n) => `<section class="entry"><time>2026-0${n + 1}-11</time><h2><a href="#">Version 4.${n}</a></h2><p>${prose(n, "en", 1)}</p></section>`)}`,
  ),
  fixture(
    "feed",
    "Tijdlijn",
    `<div>${links("Start", "Ontdek", "Berichten")}</div>${times(7, (n) => `<div class="bericht"><b>Vriend ${n}</b> <time>${n} u</time><p>${prose(n, "en", 1)}</p><button>Vind ik leuk</button><button>Reageren</button></div>`)}`,
    { lang: "nl" },
  ),
  fixture(
    "media",
    "Ao vivo: o porto ao amanhecer",
    `<div><video width="900" height="500" controls></video></div><h1>O porto ao amanhecer</h1><p>1.204 assistindo agora</p><button>Inscrever-se</button><button>Compartilhar</button>`,
    { lang: "pt" },
  ),
  fixture(
    "media",
    "Harbour webcam",
    `<h1>Harbour webcam</h1>${picture(960, 540, "The harbour now")}<p>Updated every minute</p><div>${times(8, (n) => `<a href="#">${picture(150, 90, `${n}:00`)}</a>`)}</div>`,
  ),
  fixture(
    "profile",
    "Over Pieter Smit",
    `${picture(300, 300, "Pieter Smit")}<h1>Pieter Smit</h1><p>Timmerman, Rotterdam</p><p>${prose(1, "en", 2)}</p><p>312 volgers · 80 volgend</p><button>Volgen</button><h2>Werkervaring</h2><ul><li>Scheepswerf Zuid, 2011–heden</li></ul>`,
    { lang: "nl" },
  ),
  fixture(
    "profile",
    "Kasia Nowak — illustrator",
    `<h1>Hi, I'm Kasia.</h1><p>I draw maps and sea monsters in Gdynia.</p>${picture(260, 320, "me")}<h2>Clients</h2><p>Baltic Review, Amber Press</p><h2>Exhibitions</h2><p>2024 Sopot, 2022 Riga</p><a href="mailto:k@example.com">k@example.com</a>`,
    { head: jsonLd({ "@type": "Person", name: "Kasia Nowak" }) },
  ),
  fixture(
    "dashboard",
    "Home · HelmControl",
    `<nav class="sidebar">${links("Home", "Fleet", "Crew", "Maintenance", "Fuel", "Sign out")}</nav><main><div class="tiles">${times(6, (n) => `<div class="tile"><h3>${["At sea", "In port", "Delayed", "Crew on duty", "Fuel", "Incidents"][n]}</h3><p>${n * 7}</p></div>`)}</div><canvas width="640" height="300"></canvas></main>`,
  ),
  fixture(
    "dashboard",
    "Painel",
    `<aside>${links("Painel", "Pedidos", "Clientes", "Relatórios", "Sair")}</aside><h1>Painel</h1><div><span>Vendas hoje</span><b>R$ 1.204</b></div><div><span>Pedidos</span><b>31</b></div><svg width="600" height="260"></svg><table>${times(8, (n) => `<tr><td>#${n}</td><td>Cliente ${n}</td><td>Pago</td></tr>`)}</table>`,
    { lang: "pt" },
  ),
  fixture(
    "search-results",
    "Zoekresultaten",
    `<h1>Zoekresultaten voor ‘steiger’</h1><input type="search" value="steiger"><p>19 gevonden</p>${times(7, (n) => `<div><h3><a href="#">Steiger ${n}</a></h3><p>${prose(n, "en", 1)}</p></div>`)}`,
    { lang: "nl" },
  ),
  fixture(
    "search-results",
    "mooring – Ask the archive",
    `<form role="search"><input type="search" value="mooring"></form><div>Top matches</div><ol>${times(10, (n) => `<li><a href="#">Letter about the mooring, 18${60 + n}</a> <span>Box ${n}, folio ${n * 3}. ${prose(n, "en", 1)}</span></li>`)}</ol><a href="#">Older</a>`,
  ),
  fixture(
    "landing",
    "Steiger – planning voor jachthavens",
    `<header>${links("Functies", "Prijzen", "Klanten")}<a>Inloggen</a></header><section><h1>Alle ligplaatsen in één overzicht</h1><a>Gratis proberen</a><a>Demo aanvragen</a></section><section><h2>Waarom Steiger?</h2>${times(3, (n) => `<div><h3>Voordeel ${n}</h3><p>${prose(n, "en", 1)}</p></div>`)}</section><section><h2>Wat klanten zeggen</h2><p>“${prose(2, "en", 1)}”</p></section><footer>${links("Over ons", "Vacatures", "Privacy")}</footer>`,
    { lang: "nl" },
  ),
  fixture(
    "landing",
    "Boatyard Café",
    `${picture(1200, 500)}<h1>Boatyard Café</h1><p>Coffee, soup and the best view in Leith.</p><a href="#">See the menu</a><a href="#">Reserve a table</a><section><h2>Opening hours</h2><p>Daily 8–17</p></section><section><h2>Find us</h2><p>Slipway 3</p></section><section><h2>Our story</h2><p>${prose(1)}</p></section>`,
    { head: jsonLd({ "@type": "CafeOrCoffeeShop" }) },
  ),
  fixture(
    "error",
    "Pagina niet gevonden",
    `<h1>Deze pagina bestaat niet (meer)</h1><p>Controleer het adres of ga naar de homepage.</p><a>Naar de homepage</a>`,
    { lang: "nl" },
  ),
  fixture(
    "error",
    "Strona nie istnieje",
    `<h1>404</h1><p>Nie znaleziono strony.</p><a>Strona główna</a>`,
    { lang: "pl", status: 404 },
  ),
  fixture(
    "challenge",
    "Even geduld...",
    `<h1>winkel.example</h1><p>Controleren of u een mens bent. Dit kan enkele seconden duren.</p><p>Ray ID: 77aa</p><script src="/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1"></script>`,
    { lang: "nl", status: 403 },
  ),
  fixture(
    "challenge",
    "Blocked",
    `<h1>403 Forbidden</h1><p>Your request was blocked by our web application firewall. If you believe this is an error, contact support with Incident ID 1234-5678.</p>`,
    { status: 403 },
  ),
  fixture(
    "unknown",
    "Hello",
    `<h1>Welcome to nginx!</h1><p>If you see this page, the web server is working.</p>`,
  ),
  fixture("unknown", "Snake", `<canvas width="300" height="300"></canvas><p>Score: 0</p>`),
];
