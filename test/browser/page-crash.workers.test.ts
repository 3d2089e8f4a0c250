import { expect, test } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";
import { Browser } from "../../src/browser/browser.ts";
import { ConsentMemory } from "../../src/browser/consent/consent-memory.ts";
import { KeptTexts } from "../../src/browser/kept-texts.ts";
import { navigate } from "../../src/browser/navigation.ts";
import { isNothing, observe } from "../../src/browser/outcome.ts";
import { Page } from "../../src/browser/page.ts";
import { RefTable } from "../../src/browser/refs.ts";
import { takeScreenshot } from "../../src/browser/screenshot.ts";
import { takeSnapshot } from "../../src/browser/snapshot.ts";
import { waitForSight } from "../../src/browser/waiting.ts";
import { CallScope } from "../../src/domain/deadline.ts";
import { pageUrl } from "../support/agent.ts";

const EMULATION = { viewport: { width: 800, height: 600 } };

const go = (page: Page, html: string) =>
  navigate(page, {
    url: pageUrl(html),
    waitUntil: "domcontentloaded",
    emptyPatienceMs: 0,
    refusal: () => undefined,
  });

async function openPage() {
  const binding = new BindingClient();
  const browserId = await binding.acquire();
  const browser = await Browser.open(await binding.connect(browserId), EMULATION);
  const memory = {
    refs: new RefTable(1),
    baselines: new Map(),
    texts: new KeptTexts(),
    consent: new ConsentMemory("off"),
  };
  const page = new Page(browser, browser.active, new CallScope(Date.now() + 40_000), memory);
  const close = async () => {
    browser.disconnect();
    await binding.close(browserId);
  };
  return { page, close };
}

test("an act that crashes the page is told as done, with what came of it", async () => {
  const { page, close } = await openPage();
  await go(page, "<p>First</p>");
  const outcome = await observe(page, async () => {
    page.tab.session.send("Page.crash").catch(() => undefined);
    return { facts: [] };
  });
  expect(outcome.unread).toContain("The page has crashed. Navigate somewhere else");
  expect(isNothing(outcome)).toBe(false);
  await close();
});

test("a tab whose page has crashed says so, and can be used again by navigating", async () => {
  const { page, close } = await openPage();
  await go(page, "<p>First</p>");
  const waiting = waitForSight(page, { text: "never" }, Date.now() + 30_000);
  page.tab.session.send("Page.crash").catch(() => undefined);
  await expect(waiting).rejects.toMatchObject({ failure: { code: "not_actionable" } });
  while (!page.tab.crashed) await page.tab.pulse.after(page.tab.pulse.count, 1_000);
  const failing = takeSnapshot(page, { detail: "standard" });
  await expect(failing).rejects.toMatchObject({ failure: { code: "not_actionable" } });
  const picture = takeScreenshot(page, { format: "png", fullPage: false });
  await expect(picture).rejects.toMatchObject({ failure: { code: "not_actionable" } });
  await go(page, "<p>Second</p><button>Go</button>");
  const snapshot = await takeSnapshot(page, { detail: "standard" });
  expect(snapshot.lines).toEqual(["text: Second", '@e1 button "Go"']);
  await close();
});
