import { fixture, jsonLd, links, picture, times } from "../fixture.ts";
import { paragraphs, prose } from "../prose.ts";

/** Written last, when the table stood, and never looked at while it was changed. */
export const LATER = [
  fixture(
    "login",
    "Student Portal",
    `<div class="grid-2"><div><h2>Student Portal</h2><p>Use your university account.</p><form><input name="matric" placeholder="Matriculation number"><input type="password" placeholder="PIN"><button>Log on</button></form><p><a>Trouble logging on?</a></p></div><div><h3>Notices</h3><p>${prose(1, "en", 1)}</p></div></div>`,
  ),
  fixture(
    "login",
    "Webmail :: Willkommen bei Hafenpost",
    `<form><table><tr><td>Benutzername</td><td><input></td></tr><tr><td>Kennwort</td><td><input type="password"></td></tr></table><button>Login</button></form>`,
    { lang: "de" },
  ),
  fixture(
    "form",
    "Newsletter preferences",
    `<h1>What would you like to hear about?</h1><form>${times(6, (n) => `<label><input type="checkbox"> Topic ${n}</label>`)}<label>How often?<select><option>Weekly</option></select></label><label>Email<input type="email"></label><label>Name<input></label><button>Update preferences</button></form>`,
  ),
  fixture(
    "form",
    "Réclamation – Transports du Port",
    `<h1>Déposer une réclamation</h1><form><label>Numéro de ligne<input></label><label>Date du trajet<input type="date"></label><label>Votre nom<input></label><label>Votre courriel<input type="email"></label><label>Décrivez le problème<textarea></textarea></label><label>Pièce jointe<input type="file"></label><button>Envoyer</button></form>`,
    { lang: "fr" },
  ),
  fixture(
    "product",
    "Oak bench, 120 cm",
    `<nav>${links("Benches", "Tables", "Chairs", "Basket")}</nav><div>${picture(520, 400)}${picture(120, 90)}${picture(120, 90)}</div><h1>Oak bench, 120 cm</h1><p>£245</p><p>Made to order in 4 weeks</p><label>Finish<select><option>Oiled</option><option>Raw</option></select></label><button>Add to basket</button><details><summary>Dimensions</summary>120 × 35 × 45 cm</details><details><summary>Care</summary>Oil once a year.</details>`,
  ),
  fixture(
    "product",
    "Vélo cargo Baleine – Atelier Cyclo",
    `<h2>Vélo cargo Baleine</h2>${picture(600, 420)}<p>3 290,00 € TTC</p><p>Paiement en 4 fois possible</p><button>Ajouter au panier</button><button>Réserver un essai</button><h3>Fiche technique</h3><table>${times(5, (n) => `<tr><td>Point ${n}</td><td>Valeur ${n}</td></tr>`)}</table>`,
    { lang: "fr" },
  ),
  fixture(
    "product-list",
    "Second-hand kayaks",
    `<h1>Kayaks</h1><div>Showing 24 of 112</div>${times(10, (n) => `<article class="listing"><a href="#">${picture(200, 150)}</a><h4><a href="#">Sea kayak ${n}</a></h4><div>£${300 + n * 40}</div><div>Leith · today</div></article>`)}<a href="#">Load more</a>`,
  ),
  fixture(
    "product-list",
    "キャンプ用品 一覧",
    `<h1>キャンプ用品</h1><p>128件の商品</p><select><option>並び替え：おすすめ</option></select><ul>${times(9, (n) => `<li><a href="#">${picture(180, 180)}テント ${n}</a><span>¥${9800 + n * 500}</span></li>`)}</ul>`,
    { lang: "ja" },
  ),
  fixture(
    "checkout",
    "Payment | Ferry tickets",
    `<h1>Payment details</h1><div>Leith – Kirkcaldy, 2 adults · £18.40</div><label>Number on card<input inputmode="numeric"></label><label>Valid until<input placeholder="MM/YY"></label><label>CVV<input></label><label>Billing postcode<input></label><button>Pay £18.40</button>`,
  ),
  fixture(
    "checkout",
    "Commande – étape 3 sur 3",
    `<h2>Mode de paiement</h2><label><input type="radio"> Carte bancaire</label><label><input type="radio"> PayPal</label><label><input type="radio"> Virement</label><h2>Votre commande</h2><p>Vélo cargo 3 290,00 €</p><p>Livraison 49,00 €</p><p>Total 3 339,00 €</p><button>Passer la commande</button>`,
    { lang: "fr" },
  ),
  fixture(
    "ecommerce",
    "Tideline Outdoor | Kayaks, tents and wetsuits",
    `<header>${links("Kayaks", "Tents", "Wetsuits", "Sale")}<a>Basket</a><a>Sign in</a></header>${picture(1200, 400)}<h2>Summer sale: up to 40% off</h2><a>Shop wetsuits</a>${times(4, (n) => `<a href="#">${picture(220, 220)}<b>${["Kayaks", "Tents", "Stoves", "Boots"][n]}</b></a>`)}<p>Free delivery over £50</p><p>Price match promise</p>`,
  ),
  fixture(
    "ecommerce",
    "Mon panier",
    `<h1>Mon panier (1 article)</h1><div>${picture(90, 90)} Vélo cargo Baleine <input type="number" value="1"> 3 290,00 € <a>Supprimer</a></div><p>Sous-total : 3 290,00 €</p><button>Valider mon panier</button>`,
    { lang: "fr" },
  ),
  fixture(
    "article",
    "What the tide tables do not tell you",
    `<main><p>COAST</p><h1>What the tide tables do not tell you</h1><p>Words: Iris Hale. Photographs: Tom Orr</p>${paragraphs(8, "en", 3)}</main>`,
  ),
  fixture(
    "article",
    "Warum Webseiten „Zugriff verweigert“ sagen",
    `<article><h1>Warum Webseiten „Zugriff verweigert“ sagen</h1><p>Von Jana Brandt, 4. Mai 2026</p><p>Bestätigen Sie, dass Sie kein Roboter sind: Sicherheitsprüfung, bitte warten.</p>${paragraphs(6, "de", 4)}</article>`,
    { lang: "de" },
  ),
  fixture(
    "documentation",
    "Configuring TLS :: Anchor Server",
    `<div class="toc">${links("Overview", "Install", "Configuring TLS", "Logging", "Metrics", "Upgrading")}</div><article><h1>Configuring TLS</h1><p>${prose(1)}</p><pre>tls:\n  cert: /etc/anchor.pem</pre><div class="note">Note: restart the server afterwards.</div><table><tr><th>Option</th><th>Default</th></tr>${times(4, (n) => `<tr><td><code>opt_${n}</code></td><td>off</td></tr>`)}</table></article>`,
  ),
  fixture(
    "documentation",
    "POST /v2/bookings — Ferry API",
    `<nav>${links("Authentication", "Bookings", "Passengers", "Webhooks", "Rate limits")}</nav><h1>Create a booking</h1><p><code>POST /v2/bookings</code></p><h2>Body parameters</h2><dl><dt><code>route</code> string, required</dt><dd>The route.</dd><dt><code>date</code> string</dt><dd>ISO date.</dd></dl><h2>Response</h2><pre>{ "id": "b_1" }</pre>`,
  ),
  fixture(
    "qa",
    "Is it safe to drink rainwater from a tarp? | Survival forum",
    `<h1>Is it safe to drink rainwater from a tarp?</h1><p>Asked by Joan, Jan 3</p><p>${prose(1)}</p><h2>Answers</h2>${times(3, (n) => `<div><p>${prose(n, "en", 3)}</p><small>user${n}, Jan ${n + 4}</small><button>Helpful (${n})</button></div>`)}`,
  ),
  fixture(
    "qa",
    "Häufige Fragen zur Fähre",
    `<h1>Häufige Fragen</h1><dl>${times(6, (n) => `<dt>${["Wann fährt die erste Fähre?", "Darf mein Hund mit?", "Was kostet ein Fahrrad?", "Gibt es WLAN?", "Wie storniere ich?", "Wo parke ich?"][n]}</dt><dd>${prose(n, "de")}</dd>`)}</dl>`,
    { lang: "de" },
  ),
  fixture(
    "feed",
    "Harbour live blog",
    `<h1>Storm: live updates</h1>${times(8, (n) => `<div class="update"><time>1${n}:05</time><h3>${prose(n, "en", 1).slice(0, 40)}</h3><p>${prose(n, "en", 1)}</p><a href="#">Share</a></div>`)}`,
  ),
  fixture(
    "feed",
    "Your network",
    `<div>${links("Feed", "Jobs", "Messages")}</div>${times(6, (n) => `<div class="upd"><a href="#">Member ${n}</a><span>${n + 1}d</span><div>${prose(n, "en", 2)}</div><button>Like</button><button>Comment</button><button>Send</button></div>`)}`,
  ),
  fixture(
    "media",
    "Storm over the pier – Clipstream",
    `<div><video width="800" height="450"></video></div><h1>Storm over the pier</h1><span>12K views</span><button>Like</button><button>Save</button><div>Up next ${times(5, (n) => `<a href="#">${picture(120, 70)}Clip ${n}</a>`)}</div>`,
  ),
  fixture(
    "media",
    "Podcast: Folge 12, Seezeichen",
    `<h1>Folge 12: Seezeichen</h1><audio controls></audio><p>38 Minuten</p><p>${prose(2, "de")}</p>`,
    { lang: "de" },
  ),
  fixture(
    "profile",
    "Amara Diallo (@amarad) • Photos",
    `${picture(140, 140)}<h1>amarad</h1><button>Follow</button><p>88 posts · 1,930 followers · 401 following</p><p>Rowing coach.</p>${times(6, () => `<a href="#">${picture(250, 250)}</a>`)}`,
  ),
  fixture(
    "profile",
    "Prof. Dr. Henrik Lund – Institut für Meereskunde",
    `<h1>Prof. Dr. Henrik Lund</h1>${picture(180, 220)}<p>Leiter der Arbeitsgruppe Gezeiten</p><p>Telefon: 040 000, E-Mail: lund@example.de, Raum 2.14</p><h2>Lebenslauf</h2><ul><li>2001 Promotion</li><li>2012 Berufung</li></ul><h2>Publikationen</h2><ul><li>Lund, H. (2020)</li></ul>`,
    { lang: "de", head: jsonLd({ "@type": "Person" }) },
  ),
  fixture(
    "dashboard",
    "Overview | Tidewater Energy admin",
    `<ul class="menu">${["Overview", "Sites", "Meters", "Alerts", "Users", "Log out"].map((label) => `<li><a href="#">${label}</a></li>`).join("")}</ul><h1>Overview</h1>${times(4, (n) => `<div class="stat"><b>${n * 91}</b><span>${["MWh", "Sites", "Alerts", "Users"][n]}</span></div>`)}<canvas width="700" height="240"></canvas>`,
  ),
  fixture(
    "dashboard",
    "Mes statistiques",
    `<nav>${links("Tableau de bord", "Statistiques", "Réglages", "Déconnexion")}</nav><h1>Statistiques</h1><svg width="500" height="200"></svg><svg width="500" height="200"></svg><table>${times(7, (n) => `<tr><td>Page ${n}</td><td>${n * 90} visites</td></tr>`)}</table>`,
    { lang: "fr" },
  ),
  fixture(
    "search-results",
    "ferry timetable - Port Authority search",
    `<form><input type="search" value="ferry timetable"><button>Go</button></form><p>6 matches for ferry timetable</p>${times(6, (n) => `<section><h3><a href="#">Document ${n}</a></h3><p>${prose(n, "en", 1)}</p><small>PDF, ${n} MB</small></section>`)}`,
  ),
  fixture(
    "search-results",
    "Résultats : horaires",
    `<input type="search" value="horaires"><h1>12 résultats pour « horaires »</h1><ul>${times(8, (n) => `<li><a href="#">Horaires ${n}</a><p>${prose(n, "fr", 1)}</p></li>`)}</ul>`,
    { lang: "fr" },
  ),
  fixture(
    "landing",
    "Moorly: marina software",
    `<header>Moorly ${links("Features", "Pricing", "Log in")}</header><h1>Run your marina from one screen</h1><a>Request a demo</a><h2>Berth planning</h2><p>${prose(1, "en", 1)}</p><h2>Invoicing</h2><p>${prose(2, "en", 1)}</p><h2>Trusted by 300 marinas</h2><a>Get started</a><footer>${links("About", "Careers", "Privacy")}</footer>`,
  ),
  fixture(
    "landing",
    "Tischlerei Brandt – Möbel nach Maß",
    `${picture(1100, 450)}<h1>Möbel nach Maß aus Altona</h1><a>Kostenlose Beratung vereinbaren</a><h2>Unsere Leistungen</h2>${times(3, (n) => `<h3>${["Küchen", "Tische", "Treppen"][n]}</h3><p>${prose(n, "de", 1)}</p>`)}<h2>Über uns</h2><p>${prose(3, "de", 1)}</p><footer>${links("Impressum", "Datenschutz", "Kontakt")}</footer>`,
    { lang: "de" },
  ),
  fixture(
    "error",
    "Nothing here",
    `<h1>Hmm, nothing here</h1><p>The link may be broken, or the page may have been removed.</p><a href="/">Take me home</a>`,
    { status: 404 },
  ),
  fixture(
    "error",
    "Página no encontrada",
    `<h1>Página no encontrada</h1><p>Compruebe la dirección.</p><a>Ir al inicio</a>`,
    { lang: "es" },
  ),
  fixture(
    "challenge",
    "Verifying your connection",
    `<h2>Verifying your connection</h2><p>Please confirm you are human to continue to ferry.example.</p><div class="cf-turnstile"></div>`,
  ),
  fixture(
    "challenge",
    "ERROR: The request could not be satisfied",
    `<h1>403 ERROR</h1><h2>The request could not be satisfied.</h2><p>Request blocked. We can't connect to the server for this app or website at this time.</p><pre>Generated by cloudfront (CloudFront) Request ID: abc==</pre>`,
    { status: 403 },
  ),
  fixture("unknown", "Clock", `<p id="clock">12:04</p>`),
  fixture(
    "unknown",
    "Drawing board",
    `<canvas width="500" height="400"></canvas><button>Pen</button><button>Eraser</button>`,
  ),
];
