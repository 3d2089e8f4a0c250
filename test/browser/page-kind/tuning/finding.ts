import { fixture, jsonLd, links, og, picture, times } from "../fixture.ts";
import { prose } from "../prose.ts";

export const FINDING = [
  fixture(
    "search-results",
    "harbour warehouse - Seek Search",
    `<header><form role="search"><input name="q" type="search" value="harbour warehouse" aria-label="Search"></form>${links("All", "Images", "News", "Maps", "Videos")}</header><p>About 1,240,000 results (0.42 seconds)</p>${times(10, (n) => `<div class="g"><a href="#"><h3>${prose(n, "en", 1).slice(0, 50)}</h3></a><cite>example.com › page${n}</cite><p>${prose(n + 1, "en", 1)}</p></div>`)}<nav>${links("1", "2", "3", "Next")}</nav>`,
  ),
  fixture(
    "search-results",
    "Search results for “visa” – City Council",
    `<nav>${links("Services", "News", "Council", "Contact")}</nav><main><h1>Search results</h1><form><input name="query" value="visa"><button>Search</button></form><p>Showing 1–10 of 57 results</p><ol>${times(8, (n) => `<li><h2><a href="#">Visa page ${n}</a></h2><p>${prose(n, "en", 1)}</p></li>`)}</ol></main>`,
    { head: jsonLd({ "@type": "SearchResultsPage" }) },
  ),
  fixture(
    "search-results",
    "Suche: Fördermittel | Landesportal",
    `<h1>Suchergebnisse</h1><form role="search"><input type="text" value="Fördermittel"><button>Suchen</button></form><p>34 Treffer für „Fördermittel“</p>${times(7, (n) => `<article><h3><a href="#">Förderung ${n}</a></h3><p>${prose(n, "de", 1)}</p></article>`)}`,
    { lang: "de" },
  ),
  fixture(
    "search-results",
    "No results – Docs search",
    `<header>${links("Docs", "API", "Community")}</header><main><form role="search"><input type="search" value="frobnicate"></form><h1>No results for “frobnicate”</h1><p>Try different keywords or check the spelling.</p></main>`,
  ),
  fixture(
    "search-results",
    "Jobs: welder in Leith – WorkFind",
    `<form role="search"><input aria-label="What" value="welder"><input aria-label="Where" value="Leith"><button>Find jobs</button></form><p>112 jobs found</p><select><option>Relevance</option><option>Date</option></select>${times(9, (n) => `<div class="result"><h2><a href="#">Welder ${n}</a></h2><span>Yard ${n} Ltd</span><p>${prose(n, "en", 1)}</p></div>`)}<a href="#">Next page</a>`,
  ),
  fixture(
    "landing",
    "Ledgerly – Accounting for small teams",
    `<header><a href="/">Ledgerly</a>${links("Product", "Pricing", "Customers", "Docs")}<a href="/login">Log in</a><a href="/signup">Start free trial</a></header><section><h1>Accounting that stays out of your way</h1><p>Send invoices, track expenses and close the month in minutes.</p><a href="/signup">Get started for free</a><a href="/demo">Book a demo</a></section><section><p>Trusted by 12,000 teams</p></section>
<section><h2>Everything you need</h2>${times(3, (n) => `<div><h3>${["Invoices", "Expenses", "Reports"][n]}</h3><p>${prose(n, "en", 1)}</p></div>`)}</section><section><h2>What our customers say</h2>${times(3, (n) => `<blockquote>${prose(n, "en", 1)}</blockquote>`)}</section><section><h2>Pricing</h2><p>Starter $9/mo</p><p>Team $29/mo</p></section><section><h2>Ready to start?</h2><a href="/signup">Start free trial</a></section><footer>${links("About", "Careers", "Blog", "Terms", "Privacy")}</footer>`,
    { head: og("website") + jsonLd({ "@type": "SoftwareApplication" }) },
  ),
  fixture(
    "landing",
    "Harbour Dental – dentist in Leith",
    `<nav>${links("Home", "Treatments", "Fees", "Team", "Contact")}</nav><section>${picture(1200, 400)}<h1>Gentle dentistry by the sea</h1><a href="/book">Book an appointment</a></section><section><h2>Our treatments</h2>${times(4, (n) => `<div>${picture(120, 120)}<h3>${["Check-ups", "Whitening", "Implants", "Braces"][n]}</h3><p>${prose(n, "en", 1)}</p><a href="#">Learn more</a></div>`)}</section><section><h2>Why choose us</h2><p>${prose(2, "en", 1)}</p></section><section><h2>Visit us</h2><address>12 Quay Street</address><p>Mon–Fri 8–18</p></section>`,
    { head: jsonLd({ "@type": "Dentist" }) },
  ),
  fixture(
    "landing",
    "Aurora Phone 9 – Brighter than ever",
    `<nav>${links("Phones", "Watch", "Support")}</nav><section><h1>Aurora Phone 9</h1><p>Brighter than ever.</p><a href="/buy">Buy</a><a href="/film">Watch the film</a>${picture(1200, 600)}</section><section><h2>A camera that sees in the dark</h2><p>${prose(1, "en", 1)}</p></section><section><h2>Two days of battery</h2><p>${prose(2, "en", 1)}</p></section><section><h2>Made to last</h2><p>${prose(3, "en", 1)}</p><a href="#">Learn more</a></section><section><h2>Compare models</h2><p>From $799</p></section><footer>${links("About", "Newsroom", "Careers", "Privacy")}</footer>`,
    { head: og("website") },
  ),
  fixture(
    "landing",
    "Nordlicht Energie – Ökostrom für Zuhause",
    `<header>${links("Ökostrom", "Gas", "Solar", "Über uns")}<a>Login</a></header><section><h1>Ökostrom, der hält, was er verspricht</h1><p>In zwei Minuten wechseln.</p><input placeholder="Postleitzahl"><button>Tarif berechnen</button></section><section><h2>Ihre Vorteile</h2>${times(3, (n) => `<div><h3>Vorteil ${n}</h3><p>${prose(n, "de", 1)}</p></div>`)}</section><section><h2>So funktioniert der Wechsel</h2><ol><li>Berechnen</li><li>Abschließen</li><li>Fertig</li></ol></section><section><h2>Das sagen unsere Kunden</h2><p>„${prose(1, "de", 1)}“</p></section><footer>${links("Karriere", "Presse", "Impressum", "Datenschutz")}</footer>`,
    { lang: "de" },
  ),
];
