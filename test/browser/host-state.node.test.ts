import { describe, expect, test } from "vitest";
import { hostAllowed } from "../../src/browser/egress/allowed-hosts.ts";
import { hostsWithout, stateBeyond, stateWithin } from "../../src/browser/host-state.ts";
import type { ProfileState } from "../../src/domain/profile.ts";

test.each([
  ["shop.example", ["shop.example"], true],
  ["SHOP.example.", ["shop.example"], true],
  ["a.shop.example", ["shop.example"], false],
  ["a.shop.example", ["*.shop.example"], true],
  ["a.b.shop.example", ["*.shop.example"], true],
  ["shop.example", ["*.shop.example"], false],
  ["notshop.example", ["*.shop.example"], false],
  ["shop.example.evil.example", ["shop.example", "*.shop.example"], false],
  ["shop.example", [], false],
])("%s in %j: %s", (host, hosts, expected) => {
  expect(hostAllowed(host, hosts)).toBe(expected);
});

const DOMAINS = [
  "shop.example",
  ".shop.example",
  "a.shop.example",
  ".a.shop.example",
  "other.example",
  "notshop.example",
  ".example",
];
const ORIGINS = ["https://shop.example", "http://a.shop.example:8080", "https://other.example"];
const STATE: ProfileState = {
  cookies: DOMAINS.map((domain) => ({ name: "n", value: "v", domain, path: "/" })),
  origins: ORIGINS.map((origin) => ({ origin, entries: [{ name: "k", value: "v" }] })),
};

function within(hosts: string[]) {
  const { cookies, origins } = stateWithin(STATE, hosts);
  return [...cookies.map(({ domain }) => domain), ...origins.map(({ origin }) => origin)];
}

describe("state of hosts", () => {
  test("is what the host is sent, cookies of parent domains included, and nothing of others", () => {
    expect(within(["shop.example"])).toEqual([
      "shop.example",
      ".shop.example",
      ".example",
      "https://shop.example",
    ]);
    expect(within(["a.shop.example"])).toEqual([
      ".shop.example",
      "a.shop.example",
      ".a.shop.example",
      ".example",
      "http://a.shop.example:8080",
    ]);
  });

  test("for a pattern, is what the subdomains are sent and not what only the name is", () => {
    expect(within(["*.shop.example"])).toEqual([
      ".shop.example",
      "a.shop.example",
      ".a.shop.example",
      ".example",
      "http://a.shop.example:8080",
    ]);
  });

  test("and what is beyond them make up the whole", () => {
    const hosts = ["shop.example", "*.shop.example"];
    const inside = stateWithin(STATE, hosts);
    const beyond = stateBeyond(STATE, hosts);
    expect(beyond.cookies.map(({ domain }) => domain)).toEqual([
      "other.example",
      "notshop.example",
    ]);
    expect(inside.cookies.length + beyond.cookies.length).toBe(DOMAINS.length);
    expect(inside.origins.length + beyond.origins.length).toBe(ORIGINS.length);
  });

  test("hosts for which there is nothing are told", () => {
    expect(hostsWithout(STATE, ["shop.example", "nobody.test", "*.other.test"])).toEqual([
      "nobody.test",
      "*.other.test",
    ]);
  });
});
