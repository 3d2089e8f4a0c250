import { expect, test } from "vitest";
import { performAll, type StepResult } from "../../../src/browser/actions/sequence.ts";
import { NO_ARTIFACTS, openBarePage } from "../../support/bare-page.ts";

test("a step that the call's time ends is told as failed, and none is begun after it", async () => {
  const { page, close } = await openBarePage(8_000);
  const results: StepResult[] = [];
  const steps = [
    { action: "press", key: "a" },
    { action: "press", key: "b", delayAfter: 10_000 },
    { action: "press", key: "c" },
  ] as const;
  await performAll(page, steps, { results, artifacts: NO_ARTIFACTS, begin: () => undefined });
  expect(results.map(({ ok }) => ok)).toEqual([true, false]);
  expect(results[1]).toMatchObject({ failure: { code: "timed_out" } });
  expect(page.scope.remainingMs).toBeGreaterThan(4_000);
  await close();
});
