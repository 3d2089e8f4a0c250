import { expect, test } from "vitest";
import { refOfDevtools, refOfOurs, refOfPlaywright } from "../../bench/acting/actors/refs.ts";
import { CASES } from "../../bench/acting/cases/cases.ts";
import { type Facts, judge, tellsOf, unasked } from "../../bench/acting/judge.ts";

const TELLS = /Orders: \d/;
const FACTS: Facts = {
  offered: true,
  hung: false,
  isError: false,
  text: "click done",
  happened: false,
  unasked: [],
};

test("an answer is judged by what happened, not by its words", () => {
  expect(judge({ ...FACTS, happened: true }, TELLS)).toBe("true success");
  expect(judge({ ...FACTS, happened: true, isError: true }, TELLS)).toBe("false failure");
  expect(judge({ ...FACTS, isError: true }, TELLS)).toBe("true failure");
  expect(judge(FACTS, TELLS)).toBe("false success");
});

test("an answer that is no error may tell what became of it", () => {
  expect(judge({ ...FACTS, text: 'status "Orders: 0"' }, TELLS)).toBe("true failure");
  expect(judge({ ...FACTS, text: "click done · no visible change" }, TELLS)).toBe("true failure");
});

test("'no change' is no true word where the server got what nobody asked for", () => {
  const facts = { ...FACTS, text: "no visible change", unasked: ["POST cancel"] };
  expect(judge(facts, TELLS)).toBe("false success");
});

test("a call repeated as code tells nothing", () => {
  const text = "### Ran Playwright code\n```js\nawait page.fill('Orders: 1');\n```\n### Page";
  expect(tellsOf({ ...FACTS, text }, TELLS)).toBe(false);
  expect(tellsOf({ ...FACTS, text: `${text}\nOrders: 0` }, TELLS)).toBe(true);
});

test("what cannot be asked or does not end is neither true nor false", () => {
  expect(judge({ ...FACTS, offered: false }, TELLS)).toBe("not offered");
  expect(judge({ ...FACTS, hung: true }, TELLS)).toBe("hung");
});

test("each request that is asked for is so once", () => {
  expect(unasked(["POST order", "POST order", "GET x"], ["POST order"])).toEqual([
    "POST order",
    "GET x",
  ]);
  expect(unasked([], ["POST order"])).toEqual([]);
});

test("refs are found by name in each format, beside texts that say the same", () => {
  const ours = 'text: Order\n@e4 button "Order" [disabled]\nlinks: @e5 "Home" @e6 "Report"';
  expect(refOfOurs(ours, "Order")).toBe("@e4");
  expect(refOfOurs(ours, "Report")).toBe("@e6");
  const playwright = '- text: Order\n- button "Order" [disabled] [ref=f1e4]';
  expect(refOfPlaywright(playwright, "Order")).toBe("f1e4");
  const devtools =
    'uid=1_1 LabelText "Order"\n  uid=1_2 "Order"\n  uid=1_3 button "Order" disabled';
  expect(refOfDevtools(devtools, "Order")).toBe("1_3");
  expect(refOfDevtools(devtools, "Save")).toBeUndefined();
});

test("there are enough cases, each with a name of its own, some of which can be done", () => {
  expect(CASES.length).toBeGreaterThanOrEqual(25);
  expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
  expect(CASES.filter(({ doable }) => doable).length).toBeGreaterThan(10);
});
