/** One way out of a page; `code` runs there with the names that `probe-page.ts` explains. */
export interface Way {
  readonly name: string;
  readonly code: string;
  /** How an arrival is known: by its path, by a connection to a port of its own, or by a datagram to one. */
  readonly arrives?: "tcp" | "udp";
}

const DOM = `const add = (tag, props, parent = document.body) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) node.setAttribute(name, value);
  parent.append(node);
  return node;
};`;

function dom(name: string, code: string): Way {
  return { name, code: `${DOM}${code}` };
}

const MARKUP: readonly (readonly [string, string])[] = [
  ["img", `<img src="AT">`],
  ["img by name", `<img src="NAMED">`],
  ["img srcset", `<img srcset="AT 1x, AT 2x">`],
  ["picture source", `<picture><source srcset="AT"><img></picture>`],
  ["input image", `<input type="image" src="AT">`],
  ["style background", `<div style="width:9px;height:9px;background:url(AT)">x</div>`],
  ["style image-set", `<div style="width:9px;height:9px;background:image-set(url(AT) 1x)">x</div>`],
  ["style mask", `<div style="width:9px;height:9px;mask-image:url(AT)">x</div>`],
  ["style list image", `<ul><li style="list-style-image:url(AT)">x</ul>`],
  ["style border image", `<div style="border:9px solid;border-image:url(AT) 9">x</div>`],
  ["style content", `<style>.pw::before{content:url(AT)}</style><i class="pw">x</i>`],
  ["style @import", `<style>@import "AT";</style>`],
  [
    "style font",
    `<style>@font-face{font-family:pf;src:url(AT)}</style><b style="font-family:pf">x</b>`,
  ],
  ["link stylesheet", `<link rel="stylesheet" href="AT">`],
  ["link preload", `<link rel="preload" as="fetch" crossorigin href="AT">`],
  ["link prefetch", `<link rel="prefetch" href="AT">`],
  ["link modulepreload", `<link rel="modulepreload" href="AT">`],
  ["link icon", `<link rel="icon" href="AT">`],
  ["link prerender", `<link rel="prerender" href="AT">`],
  ["link next", `<link rel="next" href="AT">`],
  ["iframe", `<iframe src="AT"></iframe>`],
  ["iframe by name", `<iframe src="NAMED"></iframe>`],
  ["iframe redirected", `<iframe src="REDIRECT"></iframe>`],
  [
    "iframe meta refresh",
    `<iframe srcdoc='<meta http-equiv=refresh content="0;url=AT">'></iframe>`,
  ],
  ["iframe refresh header", `<iframe src="HEADER?refresh=0;url=AT"></iframe>`],
  [
    "iframe link header",
    `<iframe src="HEADER?link=<AT>;rel=preload;as=fetch;crossorigin"></iframe>`,
  ],
  ["iframe srcdoc img", `<iframe srcdoc='<img src="AT">'></iframe>`],
  ["iframe data img", `<iframe src='data:text/html,<img src="AT">'></iframe>`],
  ["iframe base", `<iframe srcdoc='<base href="AT/"><img src="x">'></iframe>`],
  [
    "iframe xml stylesheet",
    `<iframe src='HEADER?type=text/xml&body=<?xml-stylesheet href="AT" type="text/xsl"?><a/>'></iframe>`,
  ],
  [
    "iframe csp report",
    `<iframe src='HEADER?csp=img-src data:;report-uri AT&body=<img src=/x>'></iframe>`,
  ],
  ["object", `<object data="AT" type="text/html"></object>`],
  ["embed", `<embed src="AT" type="text/html">`],
  ["video", `<video src="AT" preload="auto"></video>`],
  ["video poster", `<video poster="AT"></video>`],
  ["audio", `<audio src="AT" preload="auto"></audio>`],
  ["svg image", `<svg width="9" height="9"><image href="AT" width="9" height="9"/></svg>`],
  [
    "svg feImage",
    `<svg width="9" height="9"><filter id="pf"><feImage href="AT"/></filter><rect filter="url(#pf)" width="9" height="9"/></svg>`,
  ],
  ["svg use", `<svg><use href="AT#a"/></svg>`],
];

/** Code of a document or worker; runs where only strings can be handed to. */
const TALK: Readonly<Record<string, string>> = {
  fetch: `fetch("AT", { mode: "no-cors" }).catch(() => 0);`,
  websocket: `new WebSocket("WS");`,
  stun: `const p = new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:PORT" }] });
    p.createDataChannel("x"); p.createOffer().then((o) => p.setLocalDescription(o));`,
};

