import { expect } from "vitest";
import { test } from "../../../support/agent-test.ts";
import { ARGUMENT_CASES } from "./argument-cases.ts";
import type { Case } from "./case.ts";
import { CasePage } from "./case-page.ts";
import { UNTOUCHED } from "./run-case.ts";

const PAGE: Case = {
  name: "a page that tells of everything",
  html: `<input id=i value=kept><button>One</button><button>Two</button><script>on(window,"pointerdown keydown input focusin wheel resize popstate",(e)=>send(e.type),true)</script>`,
  acts: [],
  sent: [],
};

test("each argument that is refused is named, and nothing is touched by any of them", async ({
  agent,
}) => {
  const page = await CasePage.plant(PAGE);
  await agent.call("navigate", { url: page.url });
  const before = await agent.evaluate(UNTOUCHED);
  for (const { args, says } of ARGUMENT_CASES) {
    const { text, isError } = await agent.call("act", args);
    const asked = JSON.stringify(args).slice(0, 200);
    expect(isError, asked).toBe(true);
    expect(text, asked).toMatch(/^invalid_arguments: /);
    expect(text, asked).toMatch(says);
  }
  expect(await agent.evaluate(UNTOUCHED)).toBe(before);
  expect(await page.requests()).toEqual(["GET page"]);
});

test("a target that is not there, or was never, is told as such by every action that takes one", async ({
  agent,
}) => {
  const page = await CasePage.plant(PAGE);
  await agent.call("navigate", { url: page.url });
  const before = await agent.evaluate(UNTOUCHED);
  const more: Record<string, Record<string, unknown>> = {
    fill: { value: "x" },
    type: { value: "x" },
    select: { value: "x" },
    press: { key: "a" },
    drag: { target2: "#i" },
    upload: { filePaths: [{ name: "a.txt", type: "text/plain", base64: "eA==" }] },
  };
  const actions =
    "click dblclick fill type check uncheck select press scroll hover mousemove drag upload";
  for (const action of actions.split(" ")) {
    const absent = await agent.act(action, { target: "#none", ...more[action] });
    expect(absent.text).toMatch(/^not_found: Nothing in the page matches/);
    const never = await agent.act(action, { target: "@e999999", ...more[action] });
    expect(never.text).toMatch(/^stale_ref: @e999999 was never handed out.*nothing was touched/);
  }
  expect(await agent.evaluate(UNTOUCHED)).toBe(before);
  expect(await page.requests()).toEqual(["GET page"]);
});
