import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openGuarded } from "../../../scripts/probe/bare-probe.ts";
import { type Chromium, startChromium } from "../../support/chromium.ts";

const web = createServer((_request, response) => {
  response.writeHead(200, { "Content-Type": "text/html" }).end("<h1>Inner</h1>");
});
let chromium: Chromium;

beforeAll(async () => {
  await new Promise<void>((done) => web.listen(0, "127.0.0.1", done));
  const place = `127.0.0.1:${(web.address() as AddressInfo).port}`;
  chromium = await startChromium(0, [`--host-resolver-rules=MAP rebound.example:80 ${place}`]);
});

afterAll(async () => {
  await chromium.kill();
  web.close();
});

/** Where a tab is a moment after it went to a public name that leads to this machine. */
async function wentTo(guarding: Parameters<typeof openGuarded>[1]) {
  const browser = await openGuarded(chromium, guarding);
  const tab = await browser.openTab();
  await tab.session.send("Page.navigate", { url: "http://rebound.example/" });
  for (let seen = tab.pulse.count, at = 0; at < 40; at++) {
    await tab.pulse.after(seen, 50);
    seen = tab.pulse.count;
  }
  const { url } = tab;
  await browser.close(tab);
  browser.disconnect();
  return { url, blocked: browser.guard.blocked.read() };
}

const RULES = { allowPrivateHosts: [], ownPort: 8787, ownHosts: [] };

test("a page whose public name answers from a private address is left, and it is told", async () => {
  const { url, blocked } = await wentTo({ rules: () => RULES, isStrict: true });
  expect(url).toBe("about:blank");
  expect(blocked).toEqual([
    expect.stringMatching(/^blocked \d+ requests? of pages: a public name answered from a private/),
  ]);
});

test("a name that the owner has opened may lead anywhere", async () => {
  const rules = { ...RULES, allowPrivateHosts: ["rebound.example:80"] };
  const { url } = await wentTo({ rules: () => rules, isStrict: true });
  expect(url).toBe("http://rebound.example/");
});

test("where every answer comes from a private address, none is taken for a rebound one", async () => {
  const { url } = await wentTo({ rules: () => RULES });
  expect(url).toBe("http://rebound.example/");
});
