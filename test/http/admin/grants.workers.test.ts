import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { addGrant, admin, adminDeeds, listedGrants, mcpStatus } from "../../support/admin.ts";
import { TOKEN } from "../../support/agent.ts";

function directory() {
  return env.DIRECTORY.getByName("grants");
}

describe("a new grant", () => {
  test("comes with its token, once, which opens /mcp and nothing below /admin", async () => {
    const { id, label, token } = await addGrant({ label: "jane" });
    expect(id).toMatch(/^[a-z0-9]{8}$/);
    expect(label).toBe("jane");
    expect(token).toMatch(new RegExp(`^lf_${id}_[\\w-]{43}_[\\w-]{22}$`));
    expect(await mcpStatus(token)).toBe(200);

    const asked = await admin("GET", "/grants", undefined, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(asked.status).toBe(401);
    const list = await admin("GET", "/grants");
    expect(list.headers.get("Cache-Control")).toBe("no-store");
    const text = await list.text();
    expect(text).toContain(id);
    expect(text).not.toContain(token.slice(12, 40));
    expect(text).not.toContain("igest");
  });

  test("has what it was asked to have", async () => {
    const { id } = await addGrant({
      label: "nightly",
      policy: { version: "1", default: "allow" },
      expires: "2999-01-31T12:00:00+01:00",
      subjects: ["access:nightly@example.com"],
    });
    const shown = (await listedGrants()).find((grant) => grant.id === id);
    expect(shown).toEqual({
      id,
      label: "nightly",
      state: "active",
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      expires: "2999-01-31T11:00:00.000Z",
      subjects: ["access:nightly@example.com"],
      policy: { revision: expect.stringMatching(/^[0-9a-f]{64}$/), from: "stored" },
    });
  });

  test("is refused with everything that is wrong with it, each where it stands", async () => {
    const response = await admin("POST", "/grants", {
      policy: { version: "1", default: "perhaps", tools: { navigat: {} } },
      expires: "2001-01-01",
      subjects: ["jane", "access:a", "access:a"],
      lable: "jane",
    });
    expect(response.status).toBe(400);
    const { errors } = await response.json<{ errors: { pointer: string; message: string }[] }>();
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
      "/expires",
      "/label",
      "/lable",
      "/policy/default",
      "/policy/tools/navigat",
      "/subjects/0",
      "/subjects/2",
    ]);
    for (const { message } of errors) expect(message).toMatch(/^(must|is|are) /);
  });

  test.each([
    ["no body", undefined],
    ["no JSON", "{"],
    ["a list", "[]"],
    ["a label of no letters", { label: " " }],
    ["a label of two lines", { label: "a\nb" }],
    ["a long label", { label: "a".repeat(101) }],
    ["a time that is no text", { label: "a", expires: 4_000_000_000_000 }],
    ["a time without a zone", { label: "a", expires: "2999-01-01T00:00:00" }],
    ["a day that is none", { label: "a", expires: "2999-13-01" }],
    ["a subject with a space", { label: "a", subjects: ["access:a b"] }],
    ["a policy that is null", { label: "a", policy: null }],
    ["a label twice", '{"label":"a","label":"b"}'],
  ])("of %s is refused", async (_name, body) => {
    const before = (await listedGrants()).length;
    const response = await admin("POST", "/grants", body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ pointer: expect.any(String) }] });
    expect(await listedGrants()).toHaveLength(before);
  });

  test("needs LEAPFROG_KEY, and says so", async () => {
    const settings = { LEAPFROG_KEY: undefined };
    const response = await admin("POST", "/grants", { label: "a" }, { settings });
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("LEAPFROG_KEY");
  });

  test("cannot have a login that leads to another one", async () => {
    const { id } = await addGrant({ label: "one", subjects: ["access:one"] });
    const wanted = { label: "two", subjects: ["access:two", "access:one"] };
    const response = await admin("POST", "/grants", wanted);
    expect(response.status).toBe(409);
    expect(await response.text()).toContain(id);
    await admin("POST", `/grants/${id}/revoke`);
    expect((await admin("POST", "/grants", wanted)).status).toBe(201);
  });

  test("in a body too large is refused", async () => {
    const body = JSON.stringify({ label: "a", policy: { description: "x".repeat(70_000) } });
    const response = await admin("POST", "/grants", body);
    expect(response.status).toBe(413);
    expect(await response.text()).toContain("64 KiB");
  });
});

