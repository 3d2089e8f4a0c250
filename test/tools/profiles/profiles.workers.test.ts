import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, inject, test } from "vitest";
import { Agent, callTool, fenced, pageUrl, type ToolAnswer } from "../../support/agent.ts";
import { browserOf, endBrowser, placesUsed } from "../../support/objects.ts";

/** Stands for what must be seen nowhere but in a browser and by the site. */
const SECRET = "s3cret-0f-a-l0gin";
const HOST = "127.0.0.1";
const COOKIE = `sid=${SECRET}-cookie; HttpOnly; Path=/; Max-Age=600`;
const LOGIN = `<script>
  localStorage.setItem("token", "${SECRET}-storage");
</script><h1>Logged in</h1>`;
/** Shows in its document what the page finds in its storage. */
const WHO = `<h1>Who</h1><p id="token"></p><script>
  document.querySelector("#token").textContent = "token:" + localStorage.getItem("token");
</script>`;

const answers: ToolAnswer[] = [];

async function call(tool: string, args: Record<string, unknown> = {}): Promise<ToolAnswer> {
  const answer = await callTool(tool, args);
  answers.push(answer);
  return answer;
}

/** Saves a profile of this name from an open session that has logged in on the pages' host. */
async function saveLogin(name: string): Promise<ToolAnswer> {
  await using agent = await Agent.open({ url: pageUrl(LOGIN, { cookie: COOKIE }) });
  const { sessionId } = agent;
  const saved = await call("session_save_profile", { sessionId, name, hosts: [HOST] });
  expect(saved.isError, saved.text).toBe(false);
  return saved;
}

/** What the site is sent by a session, and what its page finds in its storage. */
async function seenBy(agent: Agent): Promise<{ cookie: string; token: string }> {
  const echo = await agent.call("navigate", { url: `${inject("pages")}/echo` });
  const told = await agent.call("extract", { type: "text" });
  if (echo.isError || told.isError) throw new Error(echo.text + told.text);
  await agent.call("navigate", { url: pageUrl(WHO) });
  const token = fenced((await agent.call("extract", { type: "text", target: "#token" })).text);
  return { cookie: /"cookie":\s*"([^"]*)"/.exec(told.text)?.[1] ?? "", token };
}

const LOGGED_IN = { cookie: `sid=${SECRET}-cookie`, token: `token:${SECRET}-storage` };

afterEach(async () => {
  await runInDurableObject(env.GRANT.getByName("owner"), (_object, { storage: { sql } }) => {
    sql.exec("DELETE FROM profiles");
    sql.exec("DELETE FROM profile_chunks");
  });
});

