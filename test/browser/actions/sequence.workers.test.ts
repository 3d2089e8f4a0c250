import { expect, test } from "vitest";
import { performAll, type StepResult } from "../../../src/browser/actions/sequence.ts";
import { BindingClient } from "../../../src/browser/binding-client.ts";
import { Browser } from "../../../src/browser/browser.ts";
import { ConsentMemory } from "../../../src/browser/consent/consent-memory.ts";
import { KeptTexts } from "../../../src/browser/kept-texts.ts";
import { Page } from "../../../src/browser/page.ts";
import { RefTable } from "../../../src/browser/refs.ts";
import { CallScope } from "../../../src/domain/deadline.ts";

test("a step that the call's time ends is told as failed, and none is begun after it", async () => {
  const binding = new BindingClient();
  const browserId = await binding.acquire();
  const emulation = { viewport: { width: 800, height: 600 } };
  const browser = await Browser.open(await binding.connect(browserId), emulation);
  const memory = {
    refs: new RefTable(1),
    baselines: new Map(),
    texts: new KeptTexts(),
    consent: new ConsentMemory("off"),
  };
  const scope = new CallScope(Date.now() + 8_000);
  const page = new Page(browser, browser.active, scope, memory);
  const results: StepResult[] = [];
  const steps = [
    { action: "press", key: "a" },
    { action: "press", key: "b", delayAfter: 10_000 },
    { action: "press", key: "c" },
  ] as const;
  await performAll(page, steps, results);
  expect(results.map(({ ok }) => ok)).toEqual([true, false]);
  expect(results[1]).toMatchObject({ failure: { code: "timed_out" } });
  expect(scope.remainingMs).toBeGreaterThan(4_000);
  browser.disconnect();
  await binding.close(browserId);
});
