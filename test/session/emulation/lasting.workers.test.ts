import { expect, inject, test } from "vitest";
import { Agent } from "../../support/agent.ts";
import { resetObject, sessionStub } from "../../support/objects.ts";
import { otherSite } from "../../tools/reading/page-lines.ts";
import { WHOLE } from "./looks.ts";
import { alike, factsNow, PLACES, pick, reportOf, seenIn } from "./report.ts";

const NAMES = Object.keys(WHOLE.everywhere);
const SAME = `${inject("pages")}/facts?at=same`;

test("after a reset the same page, a new report and its new tab look as before", async () => {
  await using agent = await Agent.open(WHOLE.options);
  await reportOf(agent);
  await resetObject(sessionStub(agent.sessionId));
  const now = await factsNow(agent);
  expect(pick(now, NAMES)).toEqual(WHOLE.everywhere);
  expect(now.position).toBe(WHOLE.position);
  expect(now.dark).toBe(true);

  const report = await reportOf(agent);
  expect(seenIn(report, PLACES, (facts) => pick(facts, NAMES))).toEqual(
    alike(PLACES, WHOLE.everywhere),
  );
});

test("a tab keeps its zone and locale when the one that had them first closes", async () => {
  await using agent = await Agent.open(WHOLE.options);
  await openSecondTab(agent);
  await agent.call("tab_close", { tabIndex: 0 });
  expect((await agent.call("tabs_list")).text).not.toContain("[1]");
  expect(pick(await factsNow(agent), NAMES)).toEqual(WHOLE.everywhere);
});

test("a tab keeps them too when the first goes to another site", async () => {
  await using agent = await Agent.open(WHOLE.options);
  await openSecondTab(agent);
  const away = `location.href = ${JSON.stringify(`${otherSite()}/facts?at=same`)}`;
  await agent.evaluate(`opener.${away}, 1`);
  await agent.call("tab_switch", { tabIndex: 0 });
  await agent.call("wait_for", { condition: "js", js: `location.hostname === "frames.localhost"` });
  expect(pick(await factsNow(agent), NAMES)).toEqual(WHOLE.everywhere);
  await agent.call("tab_switch", { tabIndex: 1 });
  expect(pick(await factsNow(agent), NAMES)).toEqual(WHOLE.everywhere);
});

test("another size changes nothing else, in this tab and in those to come", async () => {
  await using agent = await Agent.open(WHOLE.options);
  await agent.call("navigate", { url: SAME });
  await agent.act("resize", { width: 640, height: 480 });
  await openSecondTab(agent);
  expect(await agent.evaluate("[innerWidth, innerHeight]")).toEqual([640, 480]);
  expect(pick(await factsNow(agent), NAMES)).toEqual(WHOLE.everywhere);
});

test("a tab that the browser opens for a page asks for its document in the same look", async () => {
  await using agent = await Agent.open(WHOLE.options);
  await agent.navigate(`<a href="/echo">Away</a>`);
  await agent.evaluate(
    `document.links[0].dispatchEvent(new MouseEvent("click", { ctrlKey: true, bubbles: true }))`,
  );
  const look = { ...WHOLE.sent, ...WHOLE.documentsSent };
  await expect.poll(() => agent.call("tabs_list").then(({ text }) => text)).toContain("/echo");
  await agent.call("tab_switch", { tabIndex: -1 });
  const told = await agent.evaluate("JSON.parse(document.body.textContent).headers");
  expect(told).toEqual(look);
});

/** Opens a window of the same process and goes on in it. */
async function openSecondTab(agent: Agent): Promise<void> {
  await agent.call("navigate", { url: SAME });
  await agent.evaluate(`open(${JSON.stringify(SAME)}), 1`);
  await agent.call("tab_switch", { tabIndex: -1 });
}
