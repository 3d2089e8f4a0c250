import { test as base, describe, expect } from "vitest";
import { Agent } from "../../support/agent.ts";
import { consentPage, recordingPage } from "../../support/consent-pages.ts";

/** Each mode has one session for all its pages. */
const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from its pattern
  .extend("reject", { scope: "file" }, async ({}, { onCleanup }) => opened("reject", onCleanup))
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from its pattern
  .extend("accept", { scope: "file" }, async ({}, { onCleanup }) => opened("accept", onCleanup));

async function opened(consent: string, onCleanup: (end: () => Promise<void>) => void) {
  const agent = await Agent.open({ consent });
  onCleanup(() => agent[Symbol.asyncDispose]());
  return agent;
}

async function isUntouched(agent: Agent, html: string): Promise<string> {
  const { text, isError } = await agent.navigate(html);
  expect(isError).toBe(false);
  expect(await agent.evaluate("pressed")).toEqual([]);
  expect(await agent.evaluate("document.querySelectorAll(':checked').length")).toBe(0);
  expect(await agent.evaluate("location.pathname + location.hash")).toBe("/page");
  return text;
}

/** Pages on which somebody else might press something. */
const UNASKED = {
  "buttons that read Accept and Reject":
    "<div id=cookie-banner class=cookie-consent role=dialog><p>We use cookies.</p><button id=accept-all>Accept all</button><button id=reject-all>Reject all</button><button>OK</button></div>",
  "a challenge":
    "<title>Just a moment...</title><h1>Verify you are human</h1><label><input type=checkbox>I am not a robot</label><button id=verify>Verify you are human</button>",
  "a newsletter":
    "<div role=dialog aria-modal=true><form><input type=email aria-label=Mail><button>Accept and subscribe</button></form><button aria-label=Close>×</button></div>",
  "terms beside a form":
    "<form><input aria-label=Name><label><input type=checkbox name=terms>I accept the terms</label><button>Agree and go on</button></form>",
  "an age gate":
    "<div role=dialog><p>Are you over 18?</p><button>Yes, I accept</button><button>No</button></div>",
};

describe.for(Object.entries(UNASKED))("nothing is pressed on %s", ([, html]) => {
  test("in any mode", async ({ reject, accept }) => {
    for (const agent of [reject, accept]) {
      expect(await isUntouched(agent, recordingPage(html))).not.toContain("consent:");
    }
  });
});

const ONE_TRUST = "OneTrust={RejectAll(){},AllowAll(){}}";
const both = (attributes: (id: string) => string) =>
  ["onetrust-reject-all-handler", "onetrust-accept-btn-handler"].map(attributes).join(" ");
const buttons = both((id) => `<button id=${id}>Delete account</button>`);
const held = (inside: string, more = "") => `<div id=onetrust-banner-sdk ${more}>${inside}</div>`;

/** Pages that only look like OneTrust's; none of them says so where its script is not there. */
const UNPROVEN = {
  "the marks of a framework without its script": held(buttons),
  "a global of another shape": `<script>OneTrust={}</script>${held(buttons)}`,
  "elements by the name of the global": `<form id=OneTrust name=OneTrust><input name=RejectAll></form>${held(buttons)}`,
  "a frame by the name of the global": `<iframe name=OneTrust srcdoc="<script>RejectAll=()=>{}</script>"></iframe>${held(buttons)}`,
  "its controls outside of its banner": `<script>${ONE_TRUST}</script>${buttons}`,
};

describe.for(Object.entries(UNPROVEN))("nothing is pressed or said on %s", ([, html]) => {
  test("in any mode", async ({ reject, accept }) => {
    for (const agent of [reject, accept]) {
      expect(await isUntouched(agent, recordingPage(html))).not.toContain("consent:");
    }
  });
});

/** What stands in the place of a framework's controls, and why it is not pressed. */
const IN_ITS_PLACE: Record<string, readonly [string, string]> = {
  "a link": [held(both((id) => `<a id=${id} href="/logout">No</a>`)), "a link that leads"],
  "a link into the page": [
    held(both((id) => `<a id=${id} href="#/delete">No</a>`)),
    "a link that leads",
  ],
  "a submit button": [
    held(`<form action="/delete">${both((id) => `<button id=${id}>No</button>`)}</form>`),
    "a button that sends a form",
  ],
  "a submit button of a form elsewhere": [
    `<form id=f action="/delete"></form>${held(both((id) => `<button id=${id} form=f>No</button>`))}`,
    "a button that sends a form",
  ],
  "a reset button": [
    held(`<form>${both((id) => `<button type=reset id=${id}>No</button>`)}</form>`),
    "a button that sends a form",
  ],
  "a checkbox": [
    held(both((id) => `<input type=checkbox id=${id}>`)),
    "something that is no button",
  ],
  "plain text": [held(both((id) => `<span id=${id}>No</span>`)), "something that is no button"],
  "a label of a checkbox": [
    held(`<input type=checkbox id=t>${both((id) => `<label for=t id=${id}>No</label>`)}`),
    "something that is no button",
  ],
  "a button in a label": [
    held(`<label>${both((id) => `<button type=button id=${id}>No</button>`)}</label>`),
    "another control",
  ],
  "a button around a link": [
    held(both((id) => `<div role=button tabindex=0 id=${id}><a href="/logout">No</a></div>`)),
    "another control",
  ],
  "a button beside a password": [
    held(`<input type=password aria-label=Password>${buttons}`),
    "it asks for personal data",
  ],
  "two banners": [held(buttons) + held("<p>The real one</p>"), "more than one thing"],
  "two controls": [held(buttons + buttons), "more than one thing"],
};

describe.for(Object.entries(IN_ITS_PLACE))("%s is not pressed", ([, [html, why]]) => {
  test("in any mode", async ({ reject, accept }) => {
    for (const [reply, agent] of Object.entries({ reject, accept })) {
      const text = await isUntouched(agent, consentPage({ global: ONE_TRUST, html }));
      expect(text).toContain("notice: consent: a banner of OneTrust is shown;");
      expect(text).toContain(`${why}`);
      expect(text).toContain(`${reply}, left as it is`);
    }
  });
});

test("a control that is not to be seen is no offer", async ({ reject }) => {
  const html = held(
    `<p>We store things.</p><button id=onetrust-reject-all-handler style="visibility:hidden">No</button>`,
  );
  const text = await isUntouched(reject, consentPage({ global: ONE_TRUST, html }));
  expect(text).toContain("it offers no reject on its first layer, left as it is");
});

test("no act on a page presses anything else there", async ({ reject }) => {
  await reject.navigate(recordingPage(UNASKED["terms beside a form"]));
  await reject.act("fill", { target: "role=textbox[name=Name]", value: "Ada" });
  expect(await reject.evaluate("document.querySelectorAll(':checked').length")).toBe(0);
});
