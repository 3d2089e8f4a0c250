import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { Signature } from "../../src/domain/signature.ts";
import { ADMIN_TOKEN, admin } from "../support/admin.ts";
import { TOKEN } from "../support/agent.ts";
import { logIn, SCRIPTED_RULES, visit } from "../support/approvals.ts";
import { linkTo, newGrant, SESSION } from "../support/live-ways.ts";

const WATCH = `/watch/owner/${SESSION}`;

describe("the page of a signed link", () => {
  test("opens for whoever has the link, from a chat too, with nothing but the frame of a page", async () => {
    const path = await linkTo();
    for (const site of ["cross-site", "none", "same-origin"]) {
      const response = await visit(path, { headers: { "Sec-Fetch-Site": site } });
      expect(response.status).toBe(200);
      expect(response.headers.get("Set-Cookie")).toBeNull();
      const text = await response.text();
      expect(text).toContain(`data-socket="${path}/socket" data-pair="${path}/pair"`);
      const login = `/login?${new URLSearchParams({ next: path })}`;
      expect(text).toContain(`data-login="${login}"`);
      expect(text).toContain('<script type="module" src="/pages/live.js"></script>');
      expect(text).toContain('<link rel="stylesheet" href="/pages/live.css">');
      expect(text).toContain('<main id="live"></main>');
      expect(text).not.toMatch(/<script>|style=|https?:\/\//);
    }
  });

  test("runs scripts of this server alone, is framed and kept by nobody, and tells nobody its address", async () => {
    const Cookie = await logIn();
    const shells = [await visit(await linkTo()), await visit(WATCH, { headers: { Cookie } })];
    for (const { headers } of shells) {
      const rules = (headers.get("Content-Security-Policy") ?? "").split("; ").sort();
      expect(rules).toEqual(SCRIPTED_RULES);
      expect(headers.get("Cache-Control")).toBe("no-store");
      expect(headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
      expect(headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("X-Frame-Options")).toBe("DENY");
      expect(headers.get("Permissions-Policy")).toMatch(/camera=\(\).*clipboard-read=\(self\)/);
      expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
    }
    const dead = await visit("/live/nonsense");
    for (const { headers } of [...shells.slice(0, 1), dead]) {
      expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    }
  });

  test("is for hosts of this server alone", async () => {
    const response = await visit(await linkTo(), { headers: { Host: "evil.example" } });
    expect(response.status).toBe(403);
  });

  test("tells of a link that is false or over the same, whatever is wrong with it, and asks no object", async () => {
    const grantId = await newGrant();
    const good = await linkTo({ grantId });
    const [grant = "", session = "", role = "", until = ""] = good.slice(6).split(".");
    const words = [grant, session, role, until];
    const other = await new Signature(String(env.LEAPFROG_KEY), "artifact link").sign(words);
    const dead = [
      await linkTo({ grantId, until: Date.now() - 1 }),
      await linkTo({ grantId }, btoa("x".repeat(32))),
      `/live/${[...words, other].join(".")}`,
      good.replace(SESSION, "s_zzz999"),
      good.replace(grantId, "owner"),
      good.replace(".watch.", ".control."),
      `${good}x`,
      "/live/nonsense",
    ];
    const asked = vi.spyOn(env.GRANT, "getByName");
    const texts = new Set<string>();
    for (const path of dead) {
      const response = await visit(path);
      expect(response.status, path).toBe(410);
      texts.add(await response.text());
    }
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
    expect(texts.size).toBe(1);
    expect([...texts][0]).not.toMatch(/session|grant|<script/i);
    expect((await visit(good)).status).toBe(200);
  });

  test("is over with its grant, and shut by the kill switch, but for the admin", async () => {
    const grantId = await newGrant();
    const path = await linkTo({ grantId });
    const Cookie = await logIn();
    const asAdmin = async () => (await visit(path, { headers: { Cookie } })).status;
    expect((await admin("POST", "/kill", { on: true })).status).toBe(200);
    try {
      const stopped = await visit(path);
      expect(stopped.status).toBe(503);
      expect(await stopped.text()).toContain("kill switch");
      expect(await asAdmin()).toBe(200);
    } finally {
      await admin("POST", "/kill", { on: false });
    }
    expect((await visit(path)).status).toBe(200);
    await admin("POST", `/grants/${grantId}/revoke`);
    const revoked = await visit(path);
    expect(revoked.status).toBe(410);
    expect(await revoked.text()).toBe(await (await visit("/live/nonsense")).text());
    expect(await asAdmin()).toBe(200);
  });

  test("takes no other method", async () => {
    const path = await linkTo();
    for (const method of ["POST", "PUT", "DELETE"]) {
      expect((await visit(path, { method })).status, method).toBe(405);
    }
    expect((await visit(`${path}/pair`)).status).toBe(405);
  });
});

describe("the admin's page of a session", () => {
  test("needs the login, and no token is one", async () => {
    const Cookie = await logIn();
    for (const [headers, status] of [
      [{}, 303],
      [{ Authorization: `Bearer ${TOKEN}` }, 303],
      [{ Authorization: `Bearer ${ADMIN_TOKEN}` }, 303],
      [{ Cookie: Cookie.slice(0, -1) }, 303],
      [{ Cookie }, 200],
    ] as const) {
      const response = await visit(WATCH, { headers: { ...headers } });
      expect(response.status).toBe(status);
      const aim = `/login?${new URLSearchParams({ next: WATCH })}`;
      if (status === 303) expect(response.headers.get("Location")).toBe(aim);
    }
    const text = await (await visit(WATCH, { headers: { Cookie } })).text();
    expect(text).toContain(`<body data-socket="${WATCH}/socket">`);
  });

  test("waits for a click where another site's link leads to it", async () => {
    const headers = { "Sec-Fetch-Site": "cross-site" };
    const text = await (await visit(WATCH, { headers })).text();
    expect(text).toContain(`<a href="${WATCH}">Open the page</a>`);
  });

  test.each(["/watch/owner", "/watch/owner/nonsense", "/watch/a:b/s_abc123", "/watch/../s_abc123"])(
    "%s is no such page",
    async (path) => {
      expect((await visit(path, { headers: { Cookie: await logIn() } })).status).toBe(404);
    },
  );
});
