import { expect, test } from "vitest";
import { parseConfig } from "../../src/domain/config.ts";
import { readSecret } from "../../src/domain/secret.ts";
import {
  namesSecret,
  secretNames,
  strayReference,
  withSecrets,
} from "../../src/domain/secret-reference.ts";

const good = { name: "PIN", value: "abcdef", origins: ["https://a.example"] };
const problems = (given: Partial<Record<"name" | "value" | "origins", unknown>>) => {
  const read = readSecret({ ...good, ...given }, ["127.0.0.1:8080"]);
  return read.ok ? [] : read.problems.map(({ part }) => part);
};

test("names, values and origins have their form", () => {
  expect(problems({})).toEqual([]);
  for (const name of ["", "a", "1A", "A".repeat(65), "A-B", 1])
    expect(problems({ name })).toEqual(["name"]);
  for (const value of [
    "abcde",
    "a b c d e",
    "x".repeat(4_097),
    "abc\ndef",
    "abcdef\0",
    123456,
    null,
  ]) {
    expect(problems({ value })).toEqual(["value"]);
  }
  for (const origins of [
    [],
    "https://a.example",
    ["a.example"],
    ["https://a.example/"],
    ["https://A.example"],
    ["https://a.example:443"],
    ["https://*.a.example"],
    ["https://u@a.example"],
    ["https://a.example."],
    ["http://a.example"],
    ["http://127.0.0.1:9"],
    ["null"],
    ["file://"],
    Array.from({ length: 21 }, (_, at) => `https://a${at}.example`),
  ]) {
    expect(problems({ origins })).toEqual(["origins"]);
  }
  expect(problems({ origins: ["https://a.example:8443", "http://127.0.0.1:8080"] })).toEqual([]);
});

test("references are found, read and replaced once", () => {
  expect(namesSecret("a {{ SECRET x")).toBe(true);
  expect(namesSecret("{{secrets}} {secret:A}")).toBe(false);
  expect(secretNames("a{{secret:A}}{{secret:B_1}}{{secret:A}}")).toEqual(["A", "B_1"]);
  for (const bad of ["{{secret:}}", "{{secret:a}}", "{{secret:A}} {{secret:", "{{ secret:A}}"]) {
    expect(secretNames(bad)).toBeUndefined();
  }
  const values = new Map([
    ["A", "{{secret:B}}$&"],
    ["B", "b"],
  ]);
  expect(withSecrets("<{{secret:A}}|{{secret:B}}>", values)).toBe("<{{secret:B}}$&|b>");
  const input = { value: "{{secret:A}}", deep: [{ text: "{{secret:A}}" }] };
  expect(strayReference(input, (path) => path === "value")).toBe("deep.0.text");
  expect(strayReference({ "{{secret:A}}": 1 }, () => true)).toBe("an argument");
});

test("settings bring secrets, and problems tell nothing of their values", () => {
  const value = "hunter2hunter2";
  const parsed = parseConfig({
    LEAPFROG_SECRET_LOGIN: JSON.stringify({ value, origins: ["https://a.example"] }),
    LEAPFROG_SECRET_BLANK: " ",
  });
  expect(parsed.ok && parsed.config.secrets).toEqual([
    { name: "LOGIN", value, origins: ["https://a.example"] },
  ]);
  for (const text of [
    value,
    `{"value":"${value}`,
    JSON.stringify([value]),
    JSON.stringify({ value }),
    JSON.stringify({ value, origins: [`https://${value}/`] }),
    JSON.stringify({ value, origins: ["https://a.example"], [value]: 1 }),
    JSON.stringify({ value: "hunt", origins: ["https://a.example"] }),
  ]) {
    const refused = parseConfig({ LEAPFROG_SECRET_LOGIN: text });
    const told = JSON.stringify(refused.ok ? "" : refused.problems);
    expect(told).toContain("LEAPFROG_SECRET_LOGIN");
    expect(told).not.toContain("hunt");
  }
  const lower = parseConfig({
    LEAPFROG_SECRET_low: JSON.stringify({ value, origins: ["https://a.example"] }),
  });
  expect(lower.ok).toBe(false);
});
