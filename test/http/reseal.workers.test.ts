import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { parseConfig } from "../../src/domain/config.ts";
import type { SealingKeys } from "../../src/domain/sealer.ts";
import { ProfileShelf } from "../../src/grants/profile-shelf.ts";
import { serveAdmin } from "../../src/http/admin/serve-admin.ts";
import { callTool } from "../support/agent.ts";

const OTHER_KEY = btoa("o".repeat(32));
const ADMIN = "admin-token-admin-token-admin-token-0123";
const STATE = {
  cookies: [{ name: "sid", value: "v", domain: "shop.example", path: "/" }],
  origins: [],
};

/** Runs `work` on the owner's profiles as they would be under other keys. */
function withKeys(keys: SealingKeys, work: (shelf: ProfileShelf) => Promise<unknown>) {
  return runInDurableObject(env.GRANT.getByName("owner"), async (_object, { storage }) => {
    const atOnce = <T>(step: () => T) => storage.transactionSync(step);
    await work(new ProfileShelf({ sql: storage.sql, keys, grantId: "owner", atOnce }));
  });
}

async function reseal(settings: Record<string, string> = {}, token = ADMIN) {
  const parsed = parseConfig({ ...env, LEAPFROG_ADMIN_TOKEN: ADMIN, ...settings });
  if (!parsed.ok) throw new Error("settings");
  const url = new URL("http://127.0.0.1/admin/profiles/reseal");
  const headers = { Authorization: `Bearer ${token}` };
  const request = new Request(url, { method: "POST", headers });
  const response = await serveAdmin(request, url, parsed.config);
  return { status: response.status, body: await response.json() };
}

test("a profile of another key is told as such, begins no session, and is counted", async () => {
  await withKeys({ rootKey: OTHER_KEY }, (shelf) => shelf.save("old", ["shop.example"], STATE));
  const { text } = await callTool("profile_list", {});
  expect(text).toMatch(/^1 profile\nold · .* · cannot be opened: it was saved under another LEAPF/);
  const refused = await callTool("session_create", { profile: "old" });
  expect(refused.text).toMatch(
    /^unsupported: Profile old cannot be opened: .*; no session was created\. The owner can set LEAPFROG_OLD_KEY/,
  );
  const { text: pool } = await callTool("pool_status", {});
  expect(pool).toMatch(/pool 0\/15/);
  expect(await reseal()).toEqual({
    status: 200,
    body: { grants: 1, resealed: 0, current: 0, unreadable: 1, failed: [] },
  });
});

test("what was sealed anew opens again", async () => {
  await withKeys({ rootKey: OTHER_KEY }, (shelf) => shelf.save("old", ["shop.example"], STATE));
  const present = parseConfig({ ...env });
  const rootKey = present.ok ? present.config.rootKey : undefined;
  await withKeys({ rootKey, oldRootKey: OTHER_KEY }, (shelf) => shelf.reseal());
  expect(await reseal()).toMatchObject({ body: { resealed: 0, current: 1, unreadable: 0 } });
  const { text } = await callTool("profile_list", {});
  expect(text).not.toContain("cannot be opened");
  expect((await callTool("profile_delete", { name: "old" })).isError).toBe(false);
});

test("only the admin may, and a key is needed", async () => {
  expect(await reseal({}, "x".repeat(40))).toMatchObject({ status: 401 });
  expect(await reseal({ LEAPFROG_KEY: "" })).toMatchObject({
    status: 503,
    body: { error: "no_key" },
  });
});
