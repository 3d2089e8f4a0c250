import { createRequire } from "node:module";
import SwaggerParser from "@apidevtools/swagger-parser";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Agent, withSession } from "../../demo/agent.ts";
import {
  type ExploredApp,
  PERSONAL,
  startExploredApp,
} from "../support/explored-app/app-server.ts";
import { CSRF, CUSTOMER_IDS, SESSION, TOKEN } from "../support/explored-app/data.ts";
import { explore } from "../support/explored-app/exploration.ts";
import { harErrors } from "../support/har-schema.ts";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { type ConnectedClient, connectV2 } from "../support/mcp-clients.ts";
import { driveOpenApi } from "../support/openapi-client.ts";

const require = createRequire(import.meta.url);
const pagexray: { convert(har: unknown, options: object): readonly { requests: number }[] } =
  require("pagexray");

/** Met by a person who deletes, and gone for whoever comes after. */
const LIVE_ROUTE = "/live";

let app: ExploredApp;
let server: LiveServer;
let client: ConnectedClient;
let seen: Explored;

interface Explored {
  readonly document: Record<string, unknown>;
  readonly endpoints: string;
  readonly log: string;
  readonly console: string;
  readonly har: Record<string, unknown>;
  readonly used: ReturnType<ExploredApp["used"]>;
}

beforeAll(async () => {
  app = await startExploredApp();
  const { host } = new URL(app.origin);
  server = await startLive({ ALLOW_PRIVATE_HOSTS: host });
  client = await connectV2(server, { pin: "2026-07-28" });
  seen = await withSession(client.call, "explorer", `${app.origin}/`, async (agent) => {
    await explore(agent);
    const text = async (tool: string, args = {}) => (await agent.use(tool, args)).text;
    return {
      endpoints: await text("api_discover"),
      log: await text("network_log", { maxChars: 100_000 }),
      console: await text("console_log"),
      document: await fileOf(agent, "api_export", { title: "Customers", includeTracking: true }),
      har: await fileOf(agent, "network_log", { format: "har" }),
      used: app.used(),
    };
  });
});

afterAll(async () => {
  await client?.[Symbol.asyncDispose]();
  await server?.[Symbol.asyncDispose]();
  await app?.close();
});

async function fileOf(agent: Agent, tool: string, args: object): Promise<Record<string, unknown>> {
  const { text } = await agent.use(tool, { ...args });
  const url = /https?:\/\/\S+\/artifacts\/\S+/.exec(text)?.[0] ?? "";
  return (await fetch(url)).json() as Promise<Record<string, unknown>>;
}

/** Parameter names are anybody's choice. */
function shape(template: string): string {
  return template.replace(/\{[^}]*\}/g, "{}");
}

test("the exported document has every route that was used, and no other", () => {
  const paths = seen.document.paths as Record<string, Record<string, { responses: object }>>;
  const written = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      Object.keys(operation.responses ?? {}).map(
        (status) => `${method.toUpperCase()} ${shape(path)} ${status}`,
      ),
    ),
  );
  // A redirect is told with the address it led to, and OpenAPI knows no sockets.
  const isTold = ({ template, status }: { template: string; status: number }) =>
    template !== LIVE_ROUTE && status !== 302;
  const used = seen.used
    .filter(isTold)
    .map(({ method, template, status }) => `${method} ${shape(template)} ${status}`);
  expect([...new Set(written)].sort()).toEqual([...new Set(used)].sort());
});

test("two independent validators find nothing wrong with it", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(seen.document));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  await SwaggerParser.validate(JSON.parse(JSON.stringify(seen.document)));
});

test("a client driven by the document alone works against the page's own server", async () => {
  const headers = { Authorization: `Bearer ${TOKEN}`, "X-CSRF-Token": CSRF };
  const values = {
    customerId: CUSTOMER_IDS[5],
    orderId: 1051,
    date: "2026-05-01",
    articleId: "keeping-duplicates-out",
    articleSlug: "keeping-duplicates-out",
    slug: "keeping-duplicates-out",
    page: 1,
    sort: "name",
    q: "a",
  };
  const calls = await driveOpenApi(seen.document, { origin: app.origin, headers, values });
  const wrong = calls.filter(({ status, bodyMatches }) => status >= 500 || !bodyMatches);
  expect(wrong).toEqual([]);
  expect(calls.filter(({ status }) => status < 300).length).toBeGreaterThan(calls.length * 0.6);
});

test("nothing personal and no secret stands in what leaves the session", () => {
  const exported = JSON.stringify(seen.document) + seen.endpoints;
  for (const value of [...PERSONAL, ...CUSTOMER_IDS, "nora.quist", "Called back"]) {
    expect(exported).not.toContain(value);
  }
  const logged = JSON.stringify(seen.har) + seen.log + seen.console;
  for (const value of [TOKEN, CSRF, SESSION]) expect(logged).not.toContain(value);
});

test("the log has the sockets, the worker, the redirect and the call that reached nobody", () => {
  expect(seen.log).toMatch(/101 ws:\S+\/live\S* · websocket .*sent, \d+ received/);
  expect(seen.log).toMatch(/\/api\/stats · fetch .* · worker/);
  expect(seen.log).toMatch(/\/api\/me .*redirected 302 from \S+\/api\/old/);
  expect(seen.log).toMatch(/blocked by egress|ERR_CONNECTION_REFUSED/);
  expect(seen.console).toMatch(/\[error, uncaught\] /);
  expect(seen.console).toMatch(/unhandled rejection: /);
});

test("the HAR is valid by the schema of HAR 1.2, and another program reads it", () => {
  expect(harErrors(seen.har)).toEqual([]);
  const [page] = pagexray.convert(seen.har, {});
  expect(page?.requests).toBeGreaterThan(20);
});
