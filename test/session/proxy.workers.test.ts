import { env, runInDurableObject } from "cloudflare:test";
import { Connection } from "@cloudflare/puppeteer/internal/cdp/Connection.js";
import { afterEach, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { EgressGuard } from "../../src/browser/egress/guard.ts";
import { Agent, callTool, fenced, pageUrl, type ToolAnswer } from "../support/agent.ts";
import type { ProxyLog } from "../support/auth-proxy.ts";
import { ask } from "../support/edge.ts";
import {
  browserOf,
  codeOf,
  endBrowser,
  loseSecrets,
  placesUsed,
  platformBrowsers,
  resetObject,
  sessionStub,
} from "../support/objects.ts";
import type { SeenRequest } from "../support/pages-server.ts";

const SOON = { timeout: 15_000 };
const USER = { username: "ada", password: "love:lace & co" };
const PLAIN = pageUrl("<h1>Plain</h1>");
const withUser = () => ({ server: inject("proxy"), ...USER });

beforeEach(async () => {
  await fetch(`${inject("proxy")}/forget`);
  await fetch(`${inject("openProxy")}/forget`);
});

afterEach(async () => {
  vi.restoreAllMocks();
  expect(await placesUsed()).toBe(0);
  await expect.poll(platformBrowsers, SOON).toEqual([]);
});

describe("behind a proxy that asks for credentials", () => {
  test("every request of every kind goes through it, and none goes direct", async () => {
    const key = crypto.randomUUID();
    const url = pageUrl(everyKind(key), { key: `${key}-page` });
    await using agent = await Agent.open({ url, proxy: withUser() });
    await agent.act("click", { target: await agent.ref("link") });
    await expect.poll(async () => namesOf(await seenBy(key), key), SOON).toEqual(KINDS);
    await expectAllProxied(key);
  });

  test("still so after a reset of the session's object", async () => {
    await using agent = await Agent.open({ url: PLAIN, proxy: withUser() });
    await agent.evaluate("document.cookie = 'kept=1; max-age=1000'");
    await resetObject(sessionStub(agent.sessionId));
    const key = crypto.randomUUID();
    const there = pageUrl("<h1>After</h1>", { key: `${key}-page` });
    expect((await agent.call("navigate", { url: there })).text).toContain('h1 "After"');
    expect(await agent.evaluate("document.cookie")).toBe("kept=1");
    expect(await seenBy(key)).toHaveLength(1);
    await expectAllProxied(key);
  });

  test("still so in the browser that comes when the first is lost", async () => {
    const look = { locale: "de-DE", userAgent: "Test/1.0" };
    await using agent = await Agent.open({ url: PLAIN, proxy: withUser(), ...look });
    await agent.evaluate("localStorage.kept = '1'");
    await agent.call("tabs_list");
    await endBrowser(await browserOf(agent.sessionId));
    const health = async () => (await agent.call("session_health")).text;
    await expect.poll(health, SOON).toContain("its next call starts one");
    const text = await agent.snapshot();
    expect(text).toMatch(/^notice: browser restarted: .* storage of 1 origin and 1 tab restored/m);
    expect(text).toContain('h1 "Plain"');
    expect(await agent.evaluate("localStorage.kept + navigator.userAgent")).toBe("1Test/1.0");
    const key = crypto.randomUUID();
    await agent.call("navigate", { url: pageUrl("<h1>After</h1>", { key: `${key}-page` }) });
    expect(await seenBy(key)).toHaveLength(1);
    await expectAllProxied(key);
  });

  test("Chrome is told the credentials again when it has to give them anew", async () => {
    await using agent = await Agent.open({ url: PLAIN, proxy: withUser() });
    await resetObject(sessionStub(agent.sessionId));
    await agent.snapshot();
    await fetch(`${inject("proxy")}/doubt`);
    expect((await agent.navigate("<h1>Known</h1>")).text).toContain('h1 "Known"');
    expect((await logOf("proxy")).wrong).toBe(1);
  });

  test.each([
    ["in a browser of its own", ["Worker", "SharedWorker"]],
    ["target by target", ["Worker"]],
  ])(
    "a frame of another process and workers are asked for them like a page, %s",
    async (how, kinds) => {
      if (how === "target by target") shareBrowsers();
      await using agent = await Agent.open({ url: PLAIN, proxy: withUser() });
      const echo = `${inject("pages")}/echo`;
      const answering = `<script>onmessage = () => fetch("/echo").then(
      ({ status }) => parent.postMessage(status, "*"), (error) => parent.postMessage(String(error), "*"))</script>`;
      const frame = pageUrl(answering).replace("127.0.0.1", "localhost");
      await agent.navigate(`<iframe src="${frame.replaceAll("&", "&amp;")}"></iframe>`);
      const doubt = () => fetch(`${inject("proxy")}/doubt`);
      await doubt();
      expect(await agent.evaluate(FRAME_ASKS)).toBe(200);
      for (const kind of kinds) {
        await doubt();
        expect(await agent.evaluate(workerAsks(kind, echo)), kind).toBe(200);
      }
      expect((await logOf("proxy")).wrong).toBe(1 + kinds.length);
    },
  );

  test("a web server that asks for a password is not given the proxy's", async () => {
    await using agent = await Agent.open({ url: PLAIN, proxy: withUser() });
    const url = `${inject("pages")}/login`;
    const { text } = await agent.call("navigate", { url });
    expect(text).toContain("· 401 ·");
    expect(text).toContain("none given");
  });

  test("the credentials stand in no answer, no log line and no stored value", async () => {
    const logged = vi.spyOn(console, "error");
    const create = await callTool("session_create", { url: PLAIN, proxy: withUser() });
    const sessionId = String(create.structured?.sessionId);
    const texts = [create.text, JSON.stringify(create.structured)];
    for (const tool of ["session_list", "pool_status", "session_health"]) {
      texts.push(JSON.stringify(await callTool(tool, {})));
    }
    texts.push(await stored(sessionId), JSON.stringify(logged.mock.calls));
    for (const text of texts) expect(text).not.toMatch(/lace & co|YWRhOmxvdmU/);
    expect(create.text).toContain(`through the proxy ${inject("proxy")}, which was checked`);
    await callTool("session_destroy", { sessionId });
  });
});

describe("bypass", () => {
  test("takes what it names around the proxy, and nothing else", async () => {
    const bypass = new URL(inject("otherPages")).host;
    await using agent = await Agent.open({
      url: PLAIN,
      proxy: { server: inject("openProxy"), bypass: ` ${bypass} , *.nowhere.example` },
    });
    const [past, through] = [crypto.randomUUID(), crypto.randomUUID()];
    const other = pageUrl("<h1>Past</h1>", { key: past }, inject("otherPages"));
    expect((await agent.call("navigate", { url: other })).text).toContain('h1 "Past"');
    await agent.call("navigate", { url: pageUrl("<h1>Through</h1>", { key: through }) });
    const targets = (await logOf("openProxy")).seen.map(({ target }) => target).join("\n");
    expect(targets).not.toContain(past);
    expect(targets).toContain(through);
  });

  test("must not cover the address the proxy is checked with", async () => {
    const bypass = new URL(inject("pages")).host;
    const answer = await create({ proxy: { server: inject("openProxy"), bypass } });
    expect(answer.text).toMatch(/^invalid_arguments: proxy\.bypass covers the address/);
  });
});

describe("a proxy that cannot serve creates nothing:", () => {
  test("wrong credentials", async () => {
    const answer = await create({ proxy: { ...withUser(), password: "wrong-one" } });
    expect(answer.text).toMatch(/^invalid_arguments: The proxy refused the credentials \(407\)/);
    expect(answer.text).not.toContain("wrong-one");
    expect((await logOf("proxy")).wrong).toBeLessThanOrEqual(2);
  });

  test("no credentials where some are asked for", async () => {
    const answer = await create({ proxy: { server: inject("proxy") } });
    expect(answer.text).toMatch(/^invalid_arguments: The proxy asks for credentials \(407\)/);
  });

  test("nothing listens there", async () => {
    const answer = await create({ proxy: { server: inject("closedOrigin") } });
    expect(answer.text).toMatch(
      /^navigation_failed: The proxy does not work: it cannot be reached \(net::ERR_PROXY_CONNECTION/,
    );
  });

  test.each(["http", "https"])("it does not reach the check address, %s", async (scheme) => {
    const url = `${scheme}://shop.unreachable.example.com/`;
    const answer = await create({ url, proxy: { server: inject("openProxy") } });
    expect(answer.text).toMatch(/^navigation_failed: The proxy does not work: it /);
    expect(answer.text).toContain(scheme === "http" ? "HTTP 502" : "ERR_TUNNEL_CONNECTION_FAILED");
  });

  test("the browser ignores proxies", async () => {
    ignoreProxies();
    const answer = await create({ proxy: { server: inject("openProxy") } });
    expect(answer.text).toMatch(/^unsupported: The browser does not go through proxies/);
  });

  test("the browser ignores proxies, and nothing answers at the check address either", async () => {
    ignoreProxies();
    const url = `${inject("closedOrigin")}/`;
    expect(codeOf(await create({ url, proxy: { server: inject("openProxy") } }))).toBe(
      "unsupported",
    );
  });
});

describe("when the browser of a session is lost", () => {
  test("its proxy is checked with the same address as before, not with another of its host", async () => {
    await using agent = await Agent.open({ url: PLAIN, proxy: { server: inject("openProxy") } });
    await agent.call("tabs_list");
    await resetObject(sessionStub(agent.sessionId));
    await endBrowser(await browserOf(agent.sessionId));
    await fetch(`${inject("openProxy")}/forget`);
    expect(await agent.snapshot()).toContain('h1 "Plain"');
    const targets = (await logOf("openProxy")).seen.map(({ target }) => target);
    expect(targets).toContain(PLAIN);
    expect(targets).not.toContain(`${inject("pages")}/`);
    expect(await stored(agent.sessionId)).not.toContain("Plain");
  });

  test("a check that fails says what is so of a session that exists", async () => {
    await using agent = await Agent.open({ url: PLAIN, proxy: { server: inject("openProxy") } });
    await agent.call("tabs_list");
    await endBrowser(await browserOf(agent.sessionId));
    const ignoring = ignoreProxies();
    const { text } = await agent.call("snapshot");
    expect(text).toMatch(/^session_lost: Nothing was done: .* does not go through proxies: /);
    expect(text).not.toContain("no session was created");
    ignoring.mockRestore();
    expect(await agent.snapshot()).toContain('h1 "Plain"');
  });
});

test("credentials that cannot be unsealed any more are told, and the browser is kept", async () => {
  await using agent = await Agent.open({ url: PLAIN, proxy: withUser() });
  const browsers = await platformBrowsers();
  await loseSecrets(agent.sessionId);
  for (const _again of [1, 2]) {
    const { text } = await agent.call("snapshot");
    expect(text).toMatch(
      /^session_lost: Nothing was done: .* proxy cannot be read with the present LEAPFROG_KEY/,
    );
  }
  expect(await platformBrowsers()).toEqual(browsers);
});

test("PROXY_CHECK_URL is asked in place of a first page, and leaves nothing in the session", async () => {
  const PROXY_CHECK_URL = pageUrl("<h1>Check</h1>", { cookie: "from=check", key: "check" });
  const settings = { PROXY_CHECK_URL };
  const given = { name: "session_create", arguments: { proxy: { server: inject("openProxy") } } };
  const { result } = await ask("2025-11-25", "tools/call", given, { settings });
  const sessionId = Object.entries(result?.structuredContent ?? {}).find(
    ([name]) => name === "sessionId",
  )?.[1];
  expect((await logOf("openProxy")).seen.map(({ target }) => target)).toEqual([PROXY_CHECK_URL]);
  await callTool("navigate", { sessionId, url: PLAIN });
  await using ordinary = await Agent.open();
  await ordinary.call("navigate", { url: PLAIN });
  const js = "[document.cookie, history.length]";
  const { text } = await callTool("extract", { sessionId, type: "js", js });
  expect(JSON.parse(fenced(text))).toEqual(await ordinary.evaluate(js));
  expect((await callTool("tabs_list", { sessionId })).text).toContain("] 1 tab,");
  await callTool("session_destroy", { sessionId });
});

/** Has credentials given as in a browser that others use too. */
function shareBrowsers(): void {
  const { arm } = EgressGuard.prototype;
  vi.spyOn(EgressGuard.prototype, "arm").mockImplementation(function (
    this: EgressGuard,
    connection,
    _isShared,
    proxyAuth,
  ) {
    return arm.call(this, connection, true, proxyAuth);
  });
}

const FRAME_ASKS = `new Promise((done) => {
  onmessage = ({ data }) => done(data);
  frames[0].postMessage("ask", "*");
})`;

/** A worker whose own script needs no request asks for an address. */
function workerAsks(kind: string, url: string): string {
  const code = `const tell = (port) => fetch("${url}").then(
      ({ status }) => port.postMessage(status), (error) => port.postMessage(String(error)));
    globalThis.onconnect = ({ ports }) => tell(ports[0]);
    if (globalThis.postMessage !== undefined) tell(globalThis);`;
  return `new Promise((done) => {
    const worker = new ${kind}(URL.createObjectURL(new Blob([${JSON.stringify(code)}])));
    (worker.port ?? worker).onmessage = ({ data }) => done(data);
  })`;
}

/** Creates a session that is not to come about. */
async function create(options: Record<string, unknown>): Promise<ToolAnswer> {
  const answer = await callTool("session_create", { url: PLAIN, ...options });
  expect(answer.isError).toBe(true);
  return answer;
}

/** A platform that takes the option and does not act on it. */
function ignoreProxies() {
  const { _rawSend } = Connection.prototype;
  return vi.spyOn(Connection.prototype, "_rawSend").mockImplementation(function (
    this: Connection,
    callbacks,
    method,
    params,
    ...rest
  ) {
    const given = method === "Target.createBrowserContext" ? {} : params;
    return _rawSend.call(this, callbacks, method, given, ...rest);
  });
}

const KINDS = [
  "fetch",
  "frame",
  "page",
  "popup",
  "shared",
  "shared-fetch",
  "socket",
  "worker",
  "worker-fetch",
];

/** A page that asks for something in every way a page can. */
function everyKind(key: string): string {
  const { host } = new URL(inject("pages"));
  const at = (name: string, html = "x", type = "text/html") =>
    pageUrl(html, { type, key: `${key}-${name}` });
  const asking = (name: string) => `fetch(${JSON.stringify(at(name))})`;
  const script = (name: string) =>
    JSON.stringify(at(name, asking(`${name}-fetch`), "text/javascript"));
  const frame = at("frame").replace("127.0.0.1", "localhost");
  return `<a target="_blank" href="${at("popup").replaceAll("&", "&amp;")}">Popup</a>
    <iframe src="${frame.replaceAll("&", "&amp;")}"></iframe>
    <script>
      ${asking("fetch")}; new Worker(${script("worker")}); new SharedWorker(${script("shared")});
      new WebSocket("ws://${host}/socket?key=${key}-socket");
    </script>`;
}

async function seenBy(key: string): Promise<SeenRequest[]> {
  return (await fetch(`${inject("pages")}/seen?key=${key}`)).json();
}

function namesOf(seen: readonly SeenRequest[], key: string): string[] {
  const names = seen.map(({ url }) => url.split(`key=${key}-`)[1]?.split("&")[0] ?? "");
  return [...new Set(names)].sort();
}

/** Each request came to the server from a port of the proxy's. */
async function expectAllProxied(key: string): Promise<void> {
  const ports = new Set((await logOf("proxy")).seen.map(({ fromPort }) => fromPort));
  const direct = (await seenBy(key)).filter(({ fromPort }) => !ports.has(fromPort));
  expect(direct).toEqual([]);
}

async function logOf(which: "proxy" | "openProxy"): Promise<ProxyLog> {
  return (await fetch(`${inject(which)}/log`)).json();
}

/** Everything the object has stored, bytes as Latin letters. */
function stored(sessionId: string): Promise<string> {
  const stub = env.SESSION.getByName(`owner:${sessionId}`);
  return runInDurableObject(stub, (_object, state) =>
    [...state.storage.kv.list()]
      .map(([name, value]) => {
        const isBytes = value instanceof Uint8Array;
        return `${name}=${isBytes ? String.fromCharCode(...value) : JSON.stringify(value)}`;
      })
      .join("\n"),
  );
}
