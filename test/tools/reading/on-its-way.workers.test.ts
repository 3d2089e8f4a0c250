import { expect, inject } from "vitest";
import { pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { linesIn, linesNow } from "./page-lines.ts";

// Chrome holds back every command to a page from the start of a navigation to its end.

test("a reading waits for a navigation that is under way", async ({ agent }) => {
  for (const tool of ["snapshot", "extract", "screenshot"]) {
    await agent.navigate("<p>First</p>");
    const next = pageUrl("<p>Second</p>", { delay: "1500" });
    await agent.evaluate(`(location.href = ${JSON.stringify(next)}, 1)`);
    const { text, isError } = await agent.call(tool);
    expect(isError).toBe(false);
    if (tool !== "screenshot") expect(text).toContain("Second");
    expect(await linesNow(agent)).toEqual(["text: Second"]);
  }
});

test("one that leads nowhere is told in good time, and can be left", async ({ agent }) => {
  await agent.navigate("<p>First</p>");
  await agent.evaluate(`(location.href = "${inject("pages")}/slow", 1)`);
  let startedAt = Date.now();
  const waited = await agent.call("wait_for", { condition: "text", text: "absent", timeout: 500 });
  expect(waited.text).toMatch(
    /^timed_out: text did not come within 500 ms\. The tab is on its way/,
  );
  const js = await agent.call("wait_for", { condition: "element", target: "#x", timeout: 500 });
  expect(js.text).toMatch(/^timed_out: element did not come within 500 ms/);
  expect(Date.now() - startedAt).toBeLessThan(14_000);
  startedAt = Date.now();
  const { text } = await agent.call("snapshot");
  expect(text).toMatch(/^timed_out: The tab is on its way .*wait_for.*navigate elsewhere/);
  expect(Date.now() - startedAt).toBeLessThan(40_000);
  expect((await agent.call("tabs_list")).isError).toBe(false);
  const left = await agent.navigate("<p>Elsewhere</p>");
  expect(linesIn(left.text)).toEqual(["text: Elsewhere"]);
});
