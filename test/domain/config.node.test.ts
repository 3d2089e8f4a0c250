import { describe, expect, test } from "vitest";
import { describeProblems, parseConfig } from "../../src/domain/config.ts";
import type { SettingSource } from "../../src/domain/setting-reader.ts";

const TOKEN = "t".repeat(32);
const KEY = Buffer.alloc(32, 7).toString("base64");

function problemsOf(source: SettingSource): string[] {
  const parsed = parseConfig(source);
  return parsed.ok ? [] : parsed.problems.map(({ setting }) => setting);
}

test("without any setting everything has its default, and no token", () => {
  expect(parseConfig({})).toEqual({
    ok: true,
    config: {
      maxSessions: 15,
      idleTimeoutMs: 1_800_000,
      maxSessionMs: 43_200_000,
      humanRequestMs: 1_800_000,
      auditMs: 2_592_000_000,
      allowPrivateHosts: [],
      cdpAllowedHosts: [],
      secrets: [],
      ownPort: 8787,
    },
  });
});

test("every setting is read", () => {
  const parsed = parseConfig({
    LEAPFROG_TOKEN: TOKEN,
    LEAPFROG_ADMIN_TOKEN: "a".repeat(40),
    LEAPFROG_KEY: KEY,
    PUBLIC_URL: "https://browser.example.com/",
    PORT: "9000",
    ALLOW_PRIVATE_HOSTS: "LocalHost:3000, [::1]:80 ,10.0.0.7:8443,",
    CDP_ALLOWED_HOSTS: "Browser.example, [::1], 127.0.0.1:9222",
    PROXY_CHECK_URL: "https://example.com/check",
    MAX_SESSIONS: "7",
    MAX_SESSIONS_PER_CLIENT: "2",
    IDLE_TIMEOUT_MS: "60000",
    MAX_SESSION_MS: "3600000",
    HIBERNATE_AFTER_MS: "120000",
    AUDIT_DAYS: "7",
  });
  if (!parsed.ok) throw new Error(describeProblems(parsed.problems));
  expect(parsed.config).toMatchObject({
    ownerToken: TOKEN,
    maxSessions: 7,
    maxSessionsPerClient: 2,
    idleTimeoutMs: 60_000,
    maxSessionMs: 3_600_000,
    hibernateAfterMs: 120_000,
    auditMs: 604_800_000,
    allowPrivateHosts: ["localhost:3000", "[::1]:80", "10.0.0.7:8443"],
    cdpAllowedHosts: ["browser.example:443", "[::1]:443", "127.0.0.1:9222"],
    ownPort: 9000,
  });
  expect(parsed.config.proxyCheckUrl?.href).toBe("https://example.com/check");
  expect(parsed.config.publicUrl?.hostname).toBe("browser.example.com");
});

test("all problems are told at once, each by its setting and without its value", () => {
  const source = {
    LEAPFROG_TOKEN: "short-secret",
    LEAPFROG_ADMIN_TOKEN: "short-secret",
    LEAPFROG_KEY: "c2hvcnQ=",
    LEAPFROG_OLD_KEY: "c2hvcnQ=",
    PUBLIC_URL: "browser.example.com",
    PORT: "0",
    ALLOW_PRIVATE_HOSTS: "localhost",
    CDP_ALLOWED_HOSTS: "wss://browser.example",
    PROXY_CHECK_URL: "example.com",
    MAX_SESSIONS: "-1",
    MAX_SESSIONS_PER_CLIENT: "none",
    IDLE_TIMEOUT_MS: "1e6",
    MAX_SESSION_MS: "12h",
  };
  const parsed = parseConfig(source);
  if (parsed.ok) throw new Error("no problems");
  expect(problemsOf(source).sort()).toEqual(Object.keys(source).sort());
  for (const { setting, message } of parsed.problems) {
    expect(message).toMatch(new RegExp(`^${setting} must `));
  }
  expect(describeProblems(parsed.problems)).not.toContain("short-secret");
});

describe("a blank setting counts as none", () => {
  test.each(["", "   ", "\n"])("%j", (blank) => {
    const parsed = parseConfig({ LEAPFROG_TOKEN: blank, MAX_SESSIONS: blank, PUBLIC_URL: blank });
    expect(parsed.ok && parsed.config.ownerToken).toBeUndefined();
    expect(parsed.ok && parsed.config.maxSessions).toBe(15);
  });
});

test("a number counts as its text, and nothing at all as no setting", () => {
  const parsed = parseConfig({ MAX_SESSIONS: 7, IDLE_TIMEOUT_MS: null, MAX_SESSION_MS: undefined });
  expect(parsed).toMatchObject({ ok: true, config: { maxSessions: 7, idleTimeoutMs: 1_800_000 } });
});

