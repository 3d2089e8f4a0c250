import { expect, test } from "vitest";
import { Agent, callTool, pageUrl } from "../../support/agent.ts";
import { CONSENT_PAGES, consentPage } from "../../support/consent-pages.ts";
import { browserOf, endBrowser, resetObject, sessionStub } from "../../support/objects.ts";

const [oneTrust = { html: "", global: "" }] = CONSENT_PAGES;
const BANNER = consentPage(oneTrust);

test("what a session does with banners outlives its object and its browser", async () => {
  await using agent = await Agent.open({ consent: "reject" });
  await resetObject(sessionStub(agent.sessionId));
  expect((await agent.navigate(BANNER)).text).toContain("consent: rejected all (OneTrust)");
  await endBrowser(await browserOf(agent.sessionId));
  const health = async () => (await agent.call("session_health")).text;
  await expect.poll(health, { timeout: 15_000 }).toContain("its next call starts one");
  const { text } = await agent.navigate(BANNER);
  expect(text).toMatch(/notice: browser restarted/);
  expect(text).toContain("consent: rejected all (OneTrust)");
});

test("the answer that tells of a new session tells of its banner too", async () => {
  const given = { consent: "reject", url: pageUrl(BANNER) };
  const { text, structured } = await callTool("session_create", given);
  await callTool("session_destroy", { sessionId: structured?.sessionId });
  expect(text).toContain("notice: consent: rejected all (OneTrust)");
});