describe("a grant", () => {
  test("that is rotated has another token, and the old one ends", async () => {
    const { id, token } = await addGrant({ label: "turn" });
    const response = await admin("POST", `/grants/${id}/rotate`, {});
    const rotated = await response.json<{ id: string; label: string; token: string }>();
    expect(rotated).toEqual({ id, label: "turn", token: expect.stringMatching(`^lf_${id}_`) });
    expect(rotated.token).not.toBe(token);
    expect(await mcpStatus(token)).toBe(401);
    expect(await mcpStatus(rotated.token)).toBe(200);
  });

  test("that is revoked ends at once and for good", async () => {
    const { id, token } = await addGrant({ label: "leaver" });
    expect(await mcpStatus(token)).toBe(200);
    for (const _ of ["once", "twice"]) {
      const response = await admin("POST", `/grants/${id}/revoke`);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ id, state: "revoked" });
    }
    expect(await mcpStatus(token)).toBe(401);
    const rotation = await admin("POST", `/grants/${id}/rotate`);
    expect(rotation.status).toBe(409);
    expect(await rotation.text()).toContain("POST /admin/grants");
  });

  test("that is revoked refuses what is admitted next", async () => {
    const { id } = await addGrant({ label: "under way", policy: OPEN });
    const object = env.GRANT.getByName(id);
    const { revision } = Object((await listedGrants()).find((grant) => grant.id === id)?.policy);
    const call = {
      record: { tool: "act", keys: [] },
      decision: "allow",
      rule: "",
      charges: [],
    } as const;
    const admission = { caller: { grantId: id, requestId: "r" }, revision, calls: [call] };
    expect(await object.admit(admission)).toMatchObject({ value: { kind: "admitted" } });
    await admin("POST", `/grants/${id}/revoke`);
    expect(await object.admit(admission)).toMatchObject({
      value: { kind: "refused", refusal: "revoked" },
    });
  });

  test.each(["rotate", "revoke"])(
    "of the owner: %s is refused and names the setting",
    async (verb) => {
      const response = await admin("POST", `/grants/owner/${verb}`);
      expect(response.status).toBe(409);
      expect(await response.text()).toContain("LEAPFROG_TOKEN");
      expect(await mcpStatus(TOKEN)).toBe(200);
    },
  );

  test.each(["nobody00", "OWNER", "x", "directory-of-all"])("%s is none", async (id) => {
    for (const [method, path] of [
      ["POST", "rotate"],
      ["POST", "revoke"],
      ["GET", "policy"],
      ["DELETE", "policy"],
    ] as const) {
      const response = await admin(method, `/grants/${id}/${path}`);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain("GET /admin/grants");
    }
  });

  test("takes no body and no parameter where it needs none", async () => {
    const { id, token } = await addGrant({ label: "strict" });
    const body = await admin("POST", `/grants/${id}/revoke`, { reason: "left" });
    expect(body.status).toBe(400);
    const parameter = await admin("POST", `/grants/${id}/revoke?dryRun=1`);
    expect(parameter.status).toBe(400);
    expect(await parameter.text()).toContain("dryRun");
    expect(await mcpStatus(token)).toBe(200);
  });

  test("is changed by no other method", async () => {
    const response = await admin("DELETE", "/grants");
    expect(response.status).toBe(405);
    expect(response.headers.get("Allow")).toBe("GET, POST");
  });
});

const OPEN = { version: "1", default: "allow" };

describe("what is made by half", () => {
  test("is not listed, opens nothing, and is forgotten after a while", async () => {
    await runInDurableObject(directory(), (_object, { storage: { sql } }) => {
      sql.exec("INSERT INTO grants VALUES ('halfmade', 'half', ?, NULL)", Date.now() - 120_001);
      sql.exec("INSERT INTO grants VALUES ('justmade', 'just', ?, NULL)", Date.now());
    });
    const ids = (await listedGrants()).map(({ id }) => id);
    expect(ids).not.toContain("halfmade");
    expect(ids).not.toContain("justmade");
    const left = await runInDurableObject(directory(), (_object, { storage: { sql } }) =>
      [...sql.exec("SELECT id FROM grants")].map(({ id }) => id),
    );
    expect(left).not.toContain("halfmade");
    expect(left).toContain("justmade");
  });

  test("a revocation that the list did not hear of is told it by the list", async () => {
    const { id } = await addGrant({ label: "cut off", subjects: ["access:cut-off"] });
    await env.GRANT.getByName(id).revoke();
    expect((await listedGrants()).find((grant) => grant.id === id)?.state).toBe("revoked");
    expect(await env.DIRECTORY.getByName("grants").grantOf("access:cut-off")).toEqual({
      ok: true,
      value: null,
    });
  });
});

test("every change is written down, and no secret with it", async () => {
  const { id, token } = await addGrant({ label: "watched", policy: OPEN });
  const { token: next } = await (await admin("POST", `/grants/${id}/rotate`)).json<{
    token: string;
  }>();
  await admin("PUT", `/grants/${id}/policy`, OPEN);
  await admin("PUT", `/grants/${id}/policy?dryRun=1`, OPEN);
  await admin("DELETE", `/grants/${id}/policy`);
  await admin("POST", `/grants/${id}/revoke`);
  const rows = (await adminDeeds()).filter(({ grant }) => grant === id);
  expect(rows.map(({ event, what }) => `${event} ${what}`)).toEqual([
    "admin grant.add",
    "admin grant.rotate",
    "admin policy.put",
    "admin policy.delete",
    "admin grant.revoke",
  ]);
  expect(new Set(rows.map(({ request }) => request)).size).toBe(5);
  const text = JSON.stringify(rows);
  for (const secret of [token, next]) expect(text).not.toContain(secret.slice(12, 40));
});
