import { listDurableObjectIds } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, inject, test } from "vitest";
import { pageUrl } from "../support/agent.ts";
import { ask } from "../support/edge.ts";
import { placesUsed } from "../support/objects.ts";
import { textOf } from "../support/wire.ts";

const SECRET = "t0psecret";
const PAGE = pageUrl("<h1>Page</h1>");

afterEach(async () => {
  expect(await placesUsed()).toBe(0);
  expect(await listDurableObjectIds(env.SESSION)).toEqual([]);
});

describe("proxy is refused before anything is reserved:", () => {
  const GIVEN: readonly [string, Record<string, unknown>, RegExp][] = [
    ["no scheme", { server: "proxy.example:3128" }, /^invalid_arguments: proxy\.server must begin/],
    [
      "another scheme",
      { server: "socks4://proxy.example" },
      /^invalid_arguments: proxy\.server must/,
    ],
    ["a path", { server: "http://proxy.example/x" }, /^invalid_arguments: proxy\.server must be a/],
    [
      "credentials in the address",
      { server: `http://ada:${SECRET}@proxy.example` },
      /^invalid_arguments: proxy\.server must not hold credentials/,
    ],
    [
      "credentials for socks5",
      { server: "socks5://proxy.example", username: "ada", password: SECRET },
      /^unsupported: proxy\.username and proxy\.password are not supported with a socks5/,
    ],
    [
      "a password alone",
      { server: "http://proxy.example", password: SECRET },
      /^invalid_arguments: proxy\.password needs proxy\.username/,
    ],
    [
      "a rule in place of a host",
      { server: "http://proxy.example", bypass: "a.example, <local>" },
      /^invalid_arguments: proxy\.bypass must be/,
    ],
    [
      "everything past it",
      { server: "http://proxy.example", bypass: "*" },
      /^invalid_arguments: proxy\.bypass must be/,
    ],
    [
      "a private host",
      { server: "http://10.1.2.3:3128" },
      /^blocked_url: .* ALLOW_PRIVATE_HOSTS=10\.1\.2\.3:3128/,
    ],
    [
      "a private host in disguise",
      { server: "socks5://0x7f.1:9" },
      /^blocked_url: .*127\.0\.0\.1:9/,
    ],
    ["this server itself", { server: "http://127.0.0.1:8787" }, /^blocked_url: .*own address/],
  ];

  test.each(GIVEN)("%s", async (_name, proxy, expected) => {
    const text = await create({ url: PAGE, proxy });
    expect(text).toMatch(expected);
    expect(text).toContain("no session was created");
    expect(text).not.toContain(SECRET);
  });

  test("no address to check it with", async () => {
    const proxy = { server: inject("openProxy") };
    for (const given of [{ proxy }, { proxy, url: "about:blank" }]) {
      expect(await create(given)).toMatch(
        /^invalid_arguments: .*no address to check it.* Give url/,
      );
    }
  });

  test("credentials that could not be kept", async () => {
    const proxy = { server: inject("proxy"), username: "ada", password: SECRET };
    const text = await create({ url: PAGE, proxy }, { LEAPFROG_KEY: undefined });
    expect(text).toMatch(/^unsupported: proxy\.username and .* without LEAPFROG_KEY/);
    expect(text).not.toContain(SECRET);
  });
});

describe("cdp is refused before anything is reserved:", () => {
  const GIVEN: readonly [string, string, RegExp][] = [
    ["no address", SECRET, /^invalid_arguments: cdp is not the address/],
    [
      "no WebSocket",
      `https://browser.example/${SECRET}`,
      /^invalid_arguments: cdp is not the addr/,
    ],
    [
      "a host nobody allowed",
      `wss://browser.example/?token=${SECRET}`,
      /^unsupported: cdp is not supported for browser\.example:443; .*CDP_ALLOWED_HOSTS=browser\.ex/,
    ],
    ["another port", `ws://127.0.0.1:1/${SECRET}`, /^unsupported: .* for 127\.0\.0\.1:1;/],
    ["a password", `wss://ada:${SECRET}@browser.example/`, /^invalid_arguments: cdp must not hold/],
  ];

  test.each(GIVEN)("%s", async (_name, cdp, expected) => {
    const text = await create({ cdp });
    expect(text).toMatch(expected);
    expect(text).not.toContain(SECRET);
  });

  test("without encryption, though allowed", async () => {
    const settings = { CDP_ALLOWED_HOSTS: "browser.example:80" };
    expect(await create({ cdp: "ws://browser.example/" }, settings)).toMatch(
      /^unsupported: cdp is not supported without encryption/,
    );
  });

  test("an address that could not be kept", async () => {
    const settings = { CDP_ALLOWED_HOSTS: "browser.example", LEAPFROG_KEY: undefined };
    const text = await create({ cdp: `wss://browser.example/${SECRET}` }, settings);
    expect(text).toMatch(/^unsupported: cdp is not supported without LEAPFROG_KEY/);
    expect(text).not.toContain(SECRET);
  });
});

/** What the tool answers under settings of the test's own. */
async function create(
  given: Record<string, unknown>,
  settings: Record<string, string | undefined> = {},
): Promise<string> {
  const call = { name: "session_create", arguments: given };
  return textOf(await ask("2025-11-25", "tools/call", call, { settings }));
}
