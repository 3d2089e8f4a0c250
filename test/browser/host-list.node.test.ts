import { expect, test } from "vitest";
import { checkedHosts } from "../../src/browser/egress/host-list.ts";
import { registrableDomain } from "../../src/browser/egress/registrable-domain.ts";
import { checkedUrl } from "../../src/browser/egress/url-rules.ts";
import type { ToolFailure } from "../../src/domain/failure.ts";

const RULES = {
  allowPrivateHosts: ["127.0.0.1:8080", "intranet:80"],
  ownPort: 8787,
  ownHosts: ["leapfrog.example.com"],
};

const checked = (...hosts: string[]) => checkedHosts("allowedHosts", hosts, RULES, "undone");

function failureOf(work: () => unknown): string {
  try {
    work();
    return "ok";
  } catch (error) {
    const { code, what, next } = (error as ToolFailure).failure;
    return `${code}: ${what} ${next}`;
  }
}

test.each([
  ["Shop.Example", "shop.example"],
  ["shop.example.", "shop.example"],
  ["*.Shop.example", "*.shop.example"],
  ["müller.de", "xn--mller-kva.de"],
  ["127.0.0.1", "127.0.0.1"],
  ["0x7f.1", "127.0.0.1"],
  ["intranet", "intranet"],
  ["[2606:4700::1111]", "[2606:4700::1111]"],
])("%s is taken as %s", (given, host) => {
  expect(checked(given)).toEqual([host]);
});

test("the same host is taken once", () => {
  expect(checked("a.example", "A.example.", "*.a.example")).toEqual(["a.example", "*.a.example"]);
});

test.each([
  "https://shop.example",
  "shop.example:443",
  "shop.example/path",
  "user@shop.example",
  "*",
  "*.",
  "a.*.example",
  "shop example",
  "",
  "?",
  "*.*.example",
])("%j is not a host name", (given) => {
  expect(failureOf(() => checked(given))).toMatch(
    /^invalid_arguments: allowedHosts: .*is not a host name; undone\. Give names/,
  );
});

test.each(["*.com", "*.co.uk", "*.127.0.0.1", "*.intranet"])("%s is everybody's", (given) => {
  expect(failureOf(() => checked(given))).toMatch(/would stand for hosts of anybody/);
});

test.each(["10.0.0.1", "localhost", "[::1]", "printer", "db.internal", "169.254.169.254"])(
  "%s is private unless the owner has opened it",
  (given) => {
    expect(failureOf(() => checked(given))).toMatch(/is private; undone\. .*ALLOW_PRIVATE_HOSTS=/);
  },
);

test("the server itself is never in a list", () => {
  expect(failureOf(() => checked("leapfrog.example.com"))).toMatch(/is this server itself/);
});

test("a scoped session goes nowhere else, and its own hosts obey the other rules", () => {
  const rules = { ...RULES, allowedHosts: ["shop.example", "10.0.0.1", "*.cdn.example"] };
  expect(checkedUrl("shop.example/x", rules).href).toBe("https://shop.example/x");
  expect(checkedUrl("https://a.cdn.example", rules).href).toBe("https://a.cdn.example/");
  expect(failureOf(() => checkedUrl("https://evil.example", rules))).toBe(
    "blocked_url: The address was not opened: this session is scoped to shop.example, 10.0.0.1, *.cdn.example. Stay on those hosts, or create another session with this host in its allowedHosts.",
  );
  expect(failureOf(() => checkedUrl("http://10.0.0.1", rules))).toMatch(/private and local/);
});

test.each([
  ["www.shop.example", "shop.example"],
  ["a.b.co.uk", "b.co.uk"],
  ["co.uk", undefined],
  ["com", "com"],
  ["me.github.io", "me.github.io"],
  ["github.io", undefined],
  ["127.0.0.1", "127.0.0.1"],
  ["localhost", "localhost"],
])("%s belongs to %s", (host, domain) => {
  expect(registrableDomain(host)).toBe(domain);
});