describe("a profile", () => {
  test("brings a login into a new session, and stays in the list", async () => {
    const saved = await saveLogin("shop");
    expect(saved.text).toMatch(
      /saved profile shop · 127\.0\.0\.1 · 1 cookie, storage of 1 origin, 0\.\d KiB · expires 20/,
    );
    const created = await call("session_create", { profile: "shop" });
    expect(created.structured).toMatchObject({ mode: "scoped" });
    expect(created.text).toContain(`scoped to ${HOST}`);
    expect(created.text).toContain("profile shop: 1 cookie and storage of 1 origin set");
    const sessionId = String(created.structured?.sessionId);
    await using agent = Agent.of(sessionId);
    expect(await seenBy(agent)).toEqual(LOGGED_IN);
    const [list, same] = [await call("profile_list"), await call("session_list_profiles")];
    expect(list.text).toMatch(/1 profile\nshop · 127\.0\.0\.1 · 1 cookie, storage of 1 origin/);
    expect(same.text).toBe(list.text);
  });

  test("is there before the first page opens", async () => {
    await saveLogin("shop");
    await using agent = await Agent.open({ profilePath: "shop", url: pageUrl(WHO) });
    const { text } = await agent.call("extract", { type: "text", target: "#token" });
    expect(fenced(text)).toBe(LOGGED_IN.token);
  });

  test("comes back with a browser that was lost, unvisited storage included", async () => {
    await saveLogin("shop");
    await using agent = await Agent.open({ profile: "shop" });
    await agent.call("tabs_list");
    await endBrowser(await browserOf(agent.sessionId));
    const health = async () => (await agent.call("session_health")).text;
    await expect.poll(health, { timeout: 15_000 }).toContain("its next call starts one");
    expect(await agent.snapshot()).toMatch(/1 cookie, storage of 1 origin and \d tabs? restored/);
    expect(await seenBy(agent)).toEqual(LOGGED_IN);
    const outside = await agent.call("navigate", { url: "https://example.com" });
    expect(outside.text).toMatch(/^blocked_url: .*scoped to 127\.0\.0\.1/);
  });

  test("is saved again from its session without hosts, as it is by now", async () => {
    await saveLogin("shop");
    await using agent = await Agent.open({ profile: "shop" });
    await agent.call("navigate", { url: pageUrl("", { cookie: "more=2; Path=/; Max-Age=600" }) });
    const { sessionId } = agent;
    const saved = await call("session_save_profile", { sessionId, name: "shop" });
    expect(saved.text).toContain("2 cookies, storage of 1 origin");
    expect(saved.text).toMatch(/it took the place of the one for 127\.0\.0\.1 with 1 cookie/);
  });

  test("is deleted for good", async () => {
    await saveLogin("shop");
    expect((await call("profile_delete", { name: "shop" })).text).toBe("deleted profile shop");
    expect((await call("profile_delete", { name: "shop" })).text).toMatch(/^not_found: /);
    expect((await call("session_create", { profile: "shop" })).text).toMatch(/^not_found: /);
    expect((await call("profile_list")).text).toMatch(/^no profiles/);
  });

  test("of another grant is not there", async () => {
    await saveLogin("shop");
    const other = env.GRANT.getByName("g_another");
    expect(await other.listProfiles()).toMatchObject({ ok: true, value: [] });
    expect(await other.loadProfile("shop")).toMatchObject({
      ok: false,
      failure: { code: "not_found" },
    });
  });

  test("is sealed in its object, and its values stand in no answer", async () => {
    await saveLogin("shop");
    const stored = await runInDurableObject(
      env.GRANT.getByName("owner"),
      (_object, { storage }) => {
        const rows = [
          ...storage.sql.exec<{ bytes: ArrayBuffer }>("SELECT bytes FROM profile_chunks"),
        ];
        return rows.map(({ bytes }) => new TextDecoder("latin1").decode(bytes)).join("");
      },
    );
    expect(stored.length).toBeGreaterThan(100);
    expect(stored).not.toMatch(/sid|token|127\.0\.0\.1|s3cret/);
    expect(answers.length).toBeGreaterThan(8);
    expect(JSON.stringify(answers)).not.toContain(SECRET);
    expect(JSON.stringify(answers)).not.toMatch(/\bsid\b/);
  });
});

describe("saving", () => {
  test("an open session has to name the hosts, and hears of those without anything", async () => {
    await using agent = await Agent.open({ url: pageUrl(LOGIN, { cookie: COOKIE }) });
    const { sessionId } = agent;
    const bare = await call("session_save_profile", { sessionId, name: "shop" });
    expect(bare.text).toMatch(/^invalid_arguments: hosts is missing/);
    const hosts = ["shop.example"];
    const none = await call("session_save_profile", { sessionId, name: "shop", hosts });
    expect(none.text).toMatch(
      /^not_found: The session has no cookies.* for shop\.example; nothing/,
    );
    const some = { sessionId, name: "shop", hosts: [HOST, "*.shop.example"] };
    const { text } = await call("session_save_profile", some);
    expect(text).toContain("notice: nothing was found for *.shop.example");
    expect((await call("profile_list")).text).toContain(`${HOST}, *.shop.example`);
  });

  test.each([
    [{ name: "a/b" }, /^invalid_arguments: name: must be 1 to 64 letters/],
    [{ name: "shop", hosts: [] }, /^invalid_arguments: hosts/],
    [
      { name: "shop", hosts: ["https://a.example"] },
      /^invalid_arguments: hosts: .*not a host name/,
    ],
    [{ name: "shop", hosts: ["10.0.0.1"] }, /^invalid_arguments: hosts: .*is private/],
  ])("refuses %j", async (args, refusal) => {
    await using agent = await Agent.open();
    const { text } = await call("session_save_profile", { sessionId: agent.sessionId, ...args });
    expect(text).toMatch(refusal);
  });

  test("what a page has left is saved too, and hosts beyond a scope are refused", async () => {
    await using agent = await Agent.open({ allowedHosts: [HOST] });
    await agent.call("navigate", { url: pageUrl(LOGIN, { cookie: COOKIE }) });
    await agent.call("navigate", { url: pageUrl("<h1>Elsewhere</h1>", {}, inject("otherPages")) });
    const { sessionId } = agent;
    const beyond = { sessionId, name: "shop", hosts: ["shop.example"] };
    expect((await call("session_save_profile", beyond)).text).toMatch(
      /^invalid_arguments: hosts: shop\.example is none of this session's allowedHosts/,
    );
    const { text } = await call("session_save_profile", { sessionId, name: "shop" });
    expect(text).toContain("1 cookie, storage of 1 origin");
  });
});

