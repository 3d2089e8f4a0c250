import { afterEach, beforeEach, expect, inject, test, vi } from "vitest";
import { secretsOf } from "../../src/grants/secret-client.ts";
import { ADMIN_TOKEN, addGrant, admin } from "../support/admin.ts";
import { pageUrl, TOKEN } from "../support/agent.ts";
import { ask, request } from "../support/edge.ts";
import { HeardLog, RecordedPoints } from "../support/log-lines.ts";
import { textOf } from "../support/wire.ts";

let log: HeardLog;
let metrics: RecordedPoints;

beforeEach(() => {
  log = new HeardLog();
  metrics = new RecordedPoints();
});

afterEach(() => {
  vi.restoreAllMocks();
});

const TYPED = "typed-p4ssword-planted";
const KEPT = "kept-s3cret-planted";
const COOKIE = "c00kie-planted";
const ON_PAGE = "words of a page, planted";
const PROXY = { username: "ada", password: "love:lace & co" };
const FALSE_PROXY = { username: "proxy-user-planted", password: "proxy-p4ss-planted" };
const FALSE_TOKEN = "false-t0ken-planted-0123456789-0123456789";
const FALSE_LINK = "owner.s_abcdef.control.999999999999.planted";
const NAMED = "name-planted";

async function call(token: string, name: string, args: object): Promise<string> {
  const headers = { Authorization: `Bearer ${token}` };
  const given = { name, arguments: args };
  const settings = { METRICS: metrics };
  const { result, error } = await ask("2025-11-25", "tools/call", given, { headers, settings });
  return result === undefined ? String(error?.message) : textOf({ result });
}

const FORM = `<p>${ON_PAGE}</p><input aria-label=Name><input type=password aria-label=Password>
  <script>document.cookie = "sid=${COOKIE}"; console.error("${ON_PAGE}")</script>`;

/** What agents do with secrets, one after another, by a grant of their own. */
async function useSecrets(token: string): Promise<string[]> {
  const told: string[] = [];
  const run = async (name: string, args: object) => {
    const text = await call(token, name, args);
    told.push(text);
    return text;
  };
  const created = await run("session_create", { name: NAMED, allowedHosts: ["127.0.0.1"] });
  const [sessionId] = /s_[a-z0-9]{6}/.exec(created) ?? [];
  const within = (name: string, args: object) => run(name, { sessionId, ...args });
  await within("navigate", { url: pageUrl(FORM) });
  await within("act", { action: "fill", target: "[type=password]", value: TYPED });
  await within("act", { action: "fill", target: "[aria-label=Name]", value: "{{secret:PLANTED}}" });
  await within("act", { action: "fill", target: TYPED, value: TYPED });
  await within("extract", { type: "js", js: "document.cookie" });
  await within("extract", {
    type: "js",
    js: `(() => { throw new Error(document.cookie + "${TYPED}") })()`,
  });
  await within("execute", { script: `throw new Error("${TYPED}")` });
  await within("navigate", { url: `http://${TYPED}:${TYPED}@127.0.0.1:1/?token=${KEPT}` });
  await run("navigate", { sessionId: NAMED, url: `https://elsewhere.example/?key=${KEPT}` });
  await run("snapshot", { sessionId: TYPED });
  await run(TYPED, { [KEPT]: KEPT });
  await within("session_destroy", {});
  const server = inject("proxy");
  for (const login of [PROXY, FALSE_PROXY]) {
    const proxied = await run("session_create", { url: pageUrl("a"), proxy: { server, ...login } });
    const [opened] = /s_[a-z0-9]{6}/.exec(proxied) ?? [];
    if (opened !== undefined) await run("session_destroy", { sessionId: opened });
  }
  await run("session_create", { cdp: `wss://127.0.0.1:1/?token=${KEPT}` });
  return told;
}

/** Requests that are refused, with credentials of all kinds on them. */
async function beRefused(): Promise<number[]> {
  const bad = { Authorization: `Bearer ${FALSE_TOKEN}` };
  const asked = [
    request({ headers: bad, body: "{}" }),
    request({ headers: { ...bad, Cookie: `sid=${COOKIE}` }, body: "{}" }),
    request({ path: `/mcp?tools=${KEPT}`, body: "{}" }),
    request({ path: `/artifacts/a_planted?sig=${KEPT}`, method: "GET", headers: bad }),
    request({ path: `/live/${FALSE_LINK}`, method: "GET" }),
    request({ path: `/${FALSE_TOKEN}`, method: "GET" }),
    request({ path: "/admin/grants", method: "GET", headers: bad }),
    admin("GET", `/grants/${FALSE_TOKEN}/policy`),
    admin("POST", "/grants", `{"${KEPT}": "${KEPT}"}`),
    request({ method: "GET", headers: { Origin: `https://${NAMED}.example` } }),
    request({ body: `{"${KEPT}` }),
  ];
  return Promise.all(asked.map(async (one) => (await one).status));
}

test("no secret, argument, address or word of a page stands in the log or in a data point", async () => {
  const { id, token } = await addGrant({
    label: NAMED,
    policy: { version: "1", default: "allow" },
  });
  const origins = [inject("pages")];
  await secretsOf(id).put({ name: "PLANTED", value: KEPT, origins });
  const told = await useSecrets(token);
  const statuses = await beRefused();
  // What was planted was there to be found, and typed.
  const [, , ...filled] = told;
  for (const text of filled.slice(0, 2)) expect(text).not.toMatch(/^[a-z_]+: /);
  expect(told.join("\n")).toContain(COOKIE);
  expect(told.join("\n")).toContain(ON_PAGE);
  expect(statuses.filter((status) => status >= 400)).toHaveLength(statuses.length);
  const calls = log.of("call").filter(({ grant }) => grant === id);
  expect(calls).toHaveLength(told.length);
  expect(metrics.points).toHaveLength(told.length);
  expect(log.of("refused")).toHaveLength(statuses.length);

  const written = [...log.entries.map(({ text }) => text), JSON.stringify(metrics.points)].join(
    "\n",
  );
  const planted = [TOKEN, ADMIN_TOKEN, token, FALSE_TOKEN, FALSE_LINK, COOKIE, KEPT, TYPED, NAMED];
  const credentials = [PROXY, FALSE_PROXY].flatMap(({ username, password }) => [
    ...[password, encodeURIComponent(password), btoa(`${username}:${password}`)],
  ]);
  const words = [...planted, ...credentials, ON_PAGE, FALSE_PROXY.username, "elsewhere", "://"];
  expect(words.filter((word) => written.includes(word))).toEqual([]);
  expect(written).not.toMatch(/planted|Bearer/i);
});
