import { expect, inject, test } from "vitest";
import { Agent, pageUrl } from "../../support/agent.ts";
import { browserOf, endBrowser, resetObject, sessionStub } from "../../support/objects.ts";

const SOON = { timeout: 15_000 };

/** The log as its lines, with the filter given. */
async function logOf(agent: Agent, filter: Record<string, unknown> = {}): Promise<string> {
  const { text, isError } = await agent.call("network_log", filter);
  if (isError) throw new Error(text);
  return text;
}

/** Address of a page with this markup, which shows what it is for at its beginning. */
function keyedUrl(html: string, key: string, type = "text/html"): string {
  return `${inject("pages")}/page?${new URLSearchParams({ mark: key, type, html })}`;
}

/** Waits until the log holds all of these. */
async function logWith(agent: Agent, ...wanted: RegExp[]): Promise<string> {
  let log = "";
  await expect
    .poll(async () => {
      log = await logOf(agent);

      return wanted.filter((one) => !one.test(log)).map(String);
    }, SOON)
    .toEqual([]);
  return log;
}

test("requests of pages, frames, popups and workers of every kind are told, each with where it was made", async () => {
  const key = crypto.randomUUID();
  const asked = (name: string) => keyedUrl("x", `${key}-${name}`, "text/plain");
  const worker = (name: string) => {
    const code = `fetch(${JSON.stringify(asked(`${name}-fetch`))});${name === "worker" ? `new Worker(URL.createObjectURL(new Blob(["fetch(${JSON.stringify(asked("inner")).replaceAll('"', "'")})"])))` : ""}`;
    return JSON.stringify(keyedUrl(code, `${key}-${name}`, "text/javascript"));
  };
  const frame = keyedUrl(
    `<script>fetch(${JSON.stringify(asked("frame-fetch"))})</script>`,
    `${key}-frame`,
  );
  const other = frame.replace("127.0.0.1", "localhost");
  const html = `<a target=_blank href="${keyedUrl("<h1>Popup</h1>", `${key}-popup`).replaceAll("&", "&amp;")}">Popup</a>
    <iframe src="${frame.replaceAll("&", "&amp;")}"></iframe><iframe src="${other.replaceAll("&", "&amp;")}"></iframe>
    <script>fetch(${JSON.stringify(asked("fetch"))}); new Worker(${worker("worker")}); new SharedWorker(${worker("shared")});
    const socket = new WebSocket("ws://${new URL(inject("pages")).host}/socket?mark=${key}-socket");
    socket.onopen = () => { socket.send("hello"); };</script>`;
  await using agent = await Agent.open({ url: keyedUrl(html, `${key}-page`) });
  await agent.act("click", { target: await agent.ref("link") });
  const log = await logWith(
    agent,
    /GET 200 \S+-page\S*.* · document text\/html/,
    /GET 200 \S+-frame\S* · document text\/html .* · frame/,
    /-frame-fetch\S* · fetch text\/plain .* · frame/,
    /GET 200 \S+-fetch\S* · fetch text\/plain/,
    /-popup\S* · document text\/html/,
    /-worker-fetch\S* · fetch .* · worker/,
    /-inner\S* · fetch .* · worker/,
    /-shared-fetch\S* · fetch .* · shared worker/,
    /socket\?mark=\S+ · websocket .*1 sent/,
  );
  expect(log).toMatch(/failed \(ERR_FAILED \(CORS: \w+\)\) \S+-frame-fetch\S* .* · frame/);
  expect(log).toMatch(/\[s_\w+\] tab \d .* · \d+ requests/);
});

test("what failed, was blocked, redirected and cached says so", async () => {
  const dead = inject("closedOrigin");
  await using agent = await Agent.on("<h1>Failures</h1>");
  const tries = `
    const quiet = (work) => work.catch(() => undefined);
    await quiet(fetch("${dead}/dead"));
    await quiet(fetch("http://10.1.2.3/closed"));
    await quiet(fetch("/redirect?to=/echo?from=redirect"));
    await quiet(fetch("/nothing-there"));
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 50);
    await quiet(fetch("/slow?one", { signal: abort.signal }));
    await quiet(fetch("${inject("otherPages")}/login?cors"));
    fetch("/slow?two")`;
  await agent.run(tries);
  const log = await logOf(agent);
  expect(log).toMatch(/failed \(ERR_CONNECTION_REFUSED\) \S+\/dead/);
  expect(log).toMatch(
    /10\.1\.2\.3\/closed .* · blocked by egress: private and local addresses are closed/,
  );
  expect(log).toMatch(/GET 200 \S+\/echo\?from=redirect .* · redirected 302 from \S+\/redirect/);
  expect(log).toMatch(/GET 404 \S+\/nothing-there/);
  expect(log).toMatch(/failed \(canceled\) \S+slow\?one/);
  expect(log).toMatch(/CORS/);
  expect(log).toMatch(/GET pending \S+slow\?two/);
  const failed = await logOf(agent, { failed: true });
  expect(failed).not.toContain("from=redirect");
  expect(failed).toContain("/nothing-there");
  expect(await logOf(agent, { failed: false })).not.toContain("/nothing-there");
});

