import { expect, test } from "vitest";
import { goesAround } from "../../../src/browser/egress/proxy-bypass.ts";

test.each([
  ["example.com", "443", "example.com", true],
  ["EXAMPLE.com.", "80", "Example.Com", true],
  ["a.example.com", "443", "example.com", false],
  ["a.example.com", "443", "*.example.com", true],
  ["b.a.example.com", "443", ".example.com", true],
  ["example.com", "443", "*.example.com", false],
  ["badexample.com", "443", "*.example.com", false],
  ["example.com", "8080", "example.com:8080", true],
  ["example.com", "80", "example.com:8080", false],
  ["example.com", "80", "example.com:080", true],
  ["10.0.0.1", "80", "10.0.0.1", true],
  ["10.0.0.1", "80", "0xa.1:80", true],
  ["[::1]", "443", "[0:0::1]", true],
  ["[::1]", "443", "[::1]:443", true],
  ["[::1]", "80", "[::1]:443", false],
])("%s:%s is reached around a proxy with the bypass %s: %s", (host, port, pattern, expected) => {
  expect(goesAround(host, port, [pattern])).toBe(expected);
  expect(goesAround(host, port, ["other.example", pattern])).toBe(expected);
});

test("without patterns nothing goes around", () => {
  expect(goesAround("example.com", "443", [])).toBe(false);
});
