import { afterEach, describe, expect, test, vi } from "vitest";
import { addGrant, admin } from "../support/admin.ts";
import { TOKEN } from "../support/agent.ts";
import {
  adminBrowser,
  ask,
  authorizePath,
  CALLBACK,
  codeFor,
  edge,
  exchange,
  list,
  newClient,
  newGrant,
  ON,
  OPEN,
  ORIGIN,
  register,
  type Tokens,
  tokensFor,
} from "../support/oauth-edge.ts";
import { objectCount } from "../support/objects.ts";

const PATHS = [
  "/authorize",
  "/oauth/token",
  "/oauth/register",
  "/.well-known/oauth-authorization-server",
  "/.well-known/oauth-protected-resource/mcp",
];

afterEach(() => {
  vi.restoreAllMocks();
});

// First in the file: every later test makes objects.
test("a thousand requests with nothing, or with tokens that were never given out, touch no object", async () => {
  const form = `owner:${"a".repeat(16)}:${"b".repeat(32)}`;
  const tokens = [undefined, form, "a:b:c", "x", `${"y".repeat(5_000)}:z:z`];
  for (let at = 0; at < 1_000; at++) {
    const answer = await list(tokens[at % tokens.length]);
    if (answer.status !== 401) throw new Error(`${answer.status}`);
  }
  expect(await objectCount()).toBe(0);
});

describe("without its namespace", () => {
  const OFF = { ...ON, OAUTH_KV: undefined };

  test.each(PATHS)("there is no %s", async (path) => {
    expect((await ask(path, undefined, edge(OFF))).status).toBe(404);
  });

  test("a refusal names no place to log in", async () => {
    const answer = await list(undefined, edge(OFF));
    expect(answer.status).toBe(401);
    expect(answer.headers.get("WWW-Authenticate")).toBe('Bearer realm="leapfrog"');
  });
});

describe("with its namespace and without what it needs", () => {
  const LACKING: readonly [string, Record<string, unknown>][] = [
    ["LEAPFROG_ADMIN_TOKEN", { LEAPFROG_ADMIN_TOKEN: "" }],
    ["LEAPFROG_KEY", { LEAPFROG_KEY: "" }],
    ["https://", { PUBLIC_URL: "http://browser.example.com" }],
  ];

  test.each(LACKING)("its paths name %s, and /mcp is as without", async (name, settings) => {
    const send = edge({ ...ON, ...settings });
    for (const path of PATHS) {
      const answer = await ask(path, undefined, send);
      expect(answer.status).toBe(503);
      expect(await answer.text()).toContain(name);
    }
    expect((await list(TOKEN, send)).status).toBe(200);
    const refused = await list(undefined, send);
    expect(refused.headers.get("WWW-Authenticate")).toBe('Bearer realm="leapfrog"');
  });

  test("a host that is not known to be ours needs PUBLIC_URL", async () => {
    const send = edge({ ...ON, PUBLIC_URL: "" });
    const request = new Request(`https://elsewhere.example${PATHS[3]}`);
    const answer = await send(request);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain("PUBLIC_URL");
  });
});

describe("discovery", () => {
  test("a refusal says where to log in", async () => {
    const answer = await list(undefined);
    const [path = ""] = PATHS.slice(4);
    expect(answer.headers.get("WWW-Authenticate")).toBe(
      `Bearer realm="leapfrog", resource_metadata="${ORIGIN}${path}"`,
    );
    expect(await (await ask(path)).json()).toEqual({
      resource: `${ORIGIN}/mcp`,
      authorization_servers: [ORIGIN],
      bearer_methods_supported: ["header"],
      resource_name: "Leapfrog",
    });
  });

  test("the server's own document", async () => {
    expect(await (await ask(PATHS[3] ?? "")).json()).toMatchObject({
      issuer: ORIGIN,
      authorization_endpoint: `${ORIGIN}/authorize`,
      token_endpoint: `${ORIGIN}/oauth/token`,
      registration_endpoint: `${ORIGIN}/oauth/register`,
      revocation_endpoint: `${ORIGIN}/oauth/token`,
      code_challenge_methods_supported: ["S256"],
      client_id_metadata_document_supported: true,
      authorization_response_iss_parameter_supported: true,
      response_types_supported: ["code"],
    });
  });
});

