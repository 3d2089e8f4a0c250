import { listDurableObjectIds } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { NewArtifact } from "../../src/domain/artifact.ts";
import { parseConfig } from "../../src/domain/config.ts";
import { artifactsOf } from "../../src/grants/grant-client.ts";
import { GrantObject } from "../../src/grants/grant-object.ts";
import { ArtifactLinks } from "../../src/mcp/artifact-links.ts";
import { TOKEN } from "../support/agent.ts";
import { fetchOwn } from "../support/artifacts.ts";
import { request } from "../support/edge.ts";
import { byteAt, pattern } from "../support/patterns.ts";

const ORIGIN = "http://127.0.0.1";
const MINUTE_MS = 60_000;
const UNKNOWN_ID = "art_0000000000000000";
const BEARER = { Authorization: `Bearer ${TOKEN}` };
const parsed = parseConfig({ ...env });

afterEach(() => {
  vi.useRealTimers();
});

function passTime(ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
}

function linkTo(id: string, grantId = "owner"): Promise<string> {
  if (!parsed.ok) throw new Error("settings");
  return new ArtifactLinks(parsed.config, ORIGIN, grantId).to(id);
}

async function kept(about: Partial<NewArtifact> = {}, bytes = 10, grantId = "owner") {
  const whole = { name: "x", namedByPage: false, type: "image/png", ...about };
  const { id } = await artifactsOf(grantId).keep(whole, pattern(bytes));
  return { id, path: `/artifacts/${id}`, plain: `${ORIGIN}/artifacts/${id}` };
}

// First in the file: every later test creates objects.
describe("what is not let in touches no object", () => {
  const FORGED = `owner.${"a".repeat(43)}`;
  const later = Math.floor(Date.now() / 1000) + 600;
  const REFUSED: readonly [string, string][] = [
    ["nothing", ""],
    ["a false signature", `?exp=${later}&sig=${FORGED}`],
    ["a signature of the wrong form", `?exp=${later}&sig=owner`],
    ["a signature without a time", `?sig=${FORGED}`],
    ["a time that is none", `?exp=soon&sig=${FORGED}`],
    ["a time long past", `?exp=1&sig=${FORGED}`],
  ];

  test.each(REFUSED)("%s", async (_name, search) => {
    const response = await fetchOwn(`${ORIGIN}/artifacts/${UNKNOWN_ID}${search}`);
    expect(response.status).toBe(401);
    expect(response.headers.get("WWW-Authenticate")).toMatch(/^Bearer /);
    expect(await response.text()).toBe(
      "A bearer token is needed, or a link that is still good: links last 15 minutes.\n",
    );
    expect(await listDurableObjectIds(env.GRANT)).toEqual([]);
  });

  test("an id that is none, though the token is right", async () => {
    for (const path of ["", "x", `${UNKNOWN_ID}/0`, "..%2Fmcp", "art_UPPER00000000000"]) {
      const response = await fetchOwn(`${ORIGIN}/artifacts/${path}`, { headers: BEARER });
      expect(response.status).toBe(404);
    }
    expect(await listDurableObjectIds(env.GRANT)).toEqual([]);
  });

  test("a server without a token", async () => {
    const settings = { LEAPFROG_TOKEN: undefined };
    const path = `/artifacts/${UNKNOWN_ID}`;
    expect((await request({ path, method: "GET", settings })).status).toBe(503);
    expect(await listDurableObjectIds(env.GRANT)).toEqual([]);
  });
});

describe("a signed link", () => {
  test("opens its artifact for 15 minutes and then looks like a false one", async () => {
    const { id } = await kept();
    const link = await linkTo(id);
    const open = await fetchOwn(link);
    expect(open.status).toBe(200);
    expect([...new Uint8Array(await open.arrayBuffer())]).toEqual(
      Array.from({ length: 10 }, (_, at) => byteAt(at)),
    );
    passTime(14 * MINUTE_MS);
    expect((await fetchOwn(link)).status).toBe(200);
    passTime(MINUTE_MS);
    const late = await fetchOwn(link);
    expect(late.status).toBe(401);
    const forged = await fetchOwn(link.replace("sig=owner.", "sig=owner.A"));
    expect(await late.text()).toBe(await forged.text());
  });

  test("opens nothing else", async () => {
    const [one, other] = [await kept(), await kept()];
    const link = await linkTo(one.id);
    expect((await fetchOwn(link.replace(one.id, other.id))).status).toBe(401);
    expect((await fetchOwn(link.replace("sig=owner", "sig=guest"))).status).toBe(401);
    expect((await fetchOwn(link.replace(/exp=\d/, "exp=9"))).status).toBe(401);
  });

  test("of a grant that there is not leads nowhere", async () => {
    const guests = await kept({}, 10, "guest");
    expect((await fetchOwn(await linkTo(guests.id, "guest"))).status).toBe(401);
    expect((await fetchOwn(await linkTo(guests.id, "owner"))).status).toBe(404);
    expect((await fetchOwn(guests.plain, { headers: BEARER })).status).toBe(404);
  });

  test("counts for nothing where there is no key", async () => {
    const { id, path } = await kept();
    const { search } = new URL(await linkTo(id));
    const settings = { LEAPFROG_KEY: undefined };
    const headers = { Authorization: undefined };
    const options = { path: path + search, method: "GET", settings };
    expect((await request({ ...options, headers })).status).toBe(401);
    expect((await request(options)).status).toBe(200);
  });

  test("that is old does no harm beside a token", async () => {
    const { id } = await kept();
    const link = await linkTo(id);
    passTime(20 * MINUTE_MS);
    expect((await fetchOwn(link, { headers: BEARER })).status).toBe(200);
  });
});

