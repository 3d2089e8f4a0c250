/**
 * Pages and scripts that tell what they see of their browser: `/facts?at=main` starts one of every kind
 * of frame, window and worker, and gathers what they say in the promise `report`.
 */
export function factsAnswer(url: URL, host: string): { type: string; body: string } | undefined {
  const at = url.searchParams.get("at") ?? "";
  const own = `http://${host}`;
  if (url.pathname === "/facts.js") return { type: "text/javascript", body: workerScript(at, own) };
  if (url.pathname !== "/facts") return undefined;
  const other = url.searchParams.get("other") ?? own;
  return { type: "text/html", body: documentOf(at, own, other) };
}

/** Every place that a whole report tells of. */
export const DOCUMENTS = ["main", "same", "srcdoc", "sandbox", "cross", "nested", "popup"];
export const WORKERS = [
  "worker",
  "inner worker",
  "blob worker",
  "cross worker",
  "shared",
  "service",
];

/** Runs as the very first script; the moment it is called is the moment the facts are of. */
const COLLECT = `function facts(at, own) {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const hints = navigator.userAgentData;
  const seen = {
    at, locale, timeZone,
    userAgent: navigator.userAgent, appVersion: navigator.appVersion, platform: navigator.platform,
    language: navigator.language, languages: navigator.languages.join(),
    number: (1234.5).toLocaleString(), month: new Date(0).toLocaleDateString(undefined, { month: "long" }),
    hour: new Date(Date.UTC(2026, 0, 1)).getHours(),
    brands: hints?.brands.map(({ brand, version }) => brand + " " + version).sort().join(),
    mobile: hints?.mobile, system: hints?.platform,
    dark: self.matchMedia?.("(prefers-color-scheme: dark)").matches,
  };
  const state = (name) => navigator.permissions.query({ name }).then((it) => it.state, String);
  const names = ["geolocation", "camera", "notifications", "clipboard-read"];
  const permitted = Promise.all(names.map(state)).then((states) => states.join());
  const versions = ["platformVersion", "uaFullVersion", "fullVersionList", "model", "bitness", "formFactors"];
  const more = hints?.getHighEntropyValues(versions);
  const headers = fetch(own + "/echo").then((reply) => reply.json()).then((told) => told.headers);
  const soon = (work, what) => Promise.race([work,
    new Promise((_, fail) => setTimeout(() => fail(what + " hangs"), 6000))]);
  return Promise.all([soon(permitted, "permissions"), soon(more, "hints"), soon(headers, "echo"),
    soon(place(), "position")]).then(
    ([permissions, details, sent, position]) => ({ ...seen, permissions, details, headers: sent, position }),
    (error) => ({ ...seen, error: String(error) }));
}
function place() {
  if (!navigator.geolocation) return undefined;
  return new Promise((done) => navigator.geolocation.getCurrentPosition(
    ({ coords }) => done([coords.latitude, coords.longitude, coords.accuracy].join()),
    (error) => done("code " + error.code), { timeout: 3000 }));
}`;

function workerScript(at: string, own: string): string {
  const tell = {
    shared: "onconnect = ({ ports }) => told.then((it) => ports[0].postMessage(it));",
    service:
      "onmessage = (event) => event.waitUntil(told.then((it) => event.source.postMessage(it)));",
  }[at];
  const inner = `new Worker("/facts.js?at=inner worker").onmessage = ({ data }) => postMessage(data);`;
  return `${COLLECT}
    const told = facts(${JSON.stringify(at)}, ${JSON.stringify(own)});
    ${tell ?? "told.then((it) => postMessage(it));"} ${at === "worker" ? inner : ""}`;
}

function documentOf(at: string, own: string, other: string): string {
  const say = `facts(${JSON.stringify(at)}, ${JSON.stringify(own)}).then((it) => (${at === "main" ? "self" : "opener ?? top"}).postMessage(it, "*"));`;
  const first = `<!doctype html><script>${COLLECT}\n${at === "main" ? gather(own) : ""}${say}</script><h1>${at}</h1>`;
  if (at === "main") return `${first}<script>${START}</script>${frames(own, other)}`;
  if (at !== "cross") return first;
  return `${first}${frame(`${other}/facts?at=nested`)}
    <script>new Worker("/facts.js?at=cross worker").onmessage = ({ data }) => top.postMessage(data, "*");</script>`;
}

function gather(own: string): string {
  return `const own = ${JSON.stringify(own)}, all = {}, wanted = ${JSON.stringify([...DOCUMENTS, ...WORKERS])};
    const report = new Promise((done) => {
      globalThis.take = ({ data }) => {
        all[data.at] = data;
        if (wanted.every((place) => place in all)) done(all);
      };
    });
    addEventListener("message", take);
    function missing() {
      return new Promise((done) => setTimeout(() => done(wanted.filter((at) => !(at in all))), 9000));
    }`;
}

const START = `
  new Worker("/facts.js?at=worker").onmessage = take;
  const blob = new Blob([facts + place + 'facts("blob worker", "' + own + '").then((it) => postMessage(it))']);
  new Worker(URL.createObjectURL(blob)).onmessage = take;
  new SharedWorker("/facts.js?at=shared").port.onmessage = take;
  navigator.serviceWorker.onmessage = take;
  navigator.serviceWorker.register("/facts.js?at=service", { scope: "/none/" }).then((it) =>
    (it.installing ?? it.waiting ?? it.active).postMessage(""));
  open("/facts?at=popup");`;

function frames(own: string, other: string): string {
  const srcdoc = documentOf("srcdoc", own, other)
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;");
  return `${frame("/facts?at=same")}${frame(`${other}/facts?at=cross&other=${own}`)}
    <iframe srcdoc="${srcdoc}"></iframe><iframe sandbox="allow-scripts" src="/facts?at=sandbox"></iframe>`;
}

function frame(src: string): string {
  return `<iframe allow="geolocation; camera; clipboard-read" src="${src.replaceAll("&", "&amp;")}"></iframe>`;
}
