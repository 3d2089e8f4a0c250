import { expect, test } from "vitest";
import { navigate } from "../../src/browser/navigation.ts";
import { isNothing, observe } from "../../src/browser/outcome.ts";
import type { Page } from "../../src/browser/page.ts";
import { takeScreenshot } from "../../src/browser/screenshot.ts";
import { takeSnapshot } from "../../src/browser/snapshot.ts";
import { waitForSight } from "../../src/browser/waiting.ts";
import { pageUrl } from "../support/agent.ts";
import { openBarePage } from "../support/bare-page.ts";

const go = (page: Page, html: string) =>
  navigate(page, {
    url: pageUrl(html),
    waitUntil: "domcontentloaded",
    emptyPatienceMs: 0,
    refusal: () => undefined,
  });

test("an act that crashes the page is told as done, with what came of it", async () => {
  const { page, close } = await openBarePage();
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
  const { page, close } = await openBarePage();
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