describe("the bearer token", () => {
  test("opens what its grant has kept", async () => {
    const { plain } = await kept();
    expect((await fetchOwn(plain, { headers: BEARER })).status).toBe(200);
    const unknown = await fetchOwn(`${ORIGIN}/artifacts/${UNKNOWN_ID}`, { headers: BEARER });
    expect(unknown.status).toBe(404);
    expect(await unknown.text()).toContain("No such artifact");
  });

  test("finds nothing that is a day old", async () => {
    const { plain } = await kept();
    passTime(24 * 60 * MINUTE_MS);
    expect((await fetchOwn(plain, { headers: BEARER })).status).toBe(404);
  });
});

describe("what a browser is told", () => {
  const SAFE: Readonly<Record<string, string>> = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
  };

  test.each([
    ["text/html; charset=utf-8", "application/octet-stream", "bin"],
    ["image/svg+xml", "application/octet-stream", "bin"],
    ["text/javascript", "application/octet-stream", "bin"],
    ["image/png", "image/png", "png"],
    ["application/pdf", "application/pdf", "pdf"],
    ["text/csv", "text/csv", "csv"],
    ['x"\r\nX-Evil: 1', "application/octet-stream", "bin"],
  ])("%j is a file of ours to be saved", async (type, served, extension) => {
    const { id, plain } = await kept({ name: 'evil".html', namedByPage: true, type });
    const { status, headers } = await fetchOwn(plain, { headers: BEARER });
    expect(status).toBe(200);
    expect(headers.get("Content-Type")).toBe(served);
    expect(headers.get("Content-Disposition")).toBe(`attachment; filename="${id}.${extension}"`);
    for (const [name, value] of Object.entries(SAFE)) expect(headers.get(name)).toBe(value);
    expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
  });

  test("HEAD tells the size and sends nothing", async () => {
    const { plain } = await kept({}, 12_345);
    const response = await fetchOwn(plain, { method: "HEAD", headers: BEARER });
    expect([response.status, response.headers.get("Content-Length")]).toEqual([200, "12345"]);
    expect(await response.text()).toBe("");
  });

  test.each(["POST", "PUT", "DELETE", "OPTIONS"])("%s is not allowed", async (method) => {
    const { plain } = await kept();
    const response = await fetchOwn(plain, { method, headers: BEARER });
    expect([response.status, response.headers.get("Allow")]).toEqual([405, "GET, HEAD"]);
  });

  test("a refusal is as safe as a file", async () => {
    const { headers } = await fetchOwn(`${ORIGIN}/artifacts/${UNKNOWN_ID}`);
    for (const [name, value] of Object.entries(SAFE)) expect(headers.get(name)).toBe(value);
  });
});

describe("the body", () => {
  test("of many chunks comes whole", async () => {
    const { plain } = await kept({}, 5_000_001);
    const response = await fetchOwn(plain, { headers: BEARER });
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(bytes.length).toBe(5_000_001);
    expect(bytes.findIndex((byte, at) => byte !== byteAt(at))).toBe(-1);
  });

  test("of nothing is nothing", async () => {
    const { plain } = await kept({}, 0);
    const response = await fetchOwn(plain, { headers: BEARER });
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  test("is not read on for whoever has left", async () => {
    const { plain } = await kept({}, 9_000_000);
    const asked = vi.spyOn(GrantObject.prototype, "readArtifact");
    const { body } = await fetchOwn(plain, { headers: BEARER });
    const reader = body?.getReader();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
    await reader?.cancel();
    // One has come, and one may be under way.
    expect(asked.mock.calls.length).toBeLessThanOrEqual(2);
    asked.mockRestore();
    expect((await fetchOwn(plain, { headers: BEARER })).status).toBe(200);
  });
});
