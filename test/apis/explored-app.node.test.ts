import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type ExploredApp,
  PERSONAL,
  startExploredApp,
} from "../support/explored-app/app-server.ts";
import {
  AGENT,
  ARTICLE_SLUGS,
  CSRF,
  CUSTOMER_IDS,
  REPORT_DATES,
  TOKEN,
} from "../support/explored-app/data.ts";
import { DOCUMENT } from "../support/explored-app/document.ts";
import { ACTIVITY_HASH, GRAPHQL } from "../support/explored-app/graphql.ts";
import { ROUTES } from "../support/explored-app/routes.ts";
import { type DrivenCall, driveOpenApi } from "../support/openapi-client.ts";

const SIGNED_IN = { Authorization: `Bearer ${TOKEN}` };
const WRITING = { ...SIGNED_IN, "X-CSRF-Token": CSRF };
const FIRST = `/api/customers/${CUSTOMER_IDS[0]}`;
const NOBODY = "/api/customers/00000000-0000-4000-8000-000000000000";

let app: ExploredApp;

beforeAll(async () => {
  app = await startExploredApp();
});
afterAll(() => app.close());
beforeEach(() => app.reset());

/** What has to be asked for that every status of the table is answered: method, path, headers, body. */
const ASKED: readonly [string, string, Record<string, string>, (string | FormData)?][] = [
  ["POST", "/api/login", {}, JSON.stringify({ email: AGENT.email, password: AGENT.password })],
  ["POST", "/api/login", {}, JSON.stringify({ email: AGENT.email, password: "guessed" })],
  ["POST", "/api/login", {}, "{}"],
  ...["/api/me", "/api/customers?page=1&sort=name", "/api/search?q=a&tag=vip&tag=export", FIRST]
    .concat(`${FIRST}/orders`, `${FIRST}/orders/1041`, "/api/stats", "/api/export", "/api/events")
    .concat(`/api/reports/${REPORT_DATES[0]}`)
    .flatMap((path): [string, string, Record<string, string>][] => [
      ["GET", path, SIGNED_IN],
      ["GET", path, {}],
    ]),
  ["GET", "/api/customers?page=none", SIGNED_IN],
  ["GET", "/api/search", SIGNED_IN],
  ["GET", NOBODY, SIGNED_IN],
  ["GET", `${NOBODY}/orders`, SIGNED_IN],
  ["GET", `${FIRST}/orders/1`, SIGNED_IN],
  ["GET", "/api/reports/2020-01-01", SIGNED_IN],
  ["GET", "/api/reports/never", SIGNED_IN],
  ["GET", `/api/articles/${ARTICLE_SLUGS[0]}`, {}],
  ["GET", "/api/articles/none", {}],
  ["GET", "/api/old", SIGNED_IN],
  ["POST", "/api/customers", WRITING, JSON.stringify({ name: "A B", email: "a@b.example" })],
  ["POST", "/api/customers", WRITING, "{}"],
  ["POST", "/api/customers", SIGNED_IN, "{}"],
  ["POST", "/api/customers", {}, "{}"],
  ["PATCH", FIRST, WRITING, JSON.stringify({ phone: "1" })],
  ["PATCH", FIRST, WRITING, JSON.stringify({ email: "none" })],
  ["PATCH", FIRST, SIGNED_IN, "{}"],
  ["PATCH", FIRST, {}, "{}"],
  ["PATCH", NOBODY, WRITING, "{}"],
  ["DELETE", FIRST, WRITING],
  ["DELETE", FIRST, WRITING],
  ["DELETE", FIRST, SIGNED_IN],
  ["DELETE", FIRST, {}],
  ["POST", "/api/feedback", {}, "topic=bug&message=it+is+slow"],
  ["POST", "/api/feedback", {}, ""],
  ["POST", "/collect", {}, "{}"],
  ["POST", "/api/uploads", WRITING, sample()],
  ["POST", "/api/uploads", WRITING, "nothing"],
  ["POST", "/api/uploads", SIGNED_IN, sample()],
  ["POST", "/api/uploads", {}, sample()],
  ["POST", "/graphql", SIGNED_IN, JSON.stringify({ query: GRAPHQL.TeamMembers })],
  ["POST", "/graphql", SIGNED_IN, "query"],
  ["POST", "/graphql", {}, "{}"],
];

test("every status of every route can be had, and the log says which it was", async () => {
  for (const [method, path, headers, body] of ASKED) {
    const init = { method, headers, redirect: "manual", ...(body === undefined ? {} : { body }) };
    const response = await fetch(app.origin + path, init as RequestInit);
    expect(app.used().at(-1), `${method} ${path}`).toMatchObject({
      method,
      status: response.status,
    });
    await response.body?.cancel();
  }
  await heardOn(`/live?token=${TOKEN}`);
  await expect(heardOn("/live")).rejects.toThrow();
  const listed = ROUTES.flatMap(({ method, template, statuses }) =>
    statuses.map((status) => `${method} ${template} ${status}`),
  );
  const had = app.used().map(({ method, template, status }) => `${method} ${template} ${status}`);
  expect([...new Set(had)].sort()).toEqual(listed.sort());
});

