import { listDurableObjectIds } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { ADMIN_TOKEN, addGrant, admin } from "../support/admin.ts";
import { TOKEN } from "../support/agent.ts";
import { request } from "../support/edge.ts";
import { bodyOf } from "../support/wire.ts";

const LIST = bodyOf("2025-11-25", "tools/list", {});
const TEAM = "https://team.cloudflareaccess.com";
const AUD = "0123456789abcdef".repeat(4);
const ON = { ACCESS_TEAM_DOMAIN: "team.cloudflareaccess.com", ACCESS_AUD: AUD };
const OPEN = { version: "1", default: "allow" };

let key: CryptoKeyPair;
let strangersKey: CryptoKeyPair;
/** Addresses the Worker has asked for. */
let asked: string[];

beforeAll(async () => {
  key = await generateKeyPair("RS256");
  strangersKey = await generateKeyPair("RS256");
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Access's keys, as the team's address serves them. */
function serveKeys(): void {
  asked = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (url) => {
    asked.push(String(url));
    return Response.json({
      keys: [{ ...(await exportJWK(key.publicKey)), kid: "k1", alg: "RS256" }],
    });
  });
}

interface Claims {
  readonly payload?: JWTPayload;
  readonly issuer?: string;
  readonly audience?: string;
  readonly expires?: string | number;
  readonly by?: CryptoKey;
}

function signed({ payload = {}, issuer = TEAM, audience = AUD, expires = "5m", by }: Claims) {
  return new SignJWT(payload)
    .setProtectedHeader({ alg: "RS256", kid: "k1" })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(by ?? key.privateKey);
}

function ask(assertion: string | undefined, settings: Record<string, string> = ON, more = {}) {
  const headers = { Authorization: undefined, "Cf-Access-Jwt-Assertion": assertion, ...more };
  return request({ body: LIST, headers, settings });
}

async function grantObjects(): Promise<number> {
  return (await listDurableObjectIds(env.GRANT)).length;
}

// First in the file: every later test makes objects.
test("a false login touches no object, and one that leads to no grant the directory only", async () => {
  serveKeys();
  expect((await ask(await signed({ by: strangersKey.privateKey }))).status).toBe(401);
  expect((await listDurableObjectIds(env.DIRECTORY)).length).toBe(0);
  const stranger = await ask(await signed({ payload: { email: "who@example.com", sub: "u9" } }));
  expect(stranger.status).toBe(403);
  expect(await stranger.text()).toContain("access:who@example.com");
  expect(await grantObjects()).toBe(0);
});

test.each([
  ["a person's e-mail", { email: "Ann@Example.com", sub: "u1" }, "access:ann@example.com"],
  ["a person's id", { email: "bob@example.com", sub: "u2" }, "access:u2"],
  ["a service token", { sub: "", common_name: "abc123.access" }, "access:abc123.access"],
])("%s leads to its grant", async (_name, payload, subject) => {
  serveKeys();
  const { id } = await addGrant({ label: subject, subjects: [subject], policy: OPEN });
  const assertion = await signed({ payload });
  expect((await ask(assertion)).status).toBe(200);
  await admin("POST", `/grants/${id}/revoke`);
  expect((await ask(assertion)).status).toBe(403);
});

test("the keys are fetched from the team's address and kept", async () => {
  const settings = { ...ON, ACCESS_TEAM_DOMAIN: "https://other.cloudflareaccess.com/" };
  serveKeys();
  const assertion = await signed({ issuer: "https://other.cloudflareaccess.com" });
  for (let at = 0; at < 3; at++) await ask(assertion, settings);
  expect(asked).toEqual(["https://other.cloudflareaccess.com/cdn-cgi/access/certs"]);
});

const FALSE: readonly [string, Claims][] = [
  ["another application's", { audience: "f".repeat(64) }],
  ["another team's", { issuer: "https://evil.cloudflareaccess.com" }],
  ["over", { expires: 1_000 }],
];

test("a token that is another's, over, or signed by a stranger is none", async () => {
  serveKeys();
  await addGrant({ label: "eve", subjects: ["access:eve"], policy: OPEN });
  const payload = { sub: "eve" };
  expect((await ask(await signed({ payload }))).status).toBe(200);
  const all = [...FALSE, ["signed by a stranger", { by: strangersKey.privateKey }] as const];
  for (const [name, claims] of all) {
    expect((await ask(await signed({ payload, ...claims }))).status, name).toBe(401);
  }
});

test("neither a token that is not signed, nor one signed with another method, nor a header of names", async () => {
  serveKeys();
  await addGrant({ label: "mia", subjects: ["access:mia@example.com"], policy: OPEN });
  const claims = { iss: TEAM, aud: AUD, email: "mia@example.com", iat: 1, exp: 9_999_999_999 };
  const part = (value: unknown) => btoa(JSON.stringify(value)).replaceAll("=", "");
  const none = `${part({ alg: "none" })}.${part(claims)}.`;
  const secret = new TextEncoder().encode(AUD);
  const hmac = await new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(secret);
  for (const token of [none, hmac, "x", ""]) expect((await ask(token)).status).toBe(401);
  const header = { "Cf-Access-Authenticated-User-Email": "mia@example.com" };
  expect((await ask(undefined, ON, header)).status).toBe(401);
  const cookie = {
    Cookie: `CF_Authorization=${await signed({ payload: { email: "mia@example.com" } })}`,
  };
  expect((await ask(undefined, ON, cookie)).status).toBe(401);
});

test("is not looked at while it is off", async () => {
  serveKeys();
  await addGrant({ label: "off", subjects: ["access:off@example.com"], policy: OPEN });
  const assertion = await signed({ payload: { email: "off@example.com" } });
  expect((await ask(assertion, {})).status).toBe(401);
  expect(asked).toEqual([]);
});

test("bearer tokens go on opening /mcp, and a login opens neither /admin nor a page", async () => {
  serveKeys();
  await addGrant({ label: "pat", subjects: ["access:pat@example.com"], policy: OPEN });
  const assertion = await signed({ payload: { email: "pat@example.com" } });
  expect((await ask(undefined, ON, { Authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  expect((await ask(assertion, ON, { Authorization: "Bearer of-somebody-else" })).status).toBe(200);
  const settings = { ...ON, LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN };
  const headers = { Authorization: undefined, "Cf-Access-Jwt-Assertion": assertion };
  const open = (path: string) => request({ path, method: "GET", headers, settings });
  expect((await open("/admin/grants")).status).toBe(401);
  expect((await open("/approvals")).status).toBe(303);
});

test("keys that cannot be read are said to be the trouble", async () => {
  const settings = { ...ON, ACCESS_TEAM_DOMAIN: "down.cloudflareaccess.com" };
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response("", { status: 502 }));
  const answer = await ask(await signed({}), settings);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain("keys cannot be read");
});

test.each([
  [{ ACCESS_TEAM_DOMAIN: "team.cloudflareaccess.com" }, "ACCESS_AUD is missing"],
  [{ ACCESS_AUD: AUD }, "ACCESS_TEAM_DOMAIN is missing"],
  [{ ...ON, ACCESS_AUD: "short" }, "ACCESS_AUD must be"],
  [{ ...ON, ACCESS_TEAM_DOMAIN: "http://team.cloudflareaccess.com" }, "ACCESS_TEAM_DOMAIN must be"],
  [{ ...ON, ACCESS_TEAM_DOMAIN: "team" }, "ACCESS_TEAM_DOMAIN must be"],
])("settings that say half are named: %j", async (settings, words) => {
  const answer = await ask(undefined, settings);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain(words);
});

test("a login that a browser sends along counts for pages of the deployment alone", async () => {
  serveKeys();
  await addGrant({ label: "web", subjects: ["access:web"], policy: OPEN });
  const assertion = await signed({ payload: { sub: "web" } });
  const path = "https://leap.me.workers.dev/mcp";
  const statusOf = async (Origin: string | undefined) => {
    const headers = { Authorization: undefined, "Cf-Access-Jwt-Assertion": assertion, Origin };
    const all = { ...headers, Host: "leap.me.workers.dev" };
    return (await request({ path, body: LIST, headers: all, settings: ON })).status;
  };
  expect(await statusOf(undefined)).toBe(200);
  expect(await statusOf("https://leap.me.workers.dev")).toBe(200);
  expect(await statusOf("http://localhost:3000")).toBe(403);
});
