import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { ADMIN_TOKEN, admin } from "../support/admin.ts";
import { TOKEN } from "../support/agent.ts";
import { logIn } from "../support/approvals.ts";
import {
  codeFor,
  dial,
  dialReal,
  linkTo,
  newGrant,
  ORIGIN,
  pairedAt,
  SESSION,
} from "../support/live-ways.ts";

const WATCH = `/watch/owner/${SESSION}/socket`;
const HOUR = 3_600_000;

/** Within the seconds that a test may take. */
function about(time: number) {
  return expect.closeTo(time, -5);
}

describe("a link's socket", () => {
  test.each(["watch", "control"] as const)("lets in to %s, as the link says", async (role) => {
    const until = Math.ceil(Date.now() / 1_000) * 1_000 + 60_000;
    const { object, viewer } = await dial(`${await linkTo({ role, until })}/socket`);
    expect(object).toBe(`owner:${SESSION}`);
    const name = "someone with the link";
    expect(viewer).toEqual({ name, role, until, size: "full", ownHosts: [] });
  });

  test("knows the names of this deployment", async () => {
    const { viewer } = await dial(
      `${await linkTo()}/socket`,
      {},
      {
        PUBLIC_URL: "https://browser.example.com",
      },
    );
    expect(viewer?.ownHosts).toEqual(["browser.example.com"]);
  });

  test("lets the admin who is logged in control, for as long as the login lasts", async () => {
    const Cookie = await logIn();
    const { viewer } = await dial(`${await linkTo()}/socket`, { Cookie });
    expect(viewer).toMatchObject({ name: "admin", role: "control" });
    expect(viewer?.until).toEqual(about(Date.now() + 12 * HOUR));
  });

  test("lets a person with a code control sessions of that grant alone", async () => {
    const [mine, other] = [await newGrant(), await newGrant()];
    const path = await linkTo({ grantId: mine });
    const Cookie = await pairedAt(path, await codeFor(mine));
    const { viewer } = await dial(`${path}/socket`, { Cookie });
    expect(viewer).toMatchObject({ name: "a person with a code", role: "control" });
    expect(viewer?.until).toEqual(about(Date.now() + 8 * HOUR));
    const sibling = await linkTo({ grantId: mine, sessionId: "s_abc124" });
    expect((await dial(`${sibling}/socket`, { Cookie })).viewer?.role).toBe("control");
    const foreign = await dial(`${await linkTo({ grantId: other })}/socket`, { Cookie });
    expect(foreign.viewer).toMatchObject({ name: "someone with the link", role: "watch" });
  });

  test("gives a tile that only watches", async () => {
    const Cookie = await logIn();
    const path = `${await linkTo({ role: "control" })}/socket`;
    for (const [query, size, role] of [
      ["?size=tile", "tile", "watch"],
      ["?size=full", "full", "control"],
      ["?size=other", "full", "control"],
    ] as const) {
      expect((await dial(path + query)).viewer).toMatchObject({ size, role });
      expect((await dial(WATCH + query, { Cookie })).viewer).toMatchObject({ size, role });
    }
  });

  test("says that it is over where the link is false, and asks no object", async () => {
    const asked = vi.spyOn(env.GRANT, "getByName");
    const good = await linkTo();
    const dead = [
      await linkTo({ until: Date.now() - 1 }),
      good.replace(".watch.", ".control."),
      good.replace(SESSION, "s_zzz999"),
      "/live/nonsense",
    ];
    for (const path of dead) {
      const { over, viewer } = await dial(`${path}/socket`);
      expect(over).toMatch(/^The link is not good, or not any more\./);
      expect(viewer).toBeUndefined();
    }
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
  });

  test("says that it is over where its grant is, or is held, but for the admin", async () => {
    const grantId = await newGrant();
    const path = `${await linkTo({ grantId })}/socket`;
    const page = path.replace("/socket", "");
    const paired = await pairedAt(page, await codeFor(grantId));
    const Cookie = await logIn();
    await admin("POST", "/kill", { on: true });
    try {
      for (const cookie of [undefined, paired]) {
        expect((await dial(path, { Cookie: cookie })).over).toContain("kill switch");
      }
      expect((await dial(path, { Cookie })).viewer?.name).toBe("admin");
    } finally {
      await admin("POST", "/kill", { on: false });
    }
    expect((await dial(path, { Cookie: paired })).viewer?.role).toBe("control");
    await admin("POST", `/grants/${grantId}/revoke`);
    for (const cookie of [undefined, paired]) {
      const { over, viewer } = await dial(path, { Cookie: cookie });
      expect(over).toMatch(/^The link is not good/);
      expect(viewer).toBeUndefined();
    }
    expect((await dial(path, { Cookie })).viewer?.name).toBe("admin");
  });

  test("says what the session's object says of a session that is not there", async () => {
    expect(await dialReal(`${await linkTo()}/socket`)).toEqual({
      status: 101,
      over: "There is no such session any more.",
    });
  });
});