test("what is still on its way when its page is left is not told as coming", async () => {
  await using agent = await Agent.on("<h1>Left</h1>");
  await agent.run(`fetch("/slow?left"); navigator.sendBeacon("/echo?beacon")`);
  await agent.call("navigate", { url: pageUrl("<h1>Next</h1>", {}, inject("otherPages")) });
  const log = await logWith(agent, /slow\?left/, /echo\?beacon/);
  expect(log).toMatch(
    /failed \((?:canceled|ERR_ABORTED|its end was not heard: [^)]*)\) \S+slow\?left/,
  );
  expect(log).not.toMatch(/slow\?left .* · 0 ms/);
});

test("what came from a cache says from which", async () => {
  await using agent = await Agent.on("<h1>Cached</h1>");
  await agent.run(`for (const mode of ["force-cache", "only-if-cached"])
      await fetch("/file?name=a.txt&type=text/plain", { cache: mode, mode: "same-origin" }).then((r) => r.text());`);
  await logWith(agent, /a\.txt.* · from (?:disk|memory)/);
});

test("what a service worker asks for and answers is told as such, and what came from a cache too", async () => {
  const code = `self.onactivate = (event) => event.waitUntil(clients.claim().then(() => fetch("/echo?by-worker")));
    self.onfetch = (event) => { if (event.request.url.includes("made-up")) event.respondWith(new Response("made", { headers: { "Content-Type": "text/plain" } })); };`;
  const place = `${inject("pages")}/recorded/cached`;
  await fetch(`${place}/page`, { method: "PUT", body: "<h1>Cached</h1>" });
  await using agent = await Agent.open({ url: `${place}/page` });
  const script = keyedUrl(code, "sw", "text/javascript");
  await agent.run(`await navigator.serviceWorker.register(${JSON.stringify(script)}, { scope: "/" });
    await navigator.serviceWorker.ready; while (!navigator.serviceWorker.controller) await new Promise((d) => setTimeout(d, 20));
    await fetch("/made-up").then((r) => r.text());
    for (let at = 0; at < 2; at++) await fetch("${inject("pages")}/file?name=a.txt&cached", { cache: "force-cache" }).then((r) => r.text());`);
  await logWith(
    agent,
    /mark=sw\S* .* · service worker/,
    /\/echo\?by-worker .* · service worker/,
    /\/made-up · fetch text\/plain .* · from service worker/,
  );
});

test("filters narrow the log, and one that cannot be meant is refused by name", async () => {
  await using agent = await Agent.on("<h1>Filters</h1>");
  await agent.evaluate(
    `Promise.all([fetch("/echo?one"), fetch("/echo?two", { method: "POST", body: "b" }), fetch("/none")])`,
  );
  expect(await logOf(agent, { urlPattern: "ECHO?" })).toMatch(/· 2 of \d+ requests/);
  expect(await logOf(agent, { urlPattern: "/echo\\?(one|three)$/" })).toMatch(
    /· 1 of \d+ requests/,
  );
  expect(await logOf(agent, { method: "post" })).toMatch(/· 1 of \d+ requests[\s\S]*POST 200/);
  expect(await logOf(agent, { statusMin: 400 })).toMatch(/· 1 of \d+ requests[\s\S]*404/);
  expect(await logOf(agent, { contentType: "json" })).toMatch(/· 2 of \d+ requests/);
  const refused = async (filter: Record<string, unknown>) =>
    (await agent.call("network_log", filter)).text;
  expect(await refused({ statusMin: 500, statusMax: 200 })).toMatch(
    /^invalid_arguments: statusMin is greater/,
  );
  expect(await refused({ urlPattern: "/(a/" })).toMatch(
    /^invalid_arguments: urlPattern is not a pattern/,
  );
  expect(await refused({ requestId: "n1", method: "GET" })).toMatch(
    /^invalid_arguments: requestId takes no method/,
  );
  expect(await refused({ requestId: "n99999" })).toMatch(/^not_found: There is no request n99999/);
});