describe("tokens", () => {
  test("open /mcp for the chosen grant, beside the other kinds", async () => {
    const { id, token } = await addGrant({ label: "two ways", policy: OPEN });
    const tokens = await tokensFor(id, await newClient());
    expect(tokens.expires_in).toBe(3_600);
    for (const good of [tokens.access_token, token, TOKEN]) {
      expect((await list(good)).status).toBe(200);
    }
    expect((await list(tokens.refresh_token)).status).toBe(401);
  });

  test("do not open /admin, an artifact, or any page", async () => {
    const { access_token: token } = await tokensFor(await newGrant(), await newClient());
    const headers = { Authorization: `Bearer ${token}` };
    const send = (path: string) => edge()(new Request(`${ORIGIN}${path}`, { headers }));
    expect((await send("/admin/grants")).status).toBe(401);
    expect((await send("/artifacts/art_aaaaaaaaaaaaaaaa")).status).toBe(401);
    expect((await send(authorizePath("x"))).status).toBe(303);
  });

  test.each(["rotate", "revoke"])("end at once when their grant is: %s", async (deed) => {
    const grant = await newGrant();
    const client = await newClient();
    const tokens = await tokensFor(grant, client);
    expect((await list(tokens.access_token)).status).toBe(200);
    await admin("POST", `/grants/${grant}/${deed}`);
    expect((await list(tokens.access_token)).status).toBe(401);
    const refreshed = await refresh(client, tokens.refresh_token);
    expect(refreshed.status).toBe(400);
    expect(await refreshed.json()).toMatchObject({ error: "invalid_grant" });
  });

  test("a code that was approved before a rotation gives none", async () => {
    const grant = await newGrant();
    const client = await newClient();
    const code = await codeFor(grant, authorizePath(client));
    await admin("POST", `/grants/${grant}/rotate`);
    expect(await (await exchange(client, code)).json()).toMatchObject({ error: "invalid_grant" });
  });

  test("are renewed, and the older refresh token dies when the newer is used", async () => {
    const client = await newClient();
    const first = await tokensFor(await newGrant(), client);
    const second = await (await refresh(client, first.refresh_token)).json<Tokens>();
    expect((await list(second.access_token)).status).toBe(200);
    expect((await refresh(client, second.refresh_token)).status).toBe(200);
    expect((await refresh(client, first.refresh_token)).status).toBe(400);
  });

  test("are renewed by the client they were given to only", async () => {
    const tokens = await tokensFor(await newGrant(), await newClient());
    expect((await refresh(await newClient(), tokens.refresh_token)).status).toBe(400);
  });

  test("end when the client revokes them", async () => {
    const client = await newClient();
    const tokens = await tokensFor(await newGrant(), client);
    const revoked = await ask("/oauth/token", { client_id: client, token: tokens.refresh_token });
    expect(revoked.status).toBe(200);
    expect((await list(tokens.access_token)).status).toBe(401);
    expect((await refresh(client, tokens.refresh_token)).status).toBe(400);
  });

  test("of another address of the server are not for this one", async () => {
    const tokens = await tokensFor(await newGrant(), await newClient());
    const elsewhere = "https://leapfrog.me.workers.dev";
    const send = edge({ ...ON, PUBLIC_URL: "" });
    expect((await list(tokens.access_token, send, elsewhere)).status).toBe(401);
  });
});

