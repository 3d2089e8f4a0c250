import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { addGrant, admin } from "../../support/admin.ts";

/** PolicyLayer's own document, as its page on `session_create` shows it. */
const PUBLISHED =
  '{"version":"1","default":"deny","tools":{"session_create":{"limits":[{"counter":"session_create_rate","window":"minute","max":30,"scope":"grant"}]}}}';

let id = "";
let path = "";

beforeEach(async () => {
  ({ id } = await addGrant({ label: "policies" }));
  path = `/grants/${id}/policy`;
});

/** The pointers of a refusal. */
async function pointersOf(response: Response): Promise<string[]> {
  expect(response.status).toBe(400);
  const { errors } = await response.json<{ errors: { pointer: string; message: string }[] }>();
  return errors.map(({ pointer }) => pointer);
}

describe("a policy", () => {
  test("is taken as it is published, and given back as it was taken", async () => {
    const none = await admin("GET", path);
    expect(none.status).toBe(404);
    expect(await none.text()).toContain("PUT");

    const put = await admin("PUT", path, PUBLISHED);
    const { revision } = await put.json<{ revision: string }>();
    expect(put.status).toBe(200);

    const shown = await admin("GET", path);
    expect(await shown.text()).toBe(PUBLISHED);
    expect(shown.headers.get("ETag")).toBe(`"${revision}"`);

    const removed = await admin("DELETE", path);
    expect(await removed.json()).toEqual({ revision: null });
    expect((await admin("GET", path)).status).toBe(404);
  });

  test("is refused with all its errors, and the one before it stays", async () => {
    await admin("PUT", path, PUBLISHED);
    const bad = {
      version: "2",
      default: "deny",
      toolz: {},
      tools: {
        navigate: { deny_if: [{ conditions: [{ path: "args.uri", op: "host_is", value: "a" }] }] },
        evaluate: {},
      },
    };
    expect(await pointersOf(await admin("PUT", path, bad))).toEqual([
      "/toolz",
      "/version",
      "/tools/navigate/deny_if/0/conditions/0/path",
      "/tools/navigate/deny_if/0/conditions/0/op",
      "/tools/evaluate",
    ]);
    expect(await (await admin("GET", path)).text()).toBe(PUBLISHED);
  });

  test("of two rules for one tool is refused", async () => {
    const twice = '{"version":"1","default":"deny","tools":{"act":{"action":"deny"},"act":{}}}';
    expect(await pointersOf(await admin("PUT", path, twice))).toEqual(["/tools/act"]);
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "version: 1"],
    ["null", "null"],
    ["a list", "[]"],
    ["a depth without end", "[".repeat(30_000) + "]".repeat(30_000)],
  ])("of %s is refused", async (_name, text) => {
    expect(await pointersOf(await admin("PUT", path, text))).toContain("");
  });

  test("of bytes that are no text is refused", async () => {
    const response = await admin("PUT", path, "\ud800".repeat(2));
    expect(response.status).toBe(400);
  });

  test("too long is refused", async () => {
    const long = JSON.stringify({ version: "1", default: "deny", description: "x".repeat(70_000) });
    expect((await admin("PUT", path, long)).status).toBe(413);
  });

  test.each(["dryRun=true", "dryRun=", "dryrun=1", "dryRun=1&force=1", "dryRun=1&dryRun=0"])(
    "with %s in its address is refused rather than put",
    async (query) => {
      const response = await admin("PUT", `${path}?${query}`, PUBLISHED);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain("dryRun=1");
      expect((await admin("GET", path)).status).toBe(404);
    },
  );
});

describe("the owner's policy", () => {
  const OWNERS = "/grants/owner/policy";
  const DEPLOYED = '{"version":"1","default":"allow"}';
  const settings = { LEAPFROG_POLICY: DEPLOYED };

  test("is the deployment's until one is put, and again once that is deleted", async () => {
    const first = await admin("GET", OWNERS);
    expect(first.status).toBe(200);
    const { revision: shipped } = Object(await (await admin("DELETE", OWNERS)).json());
    expect(first.headers.get("ETag")).toBe(`"${shipped}"`);

    await admin("PUT", OWNERS, PUBLISHED);
    expect(await (await admin("GET", OWNERS)).text()).toBe(PUBLISHED);

    const tried = await admin("DELETE", `${OWNERS}?dryRun=1`, undefined, { settings });
    expect(await tried.json()).toMatchObject({ dryRun: { calls: expect.any(Number) } });
    expect(await (await admin("GET", OWNERS)).text()).toBe(PUBLISHED);

    expect(await (await admin("DELETE", OWNERS)).json()).toEqual({ revision: shipped });
    expect((await admin("GET", OWNERS)).headers.get("ETag")).toBe(`"${shipped}"`);
  });
});

test("a dry run tells what the last calls would meet, and changes nothing", async () => {
  await admin("PUT", path, '{"version":"1","default":"allow"}');
  const { policy } = Object(await env.GRANT.getByName(id).describe()).value;
  const decided = (tool: string, keys: string[], decision: "allow" | "deny") =>
    ({ record: { tool, keys }, decision, rule: "", charges: [] }) as const;
  const caller = { grantId: id, requestId: "r" };
  const admit = (...calls: ReturnType<typeof decided>[]) =>
    env.GRANT.getByName(id).admit({ caller, revision: policy.revision, calls });
  await admit(decided("session_create", [], "allow"));
  await admit(decided("navigate", ["url"], "allow"), decided("navigate", [], "allow"));
  await admit(decided("act", ["action"], "deny"));

  const narrow = {
    version: "1",
    default: "deny",
    tools: {
      session_create: {},
      navigate: {
        deny_if: [{ conditions: [{ path: "args.url", op: "host_in", value: ["a.example"] }] }],
      },
    },
  };
  const response = await admin("PUT", `${path}?dryRun=1`, narrow);

  expect(await response.json()).toEqual({
    revision: expect.stringMatching(/^[0-9a-f]{64}$/),
    dryRun: {
      calls: 4,
      tools: {
        act: { before: { denied: 1 }, after: { denied: 1 } },
        navigate: { before: { allowed: 2 }, after: { allowed: 1, "depends on arguments": 1 } },
        session_create: { before: { allowed: 1 }, after: { allowed: 1 } },
      },
    },
  });
  expect(await (await admin("GET", path)).json()).toEqual({ version: "1", default: "allow" });
});
