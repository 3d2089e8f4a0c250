import { expect, test } from "vitest";
import { evaluate } from "../../src/browser/world.ts";
import { openBarePage } from "../support/bare-page.ts";

test("code of ours that is ended with a page's scripts is told as that, and the page goes on", async () => {
  const { page, close } = await openBarePage();
  const { session } = page.tab;
  const { uniqueId } = await page.mainWorld();
  const looking = evaluate(session, "for (;;);", uniqueId);
  const ended = expect(looking).rejects.toMatchObject({ failure: { code: "timed_out" } });
  // One that comes before the loop has begun ends nothing.
  const again = setInterval(() => session.send("Runtime.terminateExecution"), 50);
  await ended.finally(() => clearInterval(again));
  expect(await evaluate(session, "1 + 1", uniqueId)).toBe(2);
  await close();
});