describe("the admin's socket", () => {
  test("lets the admin control any session, whatever became of its grant", async () => {
    const grantId = await newGrant();
    await admin("POST", `/grants/${grantId}/revoke`);
    const path = `/watch/${grantId}/${SESSION}/socket`;
    const { object, viewer } = await dial(path, { Cookie: await logIn() });
    expect(object).toBe(`${grantId}:${SESSION}`);
    expect(viewer).toMatchObject({ name: "admin", role: "control", size: "full" });
  });

  test("needs the login; no token is one, and no code", async () => {
    const link = await linkTo();
    const Cookie = await pairedAt(link, await codeFor("owner"));
    for (const headers of [
      {},
      { Authorization: `Bearer ${TOKEN}` },
      { Authorization: `Bearer ${ADMIN_TOKEN}` },
      { Cookie },
    ]) {
      const { over, viewer } = await dial(WATCH, headers);
      expect(over).toContain("login is over");
      expect(viewer).toBeUndefined();
    }
  });
});

describe("every socket", () => {
  test("is opened by pages of this server alone, whatever else comes along", async () => {
    const Cookie = await logIn();
    const bearer = { Authorization: `Bearer ${ADMIN_TOKEN}` };
    for (const path of [`${await linkTo({ role: "control" })}/socket`, WATCH]) {
      for (const headers of [
        { Origin: undefined },
        { Origin: undefined, "Sec-Fetch-Site": "same-origin" },
        { Origin: undefined, ...bearer },
        { Origin: "https://evil.example" },
        { Origin: "http://127.0.0.1:1" },
        { Origin: "http://localhost" },
        { Origin: "null" },
        { "Sec-Fetch-Site": "cross-site" },
        { "Sec-Fetch-Site": "same-site" },
        { "Sec-Fetch-Site": "none" },
        { Host: "evil.example", Origin: "http://evil.example" },
      ]) {
        const { status, viewer } = await dial(path, { Cookie, ...headers });
        expect(status, JSON.stringify(headers)).toBe(403);
        expect(viewer).toBeUndefined();
      }
      expect((await dial(path, { Cookie, "Sec-Fetch-Site": "same-origin" })).viewer).toBeDefined();
      const byName = { PUBLIC_URL: "https://browser.example.com" };
      const Origin = "https://browser.example.com";
      expect((await dial(path, { Cookie, Origin }, byName)).viewer).toBeDefined();
      expect((await dial(path, { Cookie, Origin: ORIGIN })).viewer).toBeDefined();
    }
  });

  test("is a WebSocket", async () => {
    for (const Upgrade of [undefined, "h2c"]) {
      const path = `${await linkTo()}/socket`;
      expect((await dial(path, { Upgrade })).status).toBe(426);
      expect((await dial(WATCH, { Upgrade, Cookie: await logIn() })).status).toBe(426);
    }
  });
});