function talk(kind: string): string {
  return `const what = fill(${JSON.stringify(TALK[kind])});`;
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is code of the page, filled in there
const wrapped = "`<script>${what}<\\/script>`";

function places(kind: string, workers: boolean): Way[] {
  const arrives = kind === "stun" ? { arrives: "udp" as const } : {};
  const documents: readonly (readonly [string, string])[] = [
    ["", "(0, eval)(what);"],
    ["in srcdoc", `add("iframe", { srcdoc: ${wrapped} });`],
    ["in sandboxed srcdoc", `add("iframe", { sandbox: "allow-scripts", srcdoc: ${wrapped} });`],
    [
      "in data frame",
      `add("iframe", { src: "data:text/html," + encodeURIComponent(${wrapped}) });`,
    ],
    [
      "in blob frame",
      `add("iframe", { src: URL.createObjectURL(new Blob([${wrapped}], { type: "text/html" })) });`,
    ],
    ["in blank frame at once", `add("iframe", {}).contentWindow.eval(what);`],
    [
      "in javascript frame",
      `add("iframe", { src: "javascript:" + encodeURIComponent("'" + ${wrapped} + "'") });`,
    ],
    [
      "in other site's frame",
      `add("iframe", { src: other + "/run?code=" + encodeURIComponent(what) });`,
    ],
    [
      "in sandboxed other frame",
      `add("iframe", { sandbox: "allow-scripts", src: other + "/run?code=" + encodeURIComponent(what) });`,
    ],
    ["in blank popup at once", `open("about:blank").eval(what);`],
    ["in written popup", `open("").document.write(${wrapped});`],
    ["in other site's popup", `open(other + "/run?code=" + encodeURIComponent(what));`],
  ];
  const inWorkers: readonly (readonly [string, string])[] = [
    ["in worker", "new Worker(URL.createObjectURL(new Blob([what])));"],
    [
      "in nested worker",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code of the page, filled in there
      "new Worker(URL.createObjectURL(new Blob([`new Worker(URL.createObjectURL(new Blob([${JSON.stringify(what)}])))`])));",
    ],
    ["in shared worker", `new SharedWorker("/worker?code=" + encodeURIComponent(what));`],
    [
      "in service worker",
      `navigator.serviceWorker.register("/worker?code=" + encodeURIComponent(what), { scope: "/w" + way.replace(/\\W/g, "") + "/" });`,
    ],
  ];
  const all = workers ? [...documents, ...inWorkers] : documents;
  return all.map(([place, code]) => ({
    ...dom(`${kind} ${place}`.trim(), talk(kind) + code),
    ...arrives,
  }));
}

/** Every way of the probe, each with a name of its own. */
export const WAYS: readonly Way[] = [
  ...MARKUP.map(([name, html]) =>
    dom(
      name,
      `document.body.append(document.createRange().createContextualFragment(fill(${JSON.stringify(html)})));`,
    ),
  ),
  ...places("fetch", true),
  ...places("websocket", true),
  ...places("stun", false),
  dom("fetch by name", `fetch(named, { mode: "no-cors" });`),
  dom("fetch keepalive", `fetch(at, { mode: "no-cors", keepalive: true });`),
  dom("fetch redirected", `fetch(redirect, { mode: "no-cors" });`),
  dom("fetch later", `fetchLater(at, { activateAfter: 0 });`),
  dom("xhr", `const x = new XMLHttpRequest(); x.open("GET", at); x.send();`),
  dom(
    "xhr sync",
    `const x = new XMLHttpRequest(); x.open("GET", at, false); try { x.send(); } catch {}`,
  ),
  dom("beacon", `navigator.sendBeacon(at, "x");`),
  dom("event source", `new EventSource(at);`),
  dom("websocket by name", `new WebSocket(wsNamed);`),
  dom("img object", `new Image().src = at;`),
  dom("img redirected", `new Image().src = redirect;`),
  dom("script", `add("script", { src: at });`),
  dom("script module", `add("script", { src: at, type: "module" });`),
  dom("dynamic import", `import(at).catch(() => 0);`),
  dom(
    "import scripts",
    `new Worker(URL.createObjectURL(new Blob(["importScripts(" + JSON.stringify(at) + ")"])));`,
  ),
  dom(
    "worker module",
    `new Worker(URL.createObjectURL(new Blob(["import " + JSON.stringify(at)])), { type: "module" });`,
  ),
  dom("worker src", `new Worker("/redirect?to=" + encodeURIComponent(at));`),
  dom(
    "audio worklet",
    `await new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule(at).catch(() => 0);`,
  ),
  dom("paint worklet", `CSS.paintWorklet.addModule(at).catch(() => 0);`),
  dom("font object", `new FontFace("pg", "url(" + at + ")").load().catch(() => 0);`),
  dom(
    "track",
    `const v = add("video", { src: "/x" }); add("track", { src: at, default: "", kind: "captions" }, v).track.mode = "showing";`,
  ),
  dom("manifest", `add("link", { rel: "manifest", href: at }, document.head);`),
  dom("ping", `const a = add("a", { href: "#ping", ping: at }); a.click();`),
  dom(
    "download link",
    `add("iframe", { srcdoc: "<a download href=" + at + ">x</a><script>document.querySelector('a').click()<\\/script>" });`,
  ),
  dom(
    "form post",
    `add("iframe", { name: "fp" }); const f = add("form", { method: "post", action: at, target: "fp" }); f.submit();`,
  ),
  dom("form get in popup", `const f = add("form", { action: at, target: "_blank" }); f.submit();`),
  dom("popup", `open(at);`),
  dom("popup by name", `open(named);`),
  dom("popup noopener", `open(at, "_blank", "noopener");`),
  dom("popup redirected", `open(redirect);`),
  dom("popup moved", `const w = open("about:blank"); w.location = at;`),
  dom("frame moved", `add("iframe", {}).contentWindow.location = at;`),
  dom("frame view-source", `add("iframe", {}).contentWindow.location = "view-source:" + at;`),
  dom(
    "speculation prefetch",
    `const s = add("script", { type: "speculationrules" }); s.remove(); s.textContent = JSON.stringify({ prefetch: [{ source: "list", urls: [at], eagerness: "immediate" }] }); document.head.append(s);`,
  ),
  dom(
    "speculation prerender",
    `const s = document.createElement("script"); s.type = "speculationrules"; s.textContent = JSON.stringify({ prerender: [{ source: "list", urls: ["/redirect?to=" + encodeURIComponent(at)], eagerness: "immediate" }] }); document.head.append(s);`,
  ),
  dom(
    "background fetch",
    `const r = await navigator.serviceWorker.register("/worker?code=1", { scope: "/bgf/" }); await new Promise((d) => setTimeout(d, 500)); await r.backgroundFetch.fetch("x", at);`,
  ),
  dom(
    "cache add",
    `await (await caches.open("x")).add(new Request(at, { mode: "no-cors" })).catch(() => 0);`,
  ),
  dom("notification icon", `new Notification("x", { icon: at });`),
  {
    ...dom(
      "preconnect",
      `add("link", { rel: "preconnect", href: "http://127.0.0.1:" + port }, document.head);`,
    ),
    arrives: "tcp",
  },
  {
    ...dom(
      "dns prefetch",
      `add("link", { rel: "dns-prefetch", href: "http://127.0.0.1:" + port }, document.head);`,
    ),
    arrives: "tcp",
  },
  {
    ...dom(
      "fetch raw port",
      `fetch("http://127.0.0.1:" + port, { mode: "no-cors" }).catch(() => 0);`,
    ),
    arrives: "tcp",
  },
  {
    ...dom(
      "turn over tcp",
      `const p = new RTCPeerConnection({ iceServers: [{ urls: "turn:127.0.0.1:" + port + "?transport=tcp", username: "u", credential: "c" }] }); p.createDataChannel("x"); await p.setLocalDescription();`,
    ),
    arrives: "tcp",
  },
  {
    ...dom(
      "webrtc candidate tcp",
      `const p = new RTCPeerConnection(); p.createDataChannel("x"); await p.setLocalDescription(); const q = p.localDescription.sdp.replace("a=setup:actpass", "a=setup:active"); await p.setRemoteDescription({ type: "answer", sdp: q }); await p.addIceCandidate({ candidate: "candidate:1 1 tcp 1518280447 127.0.0.1 " + port + " typ host tcptype passive", sdpMid: "0" });`,
    ),
    arrives: "tcp",
  },
  {
    ...dom(
      "webrtc candidate udp",
      `const p = new RTCPeerConnection(); p.createDataChannel("x"); await p.setLocalDescription(); const q = p.localDescription.sdp.replace("a=setup:actpass", "a=setup:active"); await p.setRemoteDescription({ type: "answer", sdp: q }); await p.addIceCandidate({ candidate: "candidate:1 1 udp 2122260223 127.0.0.1 " + port + " typ host", sdpMid: "0" });`,
    ),
    arrives: "udp",
  },
  {
    ...dom(
      "webtransport",
      `const t = new WebTransport("https://127.0.0.1:" + port + "/"); t.ready.catch(() => 0); t.closed.catch(() => 0);`,
    ),
    arrives: "udp",
  },
  {
    ...dom(
      "webtransport in worker",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code of the page, filled in there
      "new Worker(URL.createObjectURL(new Blob([`const t = new WebTransport('https://127.0.0.1:${port}/'); t.ready.catch(() => 0); t.closed.catch(() => 0)`])));",
    ),
    arrives: "udp",
  },
];
