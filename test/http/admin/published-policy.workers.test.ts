import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { CATALOGUE } from "../../../src/tools/catalogue.ts";
import { addGrant, admin } from "../../support/admin.ts";
import { ask } from "../../support/edge.ts";
import { textOf } from "../../support/wire.ts";

/** PolicyLayer's own document, as its page on `session_create` shows it. */
const PUBLISHED =
  '{"version":"1","default":"deny","tools":{"session_create":{"limits":[{"counter":"session_create_rate","window":"minute","max":30,"scope":"grant"}]}}}';
const SOMEWHERE = "https://shop.example/";

/** What each tool needs besides `sessionId`; those that are not here need nothing. */
const ARGUMENTS: Readonly<Record<string, object>> = {
  session_create_batch: { sessions: [{}] },
  navigate: { url: SOMEWHERE },
  act: { action: "press", key: "Enter" },
  batch_actions: { actions: [{ action: "press", key: "Enter" }] },
  extract: { type: "title" },
  wait_for: { condition: "network_idle" },
  add_init_script: { script: "1" },
  tab_switch: { tabIndex: 0 },
};

test("PolicyLayer's document limits session_create to 30 a minute and denies the rest", async () => {
  const { id, token } = await addGrant({ label: "published" });
  const headers = { Authorization: `Bearer ${token}` };
  const call = async (name: string, args: object) =>
    textOf(await ask("2025-11-25", "tools/call", { name, arguments: args }, { headers }));

  expect(await call("session_create", {})).toMatch(/^policy_denied: .*no policy/);
  expect((await admin("PUT", `/grants/${id}/policy`, PUBLISHED)).status).toBe(200);

  const created = await call("session_create", {});
  const sessionId = /s_[a-z0-9]{6}/.exec(created)?.[0];
  expect(sessionId, created).toBeDefined();
  for (let count = 2; count <= 30; count++) {
    // Counted like one that opens a browser, since the caller is to blame.
    expect(await call("session_create", { cdp: "wss://nowhere.example" })).toMatch(/^unsupported:/);
  }
  const refused = await call("session_create", {});
  expect(refused).toMatch(
    /^rate_limited: .*30 a minute.* Try again in ([1-9]|[1-5]\d|6[01]) s\.$/s,
  );

  const others = CATALOGUE.filter(({ name }) => name !== "session_create");
  for (const { name, target } of others) {
    const session = target === "session" || name === "session_destroy" ? { sessionId } : {};
    expect(await call(name, { ...session, ...ARGUMENTS[name] }), name).toMatch(
      new RegExp(`^policy_denied: .* does not list ${name}`),
    );
  }

  await admin("PUT", `/grants/${id}/policy`, { version: "1", default: "allow" });
  expect(await call("session_destroy", { sessionId })).toContain("destroyed");

  await admin("POST", `/grants/${id}/revoke`);
  expect(await call("session_list", {})).toContain("grant is revoked");
});

test("a call under way is refused once its grant is revoked", async () => {
  const { id, token } = await addGrant({
    label: "leaver",
    policy: { version: "1", default: "allow" },
  });
  const headers = { Authorization: `Bearer ${token}` };
  const call = async (name: string, args: object) =>
    textOf(await ask("2025-11-25", "tools/call", { name, arguments: args }, { headers }));
  const sessionId = /s_[a-z0-9]{6}/.exec(await call("session_create", {}))?.[0];
  // The first holds the session's turn while the second waits for it, let in already.
  const waiting = call("wait_for", { sessionId, condition: "text", text: "never", timeout: 3_000 });
  const decided = async () => Object(await env.GRANT.getByName(id).lastDecisions(1)).value[0]?.tool;
  await expect.poll(decided).toBe("wait_for");
  const next = call("snapshot", { sessionId });
  await call("session_list", {});

  await admin("POST", `/grants/${id}/revoke`);

  expect(await waiting).toMatch(/^timed_out/);
  expect(await next).toMatch(/^policy_denied: This grant is revoked/);
});
