import {
  Client,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from "@modelcontextprotocol/client";
import { auth as authV1 } from "@modelcontextprotocol/sdk/client/auth.js";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as TransportV1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FormBrowser, hiddenFields } from "../support/form-browser.ts";
import { MemoryLogin, REDIRECT } from "../support/oauth-client.ts";
import { type OAuthLive, startOAuthLive } from "../support/oauth-server.ts";

const INFO = { name: "leapfrog-tests", version: "1.0.0" };
const OPEN = { version: "1", default: "allow" };

let server: OAuthLive;

beforeAll(async () => {
  server = await startOAuthLive();
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

async function newGrant(label: string): Promise<string> {
  return String((await server.admin("POST", "/grants", { label, policy: OPEN })).id);
}

/** What a person does with the page that the client has opened; the address it leads back to. */
async function decide(asked: URL | undefined, grant: string, decision = "approve"): Promise<URL> {
  const browser = new FormBrowser(server.origin);
  await browser.logIn(server.adminToken);
  const page = await (await browser.open(asked ?? "")).text();
  const answer = await browser.submit("/authorize", { ...hiddenFields(page), grant, decision });
  expect(answer.status, await answer.text()).toBe(303);
  return new URL(answer.headers.get("Location") ?? "");
}

/** Connects the way the SDK's documentation says: try, send the person, finish, try again. */
async function connect(login: MemoryLogin, grant: string): Promise<Client> {
  const first = new StreamableHTTPClientTransport(new URL(server.url), { authProvider: login });
  await expect(new Client(INFO).connect(first)).rejects.toThrow(UnauthorizedError);
  const back = await decide(login.asked, grant);
  expect(back.href.startsWith(`${REDIRECT}?`)).toBe(true);
  expect(back.searchParams.get("state")).toBe("state-of-the-test");
  expect(back.searchParams.get("iss")).toBe(server.origin);
  await first.finishAuth(back.searchParams);
  return open(login);
}

async function open(login: MemoryLogin): Promise<Client> {
  const client = new Client(INFO);
  const again = new StreamableHTTPClientTransport(new URL(server.url), { authProvider: login });
  await client.connect(again);
  return client;
}

async function status(token: string | undefined): Promise<number> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} });
  const headers = {
    Authorization: `Bearer ${token}`,
    "Content-Type": "application/json",
    Accept: "application/json, text/event-stream",
  };
  return (await fetch(server.url, { method: "POST", headers, body })).status;
}

test("the SDK's client logs in, calls, refreshes, and ends with its grant", async () => {
  const grant = await newGrant("assistant");
  const login = new MemoryLogin();
  await using client = disposable(await connect(login, grant));
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toContain("session_create");
  const listed = await client.callTool({ name: "session_list", arguments: {} });
  expect(listed.isError).not.toBe(true);
  expect(login.kept).toMatchObject({ token_type: "bearer", expires_in: 3600 });
  expect(login.kept?.refresh_token).toBeDefined();

  // A token that is not good any more: the SDK takes a new one by itself.
  const before = login.kept;
  login.kept = { ...login.kept, access_token: "a:b:c", token_type: "bearer" };
  await using again = disposable(await open(login));
  await again.listTools();
  expect(login.kept?.access_token).not.toBe(before?.access_token);
  expect(await status(login.kept?.access_token)).toBe(200);

  const old = login.kept?.access_token;
  await server.admin("POST", `/grants/${grant}/rotate`);
  expect(await status(old)).toBe(401);
  // Nor does the refresh token help: the person is asked anew.
  login.asked = undefined;
  await expect(open(login)).rejects.toThrow(UnauthorizedError);
  expect(login.asked).toBeDefined();

  await using back = disposable(await connect(new MemoryLogin(), grant));
  await back.listTools();
  await server.admin("POST", `/grants/${grant}/revoke`);
  await expect(back.listTools()).rejects.toThrow();
});

test("the SDK of the 2025 era logs in too", async () => {
  const grant = await newGrant("older assistant");
  const login = new MemoryLogin();
  expect(await authV1(login, { serverUrl: server.url })).toBe("REDIRECT");
  const back = await decide(login.asked, grant);
  const code = { serverUrl: server.url, authorizationCode: back.searchParams.get("code") ?? "" };
  expect(await authV1(login, code)).toBe("AUTHORIZED");
  const client = new ClientV1(INFO);
  const transport = new TransportV1(new URL(server.url), { authProvider: login });
  await client.connect(transport as Parameters<ClientV1["connect"]>[0]);
  expect((await client.listTools()).tools.length).toBeGreaterThan(0);
  await client.close();
});

test("a person who denies leads the client back without a code", async () => {
  const grant = await newGrant("denied");
  const login = new MemoryLogin();
  const transport = new StreamableHTTPClientTransport(new URL(server.url), { authProvider: login });
  await expect(new Client(INFO).connect(transport)).rejects.toThrow(UnauthorizedError);
  const back = await decide(login.asked, grant, "deny");
  expect(back.searchParams.get("error")).toBe("access_denied");
  expect(back.searchParams.has("code")).toBe(false);
});

function disposable(client: Client): Client & AsyncDisposable {
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
}
