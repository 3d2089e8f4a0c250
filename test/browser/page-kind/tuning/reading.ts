import { fixture, jsonLd, links, og, picture, times } from "../fixture.ts";
import { paragraphs, prose } from "../prose.ts";

export const READING = [
  fixture(
    "article",
    "Harbour warehouses get a second chance – The Leith Gazette",
    `<header>${links("News", "Sport", "Culture", "Opinion")}<a href="/login">Log in</a></header><main><article><h1>Harbour warehouses get a second chance</h1><p>By <a rel="author" href="#">Ada Finch</a> · <time datetime="2026-03-02">2 March 2026</time></p>${picture(800, 450, "The quay")}${paragraphs(6)}</article><aside><h2>Most read</h2>${links("One", "Two", "Three")}</aside></main>`,
    { head: og("article") + jsonLd({ "@type": "NewsArticle", headline: "Harbour" }) },
  ),
  fixture(
    "article",
    "Why CAPTCHAs are getting harder for humans",
    `<nav>${links("Home", "Archive", "About")}</nav><h1>Why CAPTCHAs are getting harder for humans</h1><div class="meta">Posted on June 4 by Bo Lindqvist</div><p>“Verify you are human.” Everyone has met the box that asks whether you are a robot, and pages that say Access Denied or Just a moment… while checking your browser.</p>${paragraphs(5)}<h2>Are you blocked?</h2>${paragraphs(2)}<h2>Comments (12)</h2>`,
  ),
  fixture(
    "article",
    "The history of the 404 error – Webwise",
    `<nav>${links("Blog", "Newsletter")}</nav><article><h1>The history of the “404 Not Found” error</h1><p>March 3, 2025 · 7 min read</p><p>Page not found: few sentences are read so often.</p>${paragraphs(5)}</article>`,
    { head: og("article") },
  ),
  fixture(
    "article",
    "Sauerteigbrot backen: so gelingt es – Küchenblog",
    `<header>${links("Rezepte", "Über mich")}</header><article><h1>Sauerteigbrot backen: so gelingt es</h1><time>12. Januar 2026</time>${picture(700, 460)}${paragraphs(3, "de")}<h2>Zutaten</h2><ul><li>500 g Mehl</li><li>350 ml Wasser</li></ul><h2>Zubereitung</h2>${paragraphs(3, "de")}</article>`,
    { lang: "de" },
  ),
  fixture(
    "article",
    "Leith – Encyclopedia",
    `<nav>${links("Main page", "Contents", "Random article")}</nav><main><h1>Leith</h1><div id="toc"><h2>Contents</h2>${links("History", "Geography", "Economy")}</div>${paragraphs(3)}<h2>History <a href="#">[edit]</a></h2>${paragraphs(2)}<h2>Geography <a href="#">[edit]</a></h2>${paragraphs(2)}<h2>References</h2><ol>${times(6, (n) => `<li>Author ${n}, “Title”, 19${60 + n}</li>`)}</ol></main>`,
  ),
  fixture(
    "documentation",
    "Getting started | Quill SDK documentation",
    `<header>${links("Docs", "API", "Blog")}<input type="search" placeholder="Search docs"></header><aside><nav>${links("Introduction", "Getting started", "Installation", "Configuration", "Authentication", "Errors", "Webhooks", "Migration", "FAQ")}</nav></aside><main><h1>Getting started</h1><p>${prose(1)}</p><h2>Install</h2><pre><code>npm install quill</code></pre><h2>Usage</h2><pre><code>import { Quill } from "quill";
const q = new Quill({ key });</code></pre><p>${prose(2)}</p><nav>${links("Previous: Introduction", "Next: Installation")}</nav><a href="#">Edit this page</a></main><aside><h3>On this page</h3>${links("Install", "Usage")}</aside>`,
    { head: '<meta name="generator" content="Docusaurus v3.1.0">' },
  ),
  fixture(
    "documentation",
    "os.path — Common pathname manipulations",
    `<div class="sidebar">${links("Table of contents", "Previous topic", "Next topic", "Show source")}</div><div class="body"><h1>os.path — Common pathname manipulations</h1><p>${prose(1)}</p>${times(6, (n) => `<dl><dt><code>os.path.fn${n}(path, *, strict=False)</code></dt><dd><p>${prose(n)}</p><p>Returns <code>True</code> if <code>path</code> exists. Changed in version 3.${n}.</p></dd></dl>`)}<pre>&gt;&gt;&gt; os.path.join("a", "b")</pre></div>`,
  ),
  fixture(
    "documentation",
    "Handling 403 Access Denied errors – Cloud API reference",
    `<nav>${links("Overview", "Quickstart", "Guides", "Reference", "Errors", "Limits", "Changelog", "SDKs")}</nav><main><h1>Handling errors</h1><p>When a request is blocked, the API answers <code>403</code> Access Denied.</p><table><tr><th>Code</th><th>Meaning</th></tr>${times(5, (n) => `<tr><td><code>40${n}</code></td><td>${prose(n, "en", 1)}</td></tr>`)}</table><h2>Retrying</h2><pre><code>curl -H "Authorization: Bearer $TOKEN" https://api.example</code></pre><p>${prose(3)}</p><p>Was this page helpful? <button>Yes</button><button>No</button></p></main>`,
    { head: jsonLd({ "@type": "TechArticle" }) },
  ),
  fixture(
    "documentation",
    "Handbuch – Installation auf Debian",
    `<nav>${links("Einführung", "Installation", "Konfiguration", "Befehle", "Fehlerbehebung", "Index")}</nav><main><h1>Installation auf Debian</h1><p>${prose(1, "de")}</p><ol><li>Paketquellen aktualisieren<pre>sudo apt update</pre></li><li>Paket installieren<pre>sudo apt install krug</pre></li></ol><h2>Konfiguration</h2><p>${prose(2, "de")}</p><pre>[server]
port = 80</pre><p>Siehe auch: ${links("Konfiguration", "Befehle")}</p></main>`,
    { lang: "de" },
  ),
  fixture(
    "qa",
    "javascript - How do I reverse a string in place? - StackHelp",
    `<header>${links("Questions", "Tags", "Users")}<a href="#">Log in</a></header><main><h1>How do I reverse a string in place?</h1><p>Asked 4 years ago · Viewed 21k times</p><div class="question"><span>42</span><p>${prose(1)}</p><pre><code>s.split("")</code></pre><a>javascript</a></div><h2>3 Answers</h2>${times(3, (n) => `<div class="answer"><button>Up vote</button><span>${30 - n * 9}</span><p>${prose(n, "en", 3)}</p><pre><code>reverse()</code></pre><span>answered Jan ${n + 2} by user${n}</span></div>`)}<h2>Your Answer</h2><textarea></textarea><button>Post Your Answer</button></main>`,
    { head: jsonLd({ "@type": "QAPage", mainEntity: { "@type": "Question", name: "Reverse?" } }) },
  ),
  fixture(
    "qa",
    "Frequently asked questions – Bikeshare",
    `<nav>${links("How it works", "Pricing", "FAQ")}</nav><main><h1>Frequently asked questions</h1>${times(9, (n) => `<details${n < 2 ? " open" : ""}><summary>${["How do I rent a bike?", "What does it cost?", "Can I park anywhere?", "What if the lock jams?", "Is there a helmet?", "How do I cancel?", "Do you have child seats?", "Are bikes insured?", "Who do I call?"][n]}</summary><p>${prose(n)}</p></details>`)}</main>`,
    { head: jsonLd({ "@type": "FAQPage" }) },
  ),
  fixture(
    "qa",
    "Wie entkalke ich eine Kaffeemaschine? – GuteFrage-Forum",
    `<h1>Wie entkalke ich eine Kaffeemaschine?</h1><p>Frage von Leni77, vor 3 Tagen</p><p>${prose(1, "de")}</p><h2>4 Antworten</h2>${times(4, (n) => `<div class="antwort"><b>Nutzer ${n}</b><p>${prose(n, "de")}</p><button>Hilfreich</button><button>Kommentieren</button></div>`)}<button>Antwort schreiben</button>`,
    { lang: "de" },
  ),
  fixture(
    "qa",
    "Can I freeze cooked rice? | AskKitchen",
    `<main><h1>Can I freeze cooked rice?</h1><div>Asked by hungry_joe · 12 answers</div><section><h2>Best Answer</h2><p>${prose(2, "en", 3)}</p><span>✓ Accepted answer</span></section><section><h2>More answers</h2>${times(4, (n) => `<div><p>${prose(n, "en", 3)}</p><span>▲ ${n + 3}</span><a>Reply</a></div>`)}</section><h3>Related questions</h3>${links("Can I freeze pasta?", "Can I freeze milk?")}</main>`,
  ),
  fixture(
    "feed",
    "Home / Chirper",
    `<nav>${links("Home", "Explore", "Notifications", "Messages", "Profile")}</nav><main><h1>Home</h1><div role="textbox" contenteditable aria-label="What is happening?"></div><button>Post</button><div role="feed">${times(8, (n) => `<article><a href="#">User ${n}</a> <time>${n + 2}m</time><p>${prose(n, "en", 1)}</p><button aria-label="Reply">3</button><button aria-label="Repost">5</button><button aria-label="Like">12</button></article>`)}</div></main><aside><h2>Who to follow</h2></aside>`,
  ),
  fixture(
    "feed",
    "The Leith Gazette – latest news from the harbour",
    `<header>${links("News", "Sport", "Culture", "Opinion", "Weather")}</header><main><section><h2><a href="#">Council votes on harbour plan</a></h2><p>${prose(1, "en", 1)}</p><time>10:42</time></section>${times(14, (n) => `<article>${picture(240, 140)}<h3><a href="#">${prose(n, "en", 1).slice(0, 60)}</a></h3><p>${prose(n + 1, "en", 1)}</p><time>${n + 1} hours ago</time></article>`)}</main>`,
  ),
  fixture(
    "feed",
    "Orange Site",
    `<table><tr><td>${links("new", "past", "comments", "ask", "show", "submit")}</td></tr>${times(15, (n) => `<tr class="athing"><td>${n + 1}.</td><td><a href="#">${prose(n, "en", 1).slice(0, 70)}</a> (example.com)</td></tr><tr><td></td><td>${n * 17} points by user${n} ${n + 1} hours ago | <a href="#">hide</a> | <a href="#">${n * 4} comments</a></td></tr>`)}<tr><td><a href="?p=2">More</a></td></tr></table>`,
  ),
  fixture(
    "feed",
    "Notizen aus der Werkstatt – Blog",
    `<header><h1>Notizen aus der Werkstatt</h1>${links("Start", "Über", "RSS")}</header>${times(6, (n) => `<div class="post"><h2><a href="#">Eintrag ${n}: ${prose(n, "de", 1).slice(0, 40)}</a></h2><p class="datum">${n + 3}. Februar 2026</p><p>${prose(n, "de")}</p><a href="#">Weiterlesen</a></div>`)}<a href="#">Ältere Beiträge</a>`,
    { lang: "de" },
  ),
  fixture(
    "media",
    "How to splice rope – ViewTube",
    `<header><input type="search" placeholder="Search"><button>Sign in</button></header><main><video controls width="960" height="540"></video><h1>How to splice rope</h1><p>184,201 views · 2 years ago</p><button>Like</button><button>Share</button><button>Subscribe</button><a href="#">Harbour Hands</a><p>${prose(1)}</p><h2>238 Comments</h2></main><aside>${times(8, (n) => `<div><a href="#">${picture(168, 94)} Video ${n}</a><span>${n}:32</span></div>`)}</aside>`,
    { head: og("video.other") + jsonLd({ "@type": "VideoObject" }) },
  ),
  fixture(
    "media",
    "Tide Songs – album by The Low Water | Strum",
    `<main>${picture(300, 300, "Album cover")}<h1>Tide Songs</h1><p>The Low Water · 2024 · 10 songs, 41 min</p><button>Play</button><button>Shuffle</button><ol>${times(10, (n) => `<li><button aria-label="Play track ${n + 1}">▶</button> Track ${n + 1} <span>3:${10 + n}</span></li>`)}</ol></main><footer><button>Previous</button><button>Play</button><button>Next</button><input type="range" aria-label="Volume"></footer>`,
    { head: og("music.album") },
  ),
  fixture(
    "media",
    "Episode 41: Lighthouses – The Fog Podcast",
    `<h1>Episode 41: Lighthouses</h1><p>The Fog Podcast · 52 min</p><audio controls></audio><button>Download</button><button>Share episode</button><h2>Show notes</h2><p>${prose(2)}</p><h2>Transcript</h2><p>${prose(3, "en", 3)}</p>`,
    { head: jsonLd({ "@type": "PodcastEpisode" }) },
  ),
  fixture(
    "media",
    "Hafen bei Nacht – Fotogalerie",
    `<h1>Hafen bei Nacht</h1><p>24 Fotos von K. Brandt</p><div class="gallery">${times(16, (n) => `<a href="#">${picture(320, 220, `Foto ${n + 1}`)}</a>`)}</div><button>Diashow starten</button>`,
    { lang: "de" },
  ),
];