test("one request tells headers and bodies, without its credentials", async () => {
  await using agent = await Agent.on("<h1>One</h1>");
  await agent.evaluate(`fetch("/echo?access_token=t0psecret1", { method: "POST",
    headers: { Authorization: "Bearer t0psecret2", "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Ada", password: "t0psecret3" }) }).then((r) => r.text())`);
  const log = await logOf(agent, { urlPattern: "/echo" });
  const id = /(n\d+) POST/.exec(log)?.[1] ?? "";
  const { text } = await agent.call("network_log", { requestId: id });
  expect(text).toMatch(/Authorization: Bearer \[redacted\]/i);
  expect(text).toContain('"name":"Ada"');
  expect(text).toMatch(/response headers:[\s\S]*content-type: application\/json/i);
  expect(text).toContain("response body:");
  expect(text).toMatch(/\nmade by script/);
  expect(text).toMatch(/\ntiming in ms: .*wait \d+, receive \d+ · http\/1\.1/);
  expect(log + text).not.toMatch(/t0psecret/);
});

test("a body that the browser has let go of is said to be gone", async () => {
  await using agent = await Agent.on("<h1>First</h1>");
  await agent.evaluate(`fetch("/echo?gone").then((r) => r.text())`);
  const id = /(n\d+) GET 200 \S+gone/.exec(await logOf(agent))?.[1] ?? "";
  await agent.call("navigate", { url: pageUrl("<h1>Second</h1>", {}, inject("otherPages")) });
  await agent.call("navigate", { url: pageUrl("<h1>Third</h1>") });
  const { text } = await agent.call("network_log", { requestId: id });
  expect(text).toMatch(
    /response body:\n\(the browser does not keep it any more|response body:\n\{/,
  );
});

test("frames of a WebSocket are counted, and the last ones can be read", async () => {
  await using agent = await Agent.on(`<h1>Socket</h1><script>
    const socket = new WebSocket("ws://${new URL(inject("pages")).host}/socket?x");
    socket.onopen = () => { for (let at = 0; at < 30; at++) socket.send("message " + at); socket.send(new Uint8Array(5)); };
  </script>`);
  const log = await logWith(agent, /websocket .*31 sent/);
  const id = /(n\d+) GET 101 \S+socket\?x/.exec(log)?.[1] ?? "";
  const { text } = await agent.call("network_log", { requestId: id });
  expect(text).toMatch(/frames:\n31 sent/);
  expect(text).toContain("> message 29");
  expect(text).toContain("> (binary, 5 B)");
  expect(text).not.toContain("> message 5\n");
});

test("a long log is told from its end, and read on towards its beginning", async () => {
  await using agent = await Agent.on("<h1>Many</h1>");
  await agent.run(`for (let at = 0; at < 40; at++) await fetch("/echo?at=" + at);`);
  const last = await logOf(agent, { urlPattern: "/echo", maxChars: 1_000 });
  expect(last).toContain("at=39");
  const [, offset = ""] = /(?:\d+) earlier: network_log with offset (\d+)/.exec(last) ?? [];
  const before = await logOf(agent, {
    urlPattern: "/echo",
    maxChars: 1_000,
    offset: Number(offset),
  });
  expect(before).toContain(`at=${39 - Number(offset)}`);
  expect(before).not.toContain("at=39");
});

test("the log goes on when the browser is lost, and says what it lacks after a reset", async () => {
  await using agent = await Agent.on("<h1>Before</h1>");
  await agent.evaluate(`fetch("/echo?former")`);
  expect(await logOf(agent)).toContain("/echo?former");
  await endBrowser(await browserOf(agent.sessionId));
  await expect
    .poll(async () => (await agent.call("session_health")).text, SOON)
    .toContain("its next call starts one");
  await agent.snapshot();
  const log = await logOf(agent);
  expect(log).toContain("/echo?former");
  await resetObject(sessionStub(agent.sessionId));
  await agent.snapshot();
  await agent.evaluate(`fetch("/echo?after")`);
  const anew = await logOf(agent);
  expect(anew).toMatch(
    /notice: what came before the session's part of the server restarted is not kept/,
  );
  expect(anew).toMatch(/a\d+ GET 200 \S+after/);
  expect(anew).not.toContain("former");
});

test("the log becomes a HAR file that can be fetched", async () => {
  await using agent = await Agent.on("<h1>Har</h1>");
  await agent.evaluate(`fetch("/echo?har&token=t0psecret")`);
  const { text } = await agent.call("network_log", { format: "har", urlPattern: inject("pages") });
  expect(text).toMatch(/artifact art_\w+ \d+ application\/json http/);
  expect(text).not.toContain("t0psecret");
});
