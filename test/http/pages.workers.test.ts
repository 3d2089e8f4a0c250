import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { ADMIN_TOKEN } from "../support/admin.ts";
import { TOKEN } from "../support/agent.ts";
import {
  admit,
  askApproval,
  decideByApi,
  formTokenIn,
  logIn,
  submit,
  visit,
} from "../support/approvals.ts";

const NAME = "__Host-leapfrog-admin";

async function open(path: string, Cookie: string): Promise<string> {
  const response = await visit(path, { headers: { Cookie } });
  return response.text();
}

describe("the login", () => {
  test("gives a cookie that no script reads, no other site sends and no other host sees", async () => {
    const response = await submit("/login", { token: ADMIN_TOKEN, next: "/approvals/x" });
    expect(response.status).toBe(303);
    expect(response.headers.get("Location")).toBe("/approvals/x");
    const cookie = response.headers.get("Set-Cookie") ?? "";
    expect(cookie).toMatch(/^__Host-leapfrog-admin=\d+\.[0-9a-f]{32}\.[\w-]{43}; /);
    const rules = cookie.split("; ").slice(1).sort();
    expect(rules).toEqual(["HttpOnly", "Max-Age=43200", "Path=/", "SameSite=Strict", "Secure"]);
    expect(cookie).not.toContain(ADMIN_TOKEN);
  });

  test.each([
    ["https://evil.example/", "/"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["/\t/evil.example", "/"],
    ["/.//evil.example", "/"],
    ["javascript:alert(1)", "/"],
    ["/approvals/a?b=c", "/approvals/a?b=c"],
  ])("leads from %j to %s", async (next, aim) => {
    const response = await submit("/login", { token: ADMIN_TOKEN, next });
    expect(response.headers.get("Location")).toBe(aim);
    const Cookie = await logIn();
    const again = await visit(`/login?${new URLSearchParams({ next })}`, { headers: { Cookie } });
    expect(again.headers.get("Location")).toBe(aim);
  });

  test("is asked for by every page, and leads back to it", async () => {
    for (const path of ["/approvals", "/approvals/apr_owner_x?a=1"]) {
      const response = await visit(path);
      expect(response.status).toBe(303);
      const aim = `/login?${new URLSearchParams({ next: path })}`;
      expect(response.headers.get("Location")).toBe(aim);
    }
  });

  test("an agent's token opens no page and is no login", async () => {
    const headers = { Authorization: `Bearer ${TOKEN}` };
    expect((await visit("/approvals", { headers })).status).toBe(303);
    const admin = { Authorization: `Bearer ${ADMIN_TOKEN}` };
    expect((await visit("/approvals", { headers: admin })).status).toBe(303);
    const login = await submit("/login", { token: TOKEN });
    expect(login.status).toBe(401);
    expect(login.headers.get("Set-Cookie")).toBeNull();
  });

  test.each(["cross-site", "same-site"])(
    "a link on another site (%s), which brings no cookie, waits for a click on a page of ours",
    async (site) => {
      const response = await visit("/approvals/x", { headers: { "Sec-Fetch-Site": site } });
      expect(response.status).toBe(200);
      expect(response.headers.get("Refresh")).toBeNull();
      expect(await response.text()).toContain('<a href="/approvals/x">Open the page</a>');
    },
  );

  test("ends with its time, with the admin's token, with the key, and with a changed cookie", async () => {
    const Cookie = await logIn();
    const statusOf = async (cookie: string, settings = {}) =>
      (await visit("/approvals", { headers: { Cookie: cookie }, settings })).status;
    expect(await statusOf(Cookie)).toBe(200);
    expect(await statusOf(`a=b; ${Cookie}; c=d`)).toBe(200);
    expect(await statusOf(Cookie, { LEAPFROG_ADMIN_TOKEN: `${ADMIN_TOKEN}x` })).toBe(303);
    const key = btoa("k".repeat(32));
    expect(await statusOf(Cookie, { LEAPFROG_KEY: key })).toBe(303);
    const [until = "", nonce, mac] = Cookie.slice(NAME.length + 1).split(".");
    const later = `${NAME}=${Number(until) + 1}.${nonce}.${mac}`;
    expect(await statusOf(later)).toBe(303);
    expect(await statusOf(Cookie.replace(NAME, "leapfrog-admin"))).toBe(303);
  });

  test("logging out takes the cookie away, by the page's own form alone", async () => {
    const Cookie = await logIn();
    const form = formTokenIn(await open("/approvals", Cookie), "/logout");
    expect((await submit("/logout", { form: "x" }, { Cookie })).status).toBe(403);
    const out = await submit("/logout", { form }, { Cookie });
    expect(out.headers.get("Set-Cookie")).toMatch(/^__Host-leapfrog-admin=; Max-Age=0; /);
    expect(out.headers.get("Location")).toBe("/login");
  });
});

describe("without settings", () => {
  test.each(["LEAPFROG_ADMIN_TOKEN", "LEAPFROG_KEY"])(
    "pages are closed for want of %s",
    async (name) => {
      const response = await visit("/login", { settings: { [name]: undefined } });
      expect(response.status).toBe(503);
      expect(await response.text()).toContain(name);
    },
  );
});

const HOSTILE = `</pre><script>alert(1)</script><img src=x onerror="alert(2)">'"&amp;\u202e\u200b`;

describe("the page of an approval", () => {
  test("shows everything that the call is made of, and nothing of it is markup", async () => {
    const id = await askApproval({
      args: JSON.stringify({ value: HOSTILE }, undefined, 2),
      reason: `Reason ${HOSTILE}`,
      rule: `/tools/${HOSTILE}`,
      origin: `https://${HOSTILE}`,
      sessionId: HOSTILE,
      tool: HOSTILE,
    });
    const Cookie = await logIn();
    for (const path of [`/approvals/${id}`, "/approvals"]) {
      const text = await open(path, Cookie);
      expect(text).not.toMatch(/<script|<img|onerror="/);
      expect(text).toContain("&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
      expect(text).not.toMatch(/[\u202e\u200b]/);
    }
    const page = await open(`/approvals/${id}`, Cookie);
    expect(page).toContain("&#39;\\&quot;&amp;amp;\\u202e\\u200b");
    expect(page).toContain("owner");
  });

  test("keeps a note from being markup", async () => {
    const id = await askApproval();
    await decideByApi(id, { decision: "decline", note: HOSTILE });
    const text = await open(`/approvals/${id}`, await logIn());
    expect(text).toContain("Declined at");
    expect(text).not.toMatch(/<script|<img/);
  });

  test("is kept by nobody, framed by nobody, and runs nothing", async () => {
    const id = await askApproval();
    const Cookie = await logIn();
    const signedIn = await visit(`/approvals/${id}`, { headers: { Cookie } });
    for (const response of [signedIn, await visit("/login"), await visit(`/approvals/${id}`)]) {
      const { headers } = response;
      expect(headers.get("Cache-Control")).toBe("no-store");
      const policy = headers.get("Content-Security-Policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain("script-src");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("form-action 'self'");
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
    }
  });

  test("is for hosts of this server alone", async () => {
    const headers = { Host: "evil.example", Cookie: await logIn() };
    expect((await visit("/approvals", { headers })).status).toBe(403);
  });

  test("tells of none that does not exist", async () => {
    const Cookie = await logIn();
    for (const id of [
      "apr_owner_AAAAAAAAAAAAAAAAAAAAAA",
      "apr_nobody_AAAAAAAAAAAAAAAAAAAAAA",
      "nonsense",
    ]) {
      const response = await visit(`/approvals/${id}`, { headers: { Cookie } });
      expect(response.status).toBe(404);
    }
  });

  test("decides, and says afterwards what happened; once", async () => {
    const id = await askApproval({ digest: "by page" });
    const Cookie = await logIn();
    const path = `/approvals/${id}`;
    const form = formTokenIn(await open(path, Cookie), path);
    const done = await submit(path, { form, decision: "approve", note: "" }, { Cookie });
    expect(done.status).toBe(303);
    expect(done.headers.get("Location")).toBe(path);
    const after = await open(path, Cookie);
    expect(after).toMatch(/Approved at .* exactly this call once/);
    expect(after).not.toContain('value="approve"');
    const twice = await submit(path, { form, decision: "approve" }, { Cookie });
    expect(twice.status).toBe(303);
    const again = await submit(path, { form, decision: "decline" }, { Cookie });
    expect(again.status).toBe(409);
    expect(await again.text()).toMatch(/not declined: it had been decided/);
    expect((await admit({ digest: "by page" })).kind).toBe("admitted");
    expect(await open(path, Cookie)).toContain("the call was let through");
  });

  test("takes no form but its own", async () => {
    const id = await askApproval({ digest: "forged" });
    const Cookie = await logIn();
    const path = `/approvals/${id}`;
    const markup = await open(path, Cookie);
    const form = formTokenIn(markup, path);
    const verdict = { form, decision: "approve" };
    const other = await logIn();
    const FORGED: [Record<string, string>, Record<string, string | undefined>][] = [
      [{ decision: "approve" }, { Cookie }],
      [{ ...verdict, form: formTokenIn(markup, "/logout") }, { Cookie }],
      [verdict, { Cookie: other }],
      [verdict, { Cookie, "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" }],
      [verdict, { Cookie, "Sec-Fetch-Site": "same-site" }],
      [verdict, { Cookie, "Sec-Fetch-Site": undefined, Origin: "http://127.0.0.1:1" }],
      [verdict, { Cookie, "Sec-Fetch-Site": undefined, Origin: undefined }],
      [verdict, { Cookie, "Sec-Fetch-Site": "none", Origin: undefined }],
      [verdict, { Cookie, Origin: "null" }],
      [verdict, { Cookie, "Content-Type": "text/plain" }],
      [{ ...verdict, decision: "maybe" }, { Cookie }],
      [{ ...verdict, note: "x".repeat(301) }, { Cookie }],
    ];
    for (const [fields, headers] of FORGED) {
      const response = await submit(path, fields, headers);
      expect([403], JSON.stringify([fields, headers])).toContain(response.status);
    }
    expect((await submit(path, verdict)).headers.get("Location")).toMatch(/^\/login\?/);
    expect((await admit({ digest: "forged" })).kind).toBe("approval");
    expect((await submit(path, verdict, { Cookie })).status).toBe(303);
  });
});

test("false logins are limited for all, and the right token still opens", async () => {
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 12; attempt++) {
    const response = await submit("/login", { token: `false ${attempt}` });
    statuses.push(response.status);
    if (response.status === 429) {
      expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
      expect(await response.text()).toMatch(/10 false logins within a minute. Try again in \d+ s/);
    }
  }
  expect(statuses.at(-1)).toBe(429);
  const asked = vi.spyOn(env.DIRECTORY, "getByName");
  expect((await submit("/login", { token: "false" })).status).toBe(429);
  expect(asked).not.toHaveBeenCalled();
  asked.mockRestore();
  expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
  expect((await submit("/login", { token: "" })).status).toBe(400);
  expect(await logIn()).toContain(NAME);
});
