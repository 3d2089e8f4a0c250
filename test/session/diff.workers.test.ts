import { expect, test } from "vitest";
import { Agent, fenced, pageUrl } from "../support/agent.ts";
import { browserOf, endBrowser, resetObject, sessionStub } from "../support/objects.ts";

const PAGE = "<h1>Here</h1><p id=o>one</p>";
const NOTHING = "nothing to compare with: this tab had not been read";

test("a page that was never read is read by the first diff", async () => {
  await using agent = await Agent.open({ url: pageUrl(PAGE) });
  const first = (await agent.call("diff")).text;
  expect(first).toContain(NOTHING);
  expect(fenced(first)).toContain("text: one");
  expect((await agent.call("diff")).text).toMatch(/ · no change$/);
  await agent.evaluate("(o.textContent='two', 1)");
  expect(fenced((await agent.call("diff", { selector: "#o" })).text)).toBe("~ text: one → two");
});

test("a part of a page that was never read is read alone", async () => {
  await using agent = await Agent.open({ url: pageUrl(PAGE) });
  const { text } = await agent.call("diff", { selector: "#o" });
  expect(text).toContain(NOTHING);
  expect(fenced(text)).toContain("text: one");
  expect(fenced(text)).not.toContain("h1 ");
});

test("after a reset of the session's object there is nothing to compare with", async () => {
  await using agent = await Agent.on(PAGE);
  await resetObject(sessionStub(agent.sessionId));
  await agent.evaluate("(o.textContent='two', 1)");
  for (const selector of ["#o", undefined]) {
    await resetObject(sessionStub(agent.sessionId));
    const { text } = await agent.call("diff", selector === undefined ? {} : { selector });
    expect(text).toContain(NOTHING);
    expect(fenced(text)).toContain("text: two");
    expect((await agent.call("diff")).text).toMatch(/ · no change$/);
  }
});

test("in the browser that comes after a lost one the page is read anew", async () => {
  await using agent = await Agent.on(PAGE);
  await agent.call("tabs_list");
  await endBrowser(await browserOf(agent.sessionId));
  const { text } = await agent.call("diff");
  expect(text).toContain("notice: browser restarted");
  expect(text).toContain(NOTHING);
  expect(fenced(text)).toContain("text: one");
  expect((await agent.call("diff")).text).toMatch(/ · no change$/);
});
