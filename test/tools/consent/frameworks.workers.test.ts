import { test as base, describe, expect } from "vitest";
import { Agent, pageUrl } from "../../support/agent.ts";
import { CONSENT_PAGES, consentPage } from "../../support/consent-pages.ts";

/** Each mode has one session for all its pages. */
const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from its pattern
  .extend("off", { scope: "file" }, async ({}, { onCleanup }) => opened("off", onCleanup))
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from its pattern
  .extend("reject", { scope: "file" }, async ({}, { onCleanup }) => opened("reject", onCleanup))
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from its pattern
  .extend("accept", { scope: "file" }, async ({}, { onCleanup }) => opened("accept", onCleanup));

async function opened(consent: string, onCleanup: (end: () => Promise<void>) => void) {
  const agent = await Agent.open({ consent });
  onCleanup(() => agent[Symbol.asyncDispose]());
  return agent;
}

const PAGES = CONSENT_PAGES.map((page, index) => ({ ...page, index }));

describe.for(PAGES)("$name ($index)", (page) => {
  const html = consentPage(page);

  test("is rejected", async ({ reject }) => {
    const { text } = await reject.navigate(html);
    expect(text).toContain(`notice: consent: rejected all (${page.name})`);
    const presses = (await reject.evaluate("pressed")) as string[];
    expect(presses.at(-1)).toBe("reject");
    expect(presses.filter((press) => /accept|settings|ok|faked|INPUT/.test(press))).toEqual([]);
    expect(await reject.evaluate("document.querySelectorAll(':checked').length")).toBe(
      await reject.evaluate("document.querySelectorAll('[checked]').length"),
    );
  });

  test("is accepted", async ({ accept }) => {
    const { text } = await accept.navigate(html);
    const isLeft = page.only === "reject";
    expect(text).toContain(
      isLeft
        ? `notice: consent: a banner of ${page.name} is shown; it offers no accept on its first layer, left as it is`
        : `notice: consent: accepted all (${page.name})`,
    );
    expect(await accept.evaluate("pressed")).toEqual(isLeft ? [] : ["accept"]);
  });

  test("is left alone unasked", async ({ off }) => {
    const { text } = await off.navigate(html);
    expect(text).not.toContain("consent:");
    expect(await off.evaluate("pressed")).toEqual([]);
  });
});

test("a framework is known by its script's host as well", async ({ reject }) => {
  const page = CONSENT_PAGES[0] ?? { html: "", global: "" };
  const script = '<script src="http://cdn.cookielaw.org/otSDKStub.js"></script>';
  const { text } = await reject.call("navigate", {
    url: pageUrl(consentPage({ html: page.html + script, global: "" })),
  });
  expect(text).toContain("consent: rejected all (OneTrust)");
});
