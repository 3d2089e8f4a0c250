import { expect, test } from "vitest";
import { Agent, pageUrl } from "../support/agent.ts";

const POPUP = pageUrl("<h1>Soon gone</h1><script>setTimeout(() => window.close(), 1500)</script>");

test("a call on a tab that closes itself ends with the tab, and the session goes on", async () => {
  await using agent = await Agent.on(`<button onclick="window.open('${POPUP}')">Open</button>`);
  await agent.act("click", { target: "button" });
  await agent.call("tab_switch", { tabIndex: 1 });
  const startedAt = Date.now();
  const wait = { condition: "text", text: "never", timeout: 20_000 };
  const { text } = await agent.call("wait_for", wait);
  expect(text).toMatch(/^not_actionable: The tab closed during the call/);
  expect(Date.now() - startedAt).toBeLessThan(10_000);
  expect(await agent.snapshot()).toContain('button "Open"');
});
