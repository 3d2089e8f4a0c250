import { expect, test } from "vitest";
import { diffLines, focusedLine } from "../../src/browser/line-diff.ts";

test.for([
  ["no change", ["h1 a", "text: b"], ["h1 a", "text: b"], []],
  ["a new line", ["text: a"], ["text: a", "alert: saved"], ["+ alert: saved"]],
  ["a line that went", ["text: a", "text: b"], ["text: b"], ["- text: a"]],
  [
    "a value",
    ['@e1 textbox "N"'],
    ['@e1 textbox "N" value="x"'],
    ['~ @e1 textbox "N" → value="x"'],
  ],
  [
    "words inside quotes",
    ['@e1 textbox "N" value="Hello"'],
    ['@e1 textbox "N" value="Hello you"'],
    ['~ @e1 textbox "N" value="Hello" → value="Hello you"'],
  ],
  [
    "all marks where one went",
    ['@e1 checkbox "A" [checked] [required]'],
    ['@e1 checkbox "A" [required]'],
    ['~ @e1 checkbox "A" [checked] [required] → [required]'],
  ],
  [
    "all marks where one came",
    ['@e1 button "A" [expanded]'],
    ['@e1 button "A" [expanded] [disabled]'],
    ['~ @e1 button "A" [expanded] → [expanded] [disabled]'],
  ],
  [
    "the whole line where the last mark went",
    ['@e1 checkbox "A" [checked]'],
    ['@e1 checkbox "A"'],
    ['~ @e1 checkbox "A" [checked] → @e1 checkbox "A"'],
  ],
  ["a text", ["text: 1 item"], ["text: 2 items"], ["~ text: 1 item → 2 items"]],
  ["indentation alone", ["  text: a"], ["    text: a"], []],
  [
    "focus alone",
    ['@e1 button "A" [focused]', '@e2 button "B"'],
    ['@e1 button "A"', '@e2 button "B" [focused]'],
    [],
  ],
  [
    "another element in the same place",
    ['@e1 button "A"'],
    ['@e2 button "A"'],
    ['- @e1 button "A"', '+ @e2 button "A"'],
  ],
  [
    "equal lines paired one by one",
    ["text: a", "text: a", "text: a"],
    ["text: b", "text: b"],
    ["~ text: a → b", "~ text: a → b", "- text: a"],
  ],
] as const)("shows %s", ([, before, after, changes]) => {
  expect(diffLines(before, after)).toEqual(changes);
});

test("words of a page that look like the focus mark stay", () => {
  expect(diffLines(["text: a [focused] b"], ["text: a b"])).toEqual(["~ text: a [focused] b → b"]);
});

test("two large pages without a line in common are compared without running out of time", () => {
  const page = (word: string) =>
    Array.from({ length: 5_000 }, (_, i) => `@e${i} link "${word} ${i}"`);
  expect(diffLines(page("old"), page("new"))).toHaveLength(5_000);
});

test("the focused line comes without its indentation and mark", () => {
  expect(focusedLine(["h1 a", '  @e3 textbox "N" [focused]'])).toBe('@e3 textbox "N"');
  expect(focusedLine(["text: [focused] words"])).toBeUndefined();
});
