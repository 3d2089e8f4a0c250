import { expect } from "vitest";
import { test } from "../../../support/agent-test.ts";
import { ALL_CASES } from "./all-cases.ts";
import type { Case } from "./case.ts";
import type { CasePage } from "./case-page.ts";
import { expected, runCase } from "./run-case.ts";

const passed: { readonly given: Case; readonly page: CasePage }[] = [];

for (const given of ALL_CASES.filter(({ slow }) => !slow)) {
  test(given.name, async ({ agent }) => {
    passed.push({ given, page: await runCase(agent, given) });
  });
}

test("nothing more was asked of any server later", async () => {
  for (const { given, page } of passed) {
    expect(await page.requests(), given.name).toEqual(expected(given));
  }
});

test("the cases are many, and each has a name of its own", () => {
  const names = ALL_CASES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(120);
});