describe("a code", () => {
  test("is good once, and what it gave ends when it comes again", async () => {
    const client = await newClient();
    const code = await codeFor(await newGrant(), authorizePath(client));
    const tokens = await (await exchange(client, code)).json<Tokens>();
    expect((await exchange(client, code)).status).toBe(400);
    expect((await list(tokens.access_token)).status).toBe(401);
  });

  const WRONG: readonly [string, Record<string, string>][] = [
    ["another verifier", { code_verifier: "x".repeat(43) }],
    ["no verifier", { code_verifier: "" }],
    ["another redirect", { redirect_uri: `${CALLBACK}/` }],
    ["another resource", { resource: "https://other.example/mcp" }],
  ];

  test.each(WRONG)("gives nothing with %s", async (_name, more) => {
    const client = await newClient();
    const code = await codeFor(await newGrant(), authorizePath(client));
    const answer = await exchange(client, code, more);
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain("access_token");
  });

  test("gives nothing to another client", async () => {
    const code = await codeFor(await newGrant(), authorizePath(await newClient()));
    expect((await exchange(await newClient(), code)).status).toBe(400);
  });
});

describe("a request that is not sound", () => {
  const UNSOUND: readonly [string, Record<string, string | undefined>, "leads back" | "stays"][] = [
    ["without PKCE", { code_challenge: undefined, code_challenge_method: undefined }, "leads back"],
    ["with plain PKCE", { code_challenge_method: "plain" }, "leads back"],
    ["for a token", { response_type: "token" }, "leads back"],
    ["for another resource", { resource: "https://other.example/mcp" }, "leads back"],
    ["to another address", { redirect_uri: "https://evil.example/callback" }, "stays"],
    ["to an address that goes on", { redirect_uri: `${CALLBACK}/more` }, "stays"],
    ["to another port", { redirect_uri: "https://assistant.example:444/callback" }, "stays"],
    ["to a script", { redirect_uri: "javascript:alert(1)" }, "stays"],
    ["to nowhere", { redirect_uri: undefined }, "stays"],
    ["of nobody", { client_id: "nobody" }, "stays"],
  ];

  test.each(UNSOUND)(
    "%s is told to the person, and never leads anywhere by itself",
    async (_name, more, way) => {
      const browser = await adminBrowser();
      const answer = await browser.open(authorizePath(await newClient(), more));
      expect(answer.status).toBe(400);
      expect(answer.headers.get("Location")).toBeNull();
      expect(answer.headers.get("Refresh")).toBeNull();
      const page = await answer.text();
      expect(page).toContain("Nothing was connected");
      expect(/href="https:\/\/assistant\.example\/callback\?error=/.test(page)).toBe(
        way === "leads back",
      );
      expect(page).not.toContain('href="https://evil');
      expect(page).not.toContain('href="javascript');
    },
  );

  test("a client with a secret needs PKCE as well", async () => {
    const client = await newClient({ token_endpoint_auth_method: "client_secret_basic" });
    const path = authorizePath(client, {
      code_challenge: undefined,
      code_challenge_method: undefined,
    });
    expect((await (await adminBrowser()).open(path)).status).toBe(400);
  });

  test.each([["http://remote.example/cb"], ["javascript:alert(1)"], ["https://a.example/#b"]])(
    "no client registers %s",
    async (uri) => {
      expect((await register({ redirect_uris: [uri] })).status).toBe(400);
    },
  );
});

function refresh(client: string, token: string): Promise<Response> {
  return ask("/oauth/token", {
    grant_type: "refresh_token",
    client_id: client,
    refresh_token: token,
  });
}

test.each([
  [413, { client_name: "x".repeat(9_000), redirect_uris: [CALLBACK] }],
  [400, { redirect_uris: Array.from({ length: 11 }, (_, at) => `https://a.example/${at}`) }],
])("a registration that is too large is answered %i", async (status, metadata) => {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify(metadata);
  const answer = await edge()(
    new Request(`${ORIGIN}/oauth/register`, { method: "POST", headers, body }),
  );
  expect(answer.status).toBe(status);
});