describe("session_create", () => {
  test.each([
    [{ profile: "shop", profilePath: "other" }, /^invalid_arguments: profile and profilePath/],
    [{ profilePath: "~/.leapfrog/shop.json" }, /^invalid_arguments: profilePath is a path/],
    [{ profile: "a b" }, /^invalid_arguments: profile must be a name/],
    [{ profile: "nobody" }, /^not_found: There is no profile nobody; no session was created/],
    [{ allowedHosts: ["a.example:80"] }, /^invalid_arguments: allowedHosts: .*no session was/],
    [{ allowedHosts: [] }, /^invalid_arguments: allowedHosts/],
    [{ allowedHosts: ["10.0.0.1"] }, /is private; no session was created/],
    [{ allowedHosts: ["a.example"], url: "https://b.example" }, /^blocked_url: .*scoped to a\.ex/],
    [
      { allowedHosts: [HOST], proxy: { server: "http://proxy.example" }, url: pageUrl("") },
      /^blocked_url: .*proxy\.server.*scoped/,
    ],
  ])("refuses %j and creates no session", async (options, refusal) => {
    expect((await call("session_create", options)).text).toMatch(refusal);
    expect(await placesUsed()).toBe(0);
  });

  test("loads only what lies within allowedHosts, and says what was left out", async () => {
    const cookies = ["127.0.0.1", "shop.example"].map((domain) => ({
      name: "a",
      value: SECRET,
      domain,
    }));
    const state = JSON.stringify(cookies);
    const domains = ["127.0.0.1", "shop.example"];
    const imported = await call("profile_import_from_chrome", { name: "two", state, domains });
    expect(imported.text).toMatch(
      /imported profile two · 127\.0\.0\.1, shop\.example, \*\.shop\.ex/,
    );
    const { text, structured } = await call("session_create", {
      profile: "two",
      allowedHosts: [HOST],
    });
    await using agent = Agent.of(String(structured?.sessionId));
    expect(text).toContain("profile two: 1 cookie and storage of 0 origins set");
    expect(text).toContain(
      "notice: profile two: left out what it holds beyond allowedHosts for shop.example, *.shop.example",
    );
    expect((await seenBy(agent)).cookie).toBe(`a=${SECRET}`);
  });

  test.each([
    [
      { proxy: { server: "http://proxy.example" }, url: pageUrl("") },
      /^unsupported: profile is not supported with proxy/,
    ],
    [
      { allowedHosts: [HOST, "evil.example"] },
      /^invalid_arguments: allowedHosts: evil\.example is beyond profile shop, which is for 127\.0\.0\.1; no/,
    ],
  ])("lets nobody have a profile elsewhere: %j", async (options, refusal) => {
    await saveLogin("shop");
    for (const name of ["profile", "profilePath"]) {
      expect((await call("session_create", { [name]: "shop", ...options })).text).toMatch(refusal);
    }
    expect(await placesUsed()).toBe(0);
  });

  test("leaves an open session without any profile, and page code to it", async () => {
    await saveLogin("shop");
    await using agent = await Agent.open();
    expect(await seenBy(agent)).toEqual({ cookie: "", token: "token:null" });
    expect(await agent.evaluate("localStorage.length")).toBe(0);
  });

  test("takes page code from a session with a profile, and from no other scoped one", async () => {
    await saveLogin("shop");
    await using tainted = await Agent.open({ profile: "shop", url: pageUrl(WHO) });
    const js = { type: "js", js: "localStorage.token" };
    for (const [tool, args] of [
      ["extract", js],
      ["wait_for", { condition: "js", js: "true" }],
      ["add_init_script", { script: "1" }],
    ] as const) {
      const { text } = await tainted.call(tool, args);
      expect(text).toMatch(/^policy_denied: .*secret or a profile/);
    }
    await using scoped = await Agent.open({ allowedHosts: [HOST], url: pageUrl("") });
    expect(await scoped.evaluate("1 + 1")).toBe(2);
  });
});