test("the log is told and forgotten over HTTP; page, assets and unknown paths are not in it", async () => {
  const page = await text("/");
  const assets = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = ""]) => path);
  expect(assets.filter((path) => /\.[0-9a-f]{8}\.js$/.test(path))).toHaveLength(1);
  for (const path of [...assets, "/worker.js", "/assets/people.js", "/favicon.ico"]) {
    expect((await fetch(app.origin + path)).status, path).toBe(200);
  }
  expect((await fetch(`${app.origin}/api/none`)).status).toBe(404);
  expect((await fetch(`${app.origin}/api/me`, { method: "PUT" })).status).toBe(404);
  await text("/api/old");
  const used = [
    { method: "GET", template: "/api/old", status: 302 },
    { method: "GET", template: "/api/me", status: 200 },
  ];
  expect(JSON.parse(await text("/__used"))).toEqual(used);
  await fetch(`${app.origin}${FIRST}`, { method: "DELETE", headers: WRITING });
  expect((await fetch(`${app.origin}/__reset`)).status).toBe(204);
  expect(app.used()).toEqual([]);
  expect((await fetch(app.origin + FIRST, { headers: SIGNED_IN })).status).toBe(200);
});

test("a persisted query is unknown by its hash until it was sent; a batch has as many answers", async () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: ACTIVITY_HASH } };
  expect(await graphql({ extensions })).toMatchObject({
    errors: [{ message: "PersistedQueryNotFound" }],
  });
  const answer = { data: { activity: [{ kind: "order" }] } };
  const variables = { limit: 1 };
  expect(await graphql({ extensions, variables, query: GRAPHQL.RecentActivity })).toMatchObject(
    answer,
  );
  expect(await graphql({ extensions, variables })).toMatchObject(answer);
  const batch = [{ query: GRAPHQL.TeamMembers }, { query: GRAPHQL.CurrencyRates }];
  expect(await graphql(batch)).toMatchObject([
    { data: { team: [{ id: 1 }, { id: 2 }] } },
    { data: { rates: [{ currency: "USD" }, { currency: "GBP" }] } },
  ]);
  expect(await graphql({ query: GRAPHQL.AddNote })).toMatchObject({ data: { addNote: {} } });
  expect(await graphql({ query: GRAPHQL.Broken })).toMatchObject({ errors: [{}] });
});

test("lines, events and frames come as their kind has them", async () => {
  const lines = (await text("/api/export")).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).id)).toHaveLength(CUSTOMER_IDS.length * 2);
  const events = await fetch(`${app.origin}/api/events`, { headers: SIGNED_IN });
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  let stream = "";
  while (!stream.includes("id: 2")) stream += (await reader?.read())?.value ?? "";
  expect(stream).toMatch(/^retry: 2000\n\nid: 1\nevent: order\ndata: \{"number":1/);
  await reader?.cancel();
  const long = "ä".repeat(200);
  const heard = await heardOn(`/live?token=${TOKEN}`, long);
  expect(heard).toContainEqual({ type: "tick", number: 2 });
  expect(heard).toContainEqual({ type: "echo", text: long });
});

test("personal values are in the answers, so that a test finds them where they leak", async () => {
  const pages = await Promise.all([1, 2, 3].map((page) => text(`/api/customers?page=${page}`)));
  const told = pages.join("") + (await login());
  expect(PERSONAL.filter((value) => !told.includes(value))).toEqual([
    // Three have no telephone, and a password is not told again.
    expect.stringContaining("Battery"),
    ...Array(3).fill(expect.stringMatching(/^\+44/)),
  ]);
});

test("a client driven from a document alone asks as it says, and sees where the server differs", async () => {
  const login = { email: AGENT.email, password: AGENT.password };
  const calls = await driveOpenApi(DOCUMENT, {
    origin: app.origin,
    headers: WRITING,
    values: { ...login, customerId: CUSTOMER_IDS[1], date: REPORT_DATES[0], q: "a" },
  });
  const told = ({ operationId, status, bodyMatches }: DrivenCall) =>
    `${operationId} ${status} ${bodyMatches}`;
  expect(calls.map(told)).toEqual([
    "login 200 true",
    "change 200 true",
    "report 200 true",
    "find 200 true",
    "say 200 true",
    "upload 201 true",
    "events 200 true",
    "wrong 200 false",
    "undeclared 200 false",
    "remove 204 true",
  ]);
  expect(calls.map(({ path }) => path)).toContain(`/api/customers/${CUSTOMER_IDS[1]}`);
});

function sample(): FormData {
  const form = new FormData();
  form.set("file", new Blob(["a,b\n"]), "a.csv");
  return form;
}

async function text(path: string): Promise<string> {
  return (await fetch(app.origin + path, { headers: SIGNED_IN })).text();
}

async function login(): Promise<string> {
  const body = JSON.stringify({ email: AGENT.email, password: AGENT.password });
  const response = await fetch(`${app.origin}/api/login`, { method: "POST", body });
  return response.headers.get("set-cookie") + (await response.text());
}

async function graphql(operation: unknown): Promise<unknown> {
  const init = { method: "POST", headers: SIGNED_IN, body: JSON.stringify(operation) };
  return (await fetch(`${app.origin}/graphql`, init)).json();
}

/** What came until the second tick, after saying something. */
function heardOn(path: string, words = "hello"): Promise<unknown[]> {
  const socket = new WebSocket(app.origin.replace("http", "ws") + path);
  const heard: { type: string; number?: number }[] = [];
  return new Promise((done, fail) => {
    socket.addEventListener("open", () => socket.send(words));
    socket.addEventListener("error", () => fail(new Error("closed")));
    socket.addEventListener("close", () => done(heard));
    socket.addEventListener("message", ({ data }) => {
      heard.push(JSON.parse(String(data)));
      if (heard.some(({ number }) => number === 2)) socket.close();
    });
  });
}
