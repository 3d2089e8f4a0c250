import { expect, test } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";
import { Browser } from "../../src/browser/browser.ts";
import { Downloads } from "../../src/browser/downloads/downloads.ts";
import { KeptTexts } from "../../src/browser/kept-texts.ts";
import { navigate } from "../../src/browser/navigation.ts";
import { Page } from "../../src/browser/page.ts";
import { RefTable } from "../../src/browser/refs.ts";
import { takeScreenshot } from "../../src/browser/screenshot.ts";
import { takeSnapshot } from "../../src/browser/snapshot.ts";
import { waitForSight } from "../../src/browser/waiting.ts";
import { CallScope } from "../../src/domain/deadline.ts";
import { artifactsOf } from "../../src/grants/grant-client.ts";
import { pageUrl } from "../support/agent.ts";

const CARE = {
  emulation: { viewport: { width: 800, height: 600 } },
  downloads: new Downloads({
    accepts: false,
    store: artifactsOf("nobody"),
    tally: { onDisk: 0, untold: 0 },
    note: () => undefined,
    log: () => undefined,
  }),
};

test("a tab whose page has crashed says so, and can be used again by navigating", async () => {
  const binding = new BindingClient();
  const browserId = await binding.acquire();
  const browser = await Browser.open(await binding.connect(browserId), CARE);
  const memory = { refs: new RefTable(1), baselines: new Map(), texts: new KeptTexts() };
  const page = new Page(browser, browser.active, new CallScope(Date.now() + 40_000), memory);
  const go = (html: string) =>
    navigate(page, {
      url: pageUrl(html),
      waitUntil: "domcontentloaded",
      emptyPatienceMs: 0,
      refusal: () => undefined,
    });
  await go("<p>First</p>");
  const waiting = waitForSight(page, { text: "never" }, Date.now() + 30_000);
  page.tab.session.send("Page.crash").catch(() => undefined);
  await expect(waiting).rejects.toMatchObject({ failure: { code: "not_actionable" } });
  while (!page.tab.crashed) await page.tab.pulse.after(page.tab.pulse.count, 1_000);
  const failing = takeSnapshot(page, { detail: "standard" });
  await expect(failing).rejects.toMatchObject({ failure: { code: "not_actionable" } });
  const picture = takeScreenshot(page, { format: "png", fullPage: false });
  await expect(picture).rejects.toMatchObject({ failure: { code: "not_actionable" } });
  await go("<p>Second</p><button>Go</button>");
  const snapshot = await takeSnapshot(page, { detail: "standard" });
  expect(snapshot.lines).toEqual(["text: Second", '@e1 button "Go"']);
  browser.disconnect();
  await binding.close(browserId);
});