describe("importing", () => {
  test("keeps what belongs to the domains, and tells the rest by number only", async () => {
    const state = JSON.stringify({
      cookies: [
        { name: "sid", value: `${SECRET}-cookie`, domain: HOST, path: "/", expires: -1 },
        { name: "x", value: `${SECRET}-x`, domain: "evil.example", path: "/" },
        { name: "y", value: `${SECRET}-y;`, domain: HOST, path: "/" },
      ],
      origins: [
        {
          origin: inject("pages"),
          localStorage: [{ name: "token", value: `${SECRET}-storage` }],
        },
      ],
    });
    const args = { name: "shop", state, domains: [HOST] };
    const { text } = await call("profile_import_from_chrome", args);
    expect(text).toMatch(/^imported profile shop · 127\.0\.0\.1 · 1 cookie, storage of 1 origin/);
    expect(text).toContain("notice: left out: 1 of other domains, 1 malformed");
    await using agent = await Agent.open({ profile: "shop" });
    expect(await seenBy(agent)).toEqual(LOGGED_IN);
  });

  test.each([
    [{ state: `[{"name": "${SECRET}"`, domains: [HOST] }, /^invalid_arguments: state is not JSON/],
    [{ state: `["${SECRET}"]`, domains: [HOST] }, /^invalid_arguments: state holds nothing/],
    [{ state: "[]", domains: ["co.uk"] }, /^invalid_arguments: domains: co\.uk is a suffix/],
    [{ state: "[]", domains: [] }, /^invalid_arguments: domains/],
    [{ state: "[]" }, /^invalid_arguments: domains/],
    [{ state: `"${"x".repeat(2_000_000)}"`, domains: [HOST] }, /must have at most 2000000 char/],
    [{ state: { cookies: [{ value: SECRET }] }, domains: [HOST] }, /^invalid_arguments: state/],
  ])("refuses without an echo (%#)", async (args, refusal) => {
    const { text } = await call("profile_import_from_chrome", { name: "shop", ...args });
    expect(text).toMatch(refusal);
    expect(text).not.toContain(SECRET);
  });
});

describe("warming", () => {
  test("visits the profile's origins in tabs it closes again, and saves the profile", async () => {
    await saveLogin("shop");
    await using agent = await Agent.open({ profile: "shop", url: pageUrl("<h1>Mine</h1>") });
    const { text, isError } = await agent.call("profile_warm");
    expect(isError).toBe(false);
    expect(text).toContain(`[0] ${inject("pages")}: 404 · ${inject("pages")} · loaded`);
    expect(text).toMatch(/saved profile shop · 127\.0\.0\.1 · 1 cookie, storage of 1 origin/);
    expect(fenced((await agent.call("tabs_list")).text)).toMatch(/^0\* [^\n]*$/);
    expect(await agent.snapshot()).toContain('h1 "Mine"');
  });

  test("reports each page, and keeps what they have set", async () => {
    await saveLogin("shop");
    await using agent = await Agent.open({ profile: "shop" });
    const key = crypto.randomUUID();
    const store = '<script>localStorage.setItem("late", "1")</script>';
    const urls = [
      pageUrl(`${key}=`, { key, cookie: "renewed=1; Path=/; Max-Age=600" }),
      pageUrl(store, { key }, inject("otherPages")),
      `${inject("closedOrigin")}/`,
      `${inject("pages")}/redirect?to=https://example.com/`,
      pageUrl("", { key, status: "500" }),
    ];
    const { text } = await agent.call("profile_warm", { urls });
    expect(text).toContain(`[0] ${inject("pages")}: 200 · ${inject("pages")} · loaded`);
    expect(text).toContain(`[1] ${inject("otherPages")}: 200`);
    expect(text).toMatch(/\[2\] \S+: could not be opened/);
    expect(text).toMatch(/\[3\] \S+: (could not be opened|led to where this session may not go)/);
    expect(text).toContain(`[4] ${inject("pages")}: 500`);
    expect(text).toContain("2 cookies, storage of 2 origins");
    const seen = await (await fetch(`${inject("pages")}/seen?key=${key}`)).json<unknown[]>();
    expect(seen).toHaveLength(3);
  });

  test("refuses a session without a profile, and addresses beyond the scope", async () => {
    await using open = await Agent.open();
    expect((await open.call("profile_warm")).text).toMatch(/^not_found: .*did not begin/);
    await saveLogin("shop");
    await using scoped = await Agent.open({ profile: "shop" });
    const { text } = await scoped.call("profile_warm", { urls: ["https://example.com"] });
    expect(text).toMatch(/^blocked_url: .*scoped/);
  });
});
