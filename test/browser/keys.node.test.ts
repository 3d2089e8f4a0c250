import { expect, test } from "vitest";
import { chordOf } from "../../src/browser/actions/keys.ts";

test.for([
  ["Enter", [], "Enter"],
  ["return", [], "Enter"],
  ["a", [], "a"],
  ["A", [], "A"],
  ["+", [], "+"],
  ["space", [], " "],
  ["Control+A", ["Control"], "KeyA"],
  ["cmd+shift+z", ["Meta", "Shift"], "KeyZ"],
  ["Alt+7", ["Alt"], "Digit7"],
  ["Control++", ["Control"], "+"],
  ["Shift+Tab", ["Shift"], "Tab"],
] as const)("reads %s", ([text, modifiers, key]) => {
  expect(chordOf(text)).toEqual({ modifiers, key });
});

test.for(["", "Entr", "Control+", "+a", "A+Control", "Hyper+A", "Control+Nope", "ab"])(
  "refuses %j",
  (text) => {
    expect(() => chordOf(text)).toThrow(/is no key; nothing was pressed/);
  },
);
