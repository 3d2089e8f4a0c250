import { fixture, links, og, picture, times } from "../fixture.ts";
import { paragraphs, prose } from "../prose.ts";

export const READING = [
  fixture(
    "article",
    "Les entrepôts du port auront une seconde vie - Le Courrier",
    `<div class="menu">${links("À la une", "Régions", "Économie", "Se connecter")}</div><div class="a-head"><div class="a-title">Les entrepôts du port auront une seconde vie</div><div>Par Luc Morel, publié le 2 mars 2026 à 18h04</div></div><div class="a-body">${paragraphs(6, "fr", 5)}</div><div>Lire aussi ${links("Un", "Deux")}</div>`,
    { lang: "fr" },
  ),
  fixture(
    "article",
    "I was blocked by my bank's website. Here is what I learned",
    `<div class="post-wrap"><h2>I was blocked by my bank's website. Here is what I learned</h2><div>Kim S. · 6 min read · Feb 2</div><p>Access denied. Reference #18. Unusual traffic, said the page, and it asked me to prove that I am not a robot.</p>${paragraphs(6, "en", 3)}<div>👏 321 <a>12 responses</a></div></div>`,
  ),
  fixture(
    "article",
    "港の倉庫に新しい命 - 港町新聞",
    `<header>${links("社会", "政治", "経済", "スポーツ")}</header><article><h1>港の倉庫に新しい命</h1><time>2026年3月2日</time>${paragraphs(4, "ja", 5)}</article><a>関連記事</a>`,
    { lang: "ja" },
  ),
  fixture(
    "article",
    "Release notes for people: what changed in spring",
    `<main>${picture(900, 300)}<h1>What changed in spring</h1><p>Written by the product team on 12 April 2026</p>${paragraphs(3, "en", 4)}<h3>Faster search</h3>${paragraphs(2, "en", 4)}<h3>Fewer clicks</h3>${paragraphs(2, "en", 4)}<form><input type="email" placeholder="Your email"><button>Subscribe</button></form></main>`,
    { head: og("article") },
  ),
  fixture(
    "documentation",
    "tokio_ext::sync - Rust",
    `<nav class="sidebar"><h2>Module sync</h2>${links("Structs", "Functions", "Traits", "Crate tokio_ext")}</nav><main><h1>Module <span>tokio_ext::sync</span></h1><details open><summary>Expand description</summary><p>${prose(2)}</p><pre class="rust"><code>let (tx, rx) = channel(1);</code></pre></details><h2>Structs</h2><dl>${times(7, (n) => `<dt><a href="#"><code>Guard${n}</code></a></dt><dd>${prose(n, "en", 1)}</dd>`)}</dl><h2>Functions</h2><dl><dt><code>channel</code></dt><dd>Creates a channel.</dd></dl></main>`,
  ),
  fixture(
    "documentation",
    "Démarrage rapide · Guide du développeur Kilo",
    `<div class="l">${links("Introduction", "Démarrage rapide", "Concepts", "Référence de l'API", "Dépannage", "Notes de version")}</div><div class="c"><h1>Démarrage rapide</h1><p>${prose(0, "fr")}</p><h2>1. Installer</h2><div class="highlight"><pre>pip install kilo</pre></div><h2>2. Configurer</h2><p>${prose(1, "fr")}</p><div class="highlight"><pre>kilo.init(cle="...")</pre></div><a>Modifier cette page sur GitHub</a></div><div class="r">Sur cette page ${links("Installer", "Configurer")}</div>`,
    { lang: "fr" },
  ),
  fixture(
    "documentation",
    "Set up two-factor login - Ledgerly Help Center",
    `<header><input type="search" placeholder="Search for articles"></header><div>${links("All collections", "Security")}</div><h1>Set up two-factor login</h1><p>Updated over a week ago</p><div>Table of contents ${links("Before you begin", "Turn it on", "Lost your phone?")}</div><h2>Before you begin</h2><p>${prose(1)}</p><h2>Turn it on</h2><ol><li>Open <b>Settings › Security</b>.</li><li>Click <b>Enable</b>.</li><li>Scan the code.</li></ol><h2>Lost your phone?</h2><p>${prose(3)}</p><p>Did this answer your question? 😞 😐 😃</p>`,
  ),
  fixture(
    "qa",
    "¿Cómo limpio una cafetera italiana? : r/cocina",
    `<div>${picture(40, 40)} r/cocina · Publicado por u/ana hace 2 días</div><h1>¿Cómo limpio una cafetera italiana?</h1><p>${prose(0, "es")}</p><span>128 votos</span><div>14 respuestas</div>${times(5, (n) => `<div class="cm"><b>u/usuario${n}</b><p>${prose(n, "es")}</p><button>Responder</button><button aria-label="Votar a favor">▲</button></div>`)}`,
    { lang: "es" },
  ),
  fixture(
    "qa",
    "Help: shipping questions",
    `<h1>Common questions</h1><h3>When will my order arrive?</h3><p>${prose(1)}</p><h3>Can I change my address?</h3><p>${prose(2)}</p><h3>Do you ship abroad?</h3><p>${prose(3)}</p><h3>What if something is missing?</h3><p>${prose(4)}</p><h3>How do I return an item?</h3><p>${prose(5)}</p><h3>Where is my refund?</h3><p>${prose(6)}</p>`,
  ),
  fixture(
    "qa",
    "How can I tell if an old boat is worth restoring? - Quonda",
    `<div class="q"><div>How can I tell if an old boat is worth restoring?</div><button>Answer</button><button>Follow · 12</button></div>${times(4, (n) => `<div class="a">${picture(36, 36)}<div>Person ${n}, shipwright · Answered ${n + 1}y ago</div><p>${prose(n, "en", 4)}</p><button>Upvote · ${n * 40}</button><button>Share</button></div>`)}<div>Related questions ${links("How long does varnish last?", "What is a keel?")}</div>`,
  ),
  fixture(
    "feed",
    "Fil d'actualité",
    `<div>${links("Accueil", "Amis", "Groupes", "Événements")}</div><div>Quoi de neuf, Claire ?</div>${times(6, (n) => `<div class="post"><strong>Ami ${n}</strong> · il y a ${n + 1} h<div>${prose(n, "fr", 1)}</div><span role="button">J'aime</span><span role="button">Commenter</span><span role="button">Partager</span></div>`)}`,
    { lang: "fr" },
  ),
  fixture(
    "feed",
    "Tagesblatt.example – Nachrichten aus dem Norden",
    `<nav>${links("Politik", "Wirtschaft", "Sport", "Kultur", "Wissen")}</nav>${times(12, (n) => `<div class="teaser"><a href="#"><span>Hafen</span><h2>${prose(n, "de", 1).slice(0, 70)}</h2><p>${prose(n + 2, "de", 1)}</p></a></div>`)}<div>Newsticker <ul>${times(8, (n) => `<li>1${n}:2${n} <a href="#">${prose(n, "de", 1).slice(0, 40)}</a></li>`)}</ul></div>`,
    { lang: "de" },
  ),
  fixture(
    "feed",
    "r/woodworking",
    `<main>${times(9, (n) => `<div data-post="${n}"><button aria-label="upvote">▲</button><span>${n * 113}</span><a href="#">${prose(n, "en", 1).slice(0, 55)}</a><div>submitted ${n + 1} hours ago by u/oak${n}</div><a href="#">${n * 7} comments</a> <a href="#">share</a> <a href="#">save</a></div>`)}</main><aside><h2>About this community</h2><p>1.2m members</p><button>Join</button></aside>`,
  ),
  fixture(
    "media",
    "Regarder Les Marées, saison 1 épisode 2 – Flux+",
    `<div class="player" style="width:1100px;height:600px;background:#000"><video width="1100" height="600"></video><button>Lecture</button><button>Plein écran</button><input type="range"></div><h2>Les Marées · S1 É2</h2><p>48 min · 2025 · 12+</p><p>${prose(1, "fr")}</p><h3>Épisodes</h3>${times(5, (n) => `<div>${picture(160, 90)} Épisode ${n + 1}</div>`)}`,
    { lang: "fr" },
  ),
  fixture(
    "media",
    "Album: Lighthouses of the North",
    `<h1>Lighthouses of the North</h1><p>38 photos · by Nils</p><div>${times(12, (n) => `<figure>${picture(280, 200)}<figcaption>Light ${n}</figcaption></figure>`)}</div>`,
  ),
  fixture(
    "media",
    "Low Water - Ebb (Live) by lowwater | Listen online for free on WaveCloud",
    `<div><button aria-label="Play">▶</button><h1>Ebb (Live)</h1><h2>lowwater</h2><canvas width="800" height="120"></canvas><span>0:00</span><span>4:12</span></div><div>▶ 48.2K ♥ 1,204 <button>Like</button><button>Repost</button><button>Add to playlist</button></div><p>${prose(2, "en", 1)}</p><h3>92 comments</h3>`,
    { head: og("music.song") },
  ),
];
