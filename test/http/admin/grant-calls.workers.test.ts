import { env } from "cloudflare:workers";
import { expect, inject, test } from "vitest";
import { addGrant, admin } from "../../support/admin.ts";
import { pageUrl } from "../../support/agent.ts";
import { ask } from "../../support/edge.ts";
import { type Era, textOf } from "../../support/wire.ts";

const ERAS: readonly Era[] = ["2025-11-25", "2026-07-28"];
const OPEN = { version: "1", default: "allow" };

/** A client of a grant with this policy. */
async function client(policy: object) {
  const { id, token } = await addGrant({ label: "client", policy });
  const headers = { Authorization: `Bearer ${token}` };
  const call = async (name: string, args: object = {}) =>
    textOf(await ask("2025-11-25", "tools/call", { name, arguments: args }, { headers }));
  return { id, headers, call };
}

function sessionIn(text: string): string {
  const [id] = /s_[a-z0-9]{6}/.exec(text) ?? [];
  if (id === undefined) throw new Error(text);
  return id;
}

function limited(tool: string, max: number, more: object = {}) {
  const limits = [{ counter: "calls", window: "hour", max, scope: "grant" }];
  return { ...OPEN, ...more, tools: { [tool]: { limits } } };
}

test("fifty calls at the same moment do not pass a limit of twenty", async () => {
  const { call } = await client(limited("session_list", 20));
  const answers = await Promise.all(Array.from({ length: 50 }, () => call("session_list")));
  const starts = answers.map((answer) => /^(pool \d|rate_limited:)/.exec(answer)?.[0]);
  expect(starts.filter((start) => start === "pool 0")).toHaveLength(20);
  expect(starts.filter((start) => start === "rate_limited:")).toHaveLength(30);
});

test("creating a session that finds no place is not charged", async () => {
  const { call } = await client(limited("session_create", 2, { limits: { sessions: 1 } }));
  const first = sessionIn(await call("session_create"));
  for (let count = 0; count < 3; count++) {
    expect(await call("session_create")).toMatch(/^pool_full: /);
  }
  await call("session_destroy", { sessionId: first });
  const second = sessionIn(await call("session_create"));
  expect(await call("session_create")).toMatch(/^rate_limited: /);
  await call("session_destroy", { sessionId: second });
});

test("pages that profile_warm visits by itself are decided like those it is given", async () => {
  const { id, call } = await client(OPEN);
  const login = `<script>localStorage.setItem("token", "1")</script>`;
  const open = sessionIn(await call("session_create", { url: pageUrl(login) }));
  const save = { sessionId: open, name: "shop", hosts: ["127.0.0.1"] };
  expect(await call("session_save_profile", save)).toContain("saved profile shop");
  await call("session_destroy", { sessionId: open });
  const sessionId = sessionIn(await call("session_create", { profile: "shop" }));
  const conditions = [{ path: "args.url", op: "origin_in", value: [inject("pages")] }];
  const noVisit = { ...OPEN, tools: { navigate: { deny_if: [{ conditions }] } } };
  expect((await admin("PUT", `/grants/${id}/policy`, noVisit)).status).toBe(200);

  const refused = await call("profile_warm", { sessionId });
  expect(refused).toMatch(/^policy_denied: /);
  expect(refused).toContain("urls.0");

  const decided = await env.GRANT.getByName(id).lastDecisions(1);
  expect(decided).toMatchObject({ ok: true, value: [{ tool: "navigate" }] });
  await call("session_destroy", { sessionId });
});

test.each(ERAS)(
  "a hidden tool is in no list and answers like an unknown one in %s",
  async (era) => {
    const { headers } = await client({ ...OPEN, hide: ["snapshot"] });
    const { result } = await ask(era, "tools/list", {}, { headers });
    const listed = JSON.stringify(result);
    expect(listed).toContain('"name":"navigate"');
    expect(listed).not.toContain('"name":"snapshot"');
    const answer = async (name: string) =>
      (await ask(era, "tools/call", { name, arguments: {} }, { headers })).error;
    const hidden = await answer("snapshot");
    expect(JSON.stringify(hidden)).toBe(
      JSON.stringify(await answer("snapshat")).replaceAll("snapshat", "snapshot"),
    );
  },
);
