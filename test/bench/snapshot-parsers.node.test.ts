import { expect, test } from "vitest";
import type { Control } from "../../bench/reading/control.ts";
import { matchControls } from "../../bench/reading/matching.ts";
import type { SnapshotParser } from "../../bench/reading/snapshots/entry.ts";
import { parseDevtools, wordsOfDevtools } from "../../bench/reading/snapshots/parse-devtools.ts";
import { parseOurs, wordsOfOurs } from "../../bench/reading/snapshots/parse-ours.ts";
import {
  parsePlaywright,
  wordsOfPlaywright,
} from "../../bench/reading/snapshots/parse-playwright.ts";

const CONTROLS: readonly Control[] = [
  control("link", "Home"),
  control("link", "Home"),
  control("button", 'Say "hi": now', ["disabled"]),
  control("checkbox", "Gift wrap", ["mixed"]),
  control("textbox", "Name", ["required", "value=Ada"]),
  control("combobox", "Size", ["value=M", "options=S|M"]),
  control("button", "More", ["collapsed"]),
  control("searchbox", "", ["value=tea"]),
  control("", "Show the menu"),
];

const OURS = `[s_k3m7x1] tab 0 · https://shop.example · 200 · 8 refs
navigation
  links: @e1 "Home" @e2 "Home" → other.example
@e3 button "Say \\"hi\\": now" [disabled]
text: 12 in stock
@e4 checkbox "Gift wrap" [mixed]
@e5 textbox "Name" value="Ada" [required]
@e6 combobox "Size" value="M" options: S | M
@e9 searchbox #q value="tea"
text: an odd 5" @e7 button "More" [collapsed]
@e8 clickable
  text: Show the menu`;

const PLAYWRIGHT = `- navigation [ref=e1]:
  - link "Home" [ref=e2] [cursor=pointer]:
    - /url: /12-in-stock
  - link "Home" [ref=e3]
- 'button "Say \\"hi\\": now" [disabled] [ref=e4]'
- text: 12 in stock
- checkbox "Gift wrap" [checked=mixed] [ref=e5]
- textbox "Name" [required] [ref=e6]: Ada
- combobox "Size" [ref=e7]:
  - option "S"
  - option "M" [selected]
- button "More" [expanded=false] [ref=e8]
- searchbox [ref=e10]: tea
- generic [ref=e9] [cursor=pointer]: Show the menu`;

const DEVTOOLS = `uid=1_0 RootWebArea "Shop" url="http://shop.example/"
  uid=1_1 link "Home" url="http://shop.example/12-in-stock"
  uid=1_2 link "Home" url="http://shop.example/"
  uid=1_3 button "Say "hi": now" disableable disabled
  uid=1_4 "12 in stock"
  uid=1_5 checkbox "Gift wrap" checked="mixed"
  uid=1_6 textbox "Name " required value="Ada"
  uid=1_7 combobox "Size " expandable haspopup="menu" value="M"
    uid=1_8 option "S"
    uid=1_9 option "M" selected
  uid=1_10 button "More" expandable
  uid=1_12 searchbox value="tea"
  uid=1_11 "Show the menu"`;

const FORMATS: [string, SnapshotParser, (text: string) => string, string][] = [
  ["ours", parseOurs, wordsOfOurs, OURS],
  ["Playwright's", parsePlaywright, wordsOfPlaywright, PLAYWRIGHT],
  ["DevTools'", parseDevtools, wordsOfDevtools, DEVTOOLS],
];

test.for(FORMATS)("all controls and states are found in %s format", ([, parse, , text]) => {
  const { missedControls, missedStates } = matchControls(CONTROLS, parse(text));
  expect(missedControls).toEqual([]);
  expect(missedStates).toEqual([]);
});

test.for(FORMATS)("a control that is left out is missed in %s format", ([, parse, , text]) => {
  const less = text.replace(/^.*Home".*\n/m, "").replace(/^.*Gift wrap.*\n/m, "");
  const { missedControls } = matchControls(CONTROLS, parse(less));
  expect(missedControls.map(({ name }) => name)).toContain("Gift wrap");
  expect(missedControls.map(({ name }) => name)).toContain("Home");
});

test.for(FORMATS)("a state that is not shown is missed in %s format", ([, parse, , text]) => {
  const less = text.replace(/ \[disabled\]| disableable disabled/, "").replaceAll("Ada", "");
  const { missedStates } = matchControls(CONTROLS, parse(less));
  expect(missedStates.map(({ state }) => state)).toEqual(["disabled", "value=Ada"]);
});

test.for(FORMATS)("words of %s format are the page's, not addresses", ([, , words, text]) => {
  expect(words(text)).toContain("12 in stock");
  expect(words(text)).not.toMatch(/-in-stock|other\.example/);
});

test("a name counts when it is cut with a mark that says so, and not otherwise", () => {
  const long = control("link", "A headline that goes on and on");
  const found = (line: string) => matchControls([long], parseOurs(line)).found;
  expect(found('@e1 link "A headline that goes…"')).toBe(1);
  expect(found('@e1 link "A headline that goes"')).toBe(0);
  expect(found('@e1 button "A headline that goes on and on"')).toBe(0);
});

function control(role: string, name: string, states: readonly string[] = []): Control {
  return { role, name, states, byLabel: false, where: "" };
}