describe("what is neither text nor number is refused", () => {
  test.each([{}, [], true, 7.5, Number.NaN])("%j", (value) => {
    expect(problemsOf({ MAX_SESSIONS: value, MAX_SESSIONS_PER_CLIENT: value })).toEqual([
      "MAX_SESSIONS_PER_CLIENT",
      "MAX_SESSIONS",
    ]);
  });
});

test("hibernation needs the key that seals what a session keeps", () => {
  expect(problemsOf({ HIBERNATE_AFTER_MS: "120000" })).toEqual(["HIBERNATE_AFTER_MS"]);
  expect(problemsOf({ HIBERNATE_AFTER_MS: "10m", LEAPFROG_KEY: KEY })).toEqual([
    "HIBERNATE_AFTER_MS",
  ]);
});

test("an old key needs the one that everything is sealed under anew", () => {
  expect(problemsOf({ LEAPFROG_OLD_KEY: KEY })).toEqual(["LEAPFROG_OLD_KEY"]);
  const parsed = parseConfig({ LEAPFROG_OLD_KEY: KEY, LEAPFROG_KEY: KEY });
  expect(parsed).toMatchObject({ ok: true, config: { rootKey: KEY, oldRootKey: KEY } });
});

test("a number out of bounds is told with its bounds", () => {
  const source = { MAX_SESSIONS: "0", IDLE_TIMEOUT_MS: "10", MAX_SESSIONS_PER_CLIENT: "-2" };
  const parsed = parseConfig({ ...source, MAX_SESSION_MS: "12h" });
  expect(parsed.ok ? [] : parsed.problems.map(({ message }) => message)).toEqual([
    "MAX_SESSIONS_PER_CLIENT must be a whole number from 1 to 1000.",
    "MAX_SESSIONS must be a whole number from 1 to 1000.",
    "IDLE_TIMEOUT_MS must be a whole number from 1000 to 86400000.",
    "MAX_SESSION_MS must be a whole number from 60000 to 604800000.",
  ]);
});

describe("bounds", () => {
  const CASES: readonly [setting: string, good: readonly string[], bad: readonly string[]][] = [
    ["LEAPFROG_TOKEN", [TOKEN], ["t".repeat(31)]],
    ["LEAPFROG_KEY", [KEY], ["x".repeat(42), Buffer.alloc(31).toString("base64"), "not base64!"]],
    ["MAX_SESSIONS", ["1", "1000", " 15 "], ["0", "1001", "1.5", "0x10", "١٥", "15 16"]],
    ["IDLE_TIMEOUT_MS", ["1000", "86400000"], ["999", "86400001"]],
    ["MAX_SESSION_MS", ["60000", "604800000"], ["59999", "604800001"]],
    ["MAX_SESSIONS_PER_CLIENT", ["1", "1000"], ["0", "1001"]],
    ["PORT", ["1", "65535"], ["0", "65536"]],
    ["PUBLIC_URL", ["http://a", "https://a.b:8443/x"], ["ftp://a", "a.b", "javascript:1"]],
    [
      "ALLOW_PRIVATE_HOSTS",
      ["a:1", "a.b-c:65535", "[::1]:80", ",", "127.0.0.1:3000"],
      ["a", "a:", ":80", "a:0", "a:65536", "a:99999", "http://a:1", "*.a:1", "::1:80", "a b:1"],
    ],
    [
      "CDP_ALLOWED_HOSTS",
      ["a", "a.b-c:65535", "[::1]", "a,b:1"],
      ["a:", ":80", "a:0", "wss://a", "*.a", "::1", "a/b"],
    ],
    ["PROXY_CHECK_URL", ["http://a", "https://a.b:8443/x?y"], ["ws://a", "a.b", "data:,x"]],
  ];

  test.each(CASES)("%s", (setting, good, bad) => {
    for (const value of good) expect(problemsOf({ [setting]: value }), value).toEqual([]);
    for (const value of bad) expect(problemsOf({ [setting]: value }), value).toEqual([setting]);
  });
});

test("the admin's token must not be the one that agents hold", () => {
  expect(problemsOf({ LEAPFROG_TOKEN: TOKEN, LEAPFROG_ADMIN_TOKEN: ` ${TOKEN}` })).toEqual([
    "LEAPFROG_ADMIN_TOKEN",
  ]);
  expect(problemsOf({ LEAPFROG_TOKEN: TOKEN, LEAPFROG_ADMIN_TOKEN: "a".repeat(32) })).toEqual([]);
});
