import { expect, test } from "vitest";
import { type JoinedLine, shownLines } from "../../src/browser/page-lines.ts";

/** Lines of a page: two spaces a level, and what begins with `+` or `|` is on the line before it. */
function page(...lines: string[]): JoinedLine[] {
  return lines.map((line) => {
    const [, indent = "", sign = "", text = ""] = /^( *)((?:\+|\|)*)(.*)$/.exec(line) ?? [];
    const depth = indent.length / 2;
    if (sign === "") return { depth, text };
    return { depth, text, join: sign === "+" ? " " : `${" |".repeat(sign.length)} ` };
  });
}

const LONG = `${"word ".repeat(50)}end`;
const START = `text: ${"word ".repeat(12).trim()}…`;
const PARAGRAPH = "p".repeat(70);

test.for([
  [
    "text and control",
    ["text: Already here?", '+@e1 link "Sign in"'],
    ['text: Already here? @e1 link "Sign in"'],
  ],
  ["text after a control", ['@e1 link "Shoes"', "+text: (3)"], ['@e1 link "Shoes" (3)']],
  [
    "controls with text between",
    ['@e1 button "-"', "+text: 2", '+@e2 button "+"'],
    ['@e1 button "-" 2 @e2 button "+"'],
  ],
  ["controls alone", ['@e1 button "A"', '+@e2 button "B"'], ['@e1 button "A"', '@e2 button "B"']],
  ["two links alone", ['@e1 link "A"', '+@e2 link "B"'], ['@e1 link "A"', '@e2 link "B"']],
  [
    "depth",
    ["main", "  text: Hello", '+@e1 link "B"', '@e2 button "C"'],
    ["main", '  text: Hello @e1 link "B"', '@e2 button "C"'],
  ],
] as const)("what shares a line of the page shares one here: %s", ([, lines, shown]) => {
  expect(shownLines(page(...lines))).toEqual(shown);
});

test.for([
  ["three", ['@e1 link "A"', '@e2 link "B"', '@e3 link "C"'], ['links: @e1 "A" @e2 "B" @e3 "C"']],
  [
    "on one line",
    ['@e1 link "A"', '+@e2 link "B"', '+@e3 link "C"'],
    ['links: @e1 "A" @e2 "B" @e3 "C"'],
  ],
  [
    "without a name",
    ["@e1 link", '@e2 link "B"', '@e3 link "C"'],
    ["@e1 link", '@e2 link "B"', '@e3 link "C"'],
  ],
  [
    "with a state",
    ['@e1 link "A"', '@e2 link "B" [current]', '@e3 link "C"'],
    ['@e1 link "A"', '@e2 link "B" [current]', '@e3 link "C"'],
  ],
  [
    "with something below",
    ['@e1 link "A"', '@e2 link "B"', '@e3 link "C"', "  text: $5"],
    ['@e1 link "A"', '@e2 link "B"', '@e3 link "C"', "  text: $5"],
  ],
  [
    "at two depths",
    ['@e1 link "A"', '@e2 link "B"', "main", '  @e3 link "C"'],
    ['@e1 link "A"', '@e2 link "B"', "main", '  @e3 link "C"'],
  ],
  [
    "that are headings",
    ['@e1 link "A" [h3]', '@e2 link "B" → b.org [h3]', '@e3 link "C" [h3]', '@e4 link "D" [h2]'],
    ['h3 links: @e1 "A" @e2 "B" → b.org @e3 "C"', '@e4 link "D" [h2]'],
  ],
  [
    "quotes in names",
    ['@e1 link "A \\"x\\" → b.org"', '@e2 link "B"', '@e3 link "C"'],
    ['links: @e1 "A \\"x\\" → b.org" @e2 "B" @e3 "C"'],
  ],
] as const)("three links or more share a line: %s", ([, lines, shown]) => {
  expect(shownLines(page(...lines))).toEqual(shown);
});

test.for([
  [
    "as the one before",
    ["A → x.org", "B → x.org", "C → x.org"],
    '@e1 "A" → x.org @e2 "B" → @e3 "C" →',
  ],
  ["as one before it", ["A → x.org", "B", "C → x.org"], '@e1 "A" → x.org @e2 "B" @e3 "C" →'],
  [
    "another",
    ["A → x.org", "B → y.org", "C → x.org"],
    '@e1 "A" → x.org @e2 "B" → y.org @e3 "C" → x.org',
  ],
  ["in its own name", ["x.org → x.org", "B → y.org", "C"], '@e1 "x.org" → @e2 "B" → y.org @e3 "C"'],
  [
    "after one in a name",
    ["A → x.org", "y.org → y.org", "C → x.org"],
    '@e1 "A" → x.org @e2 "y.org" → @e3 "C" → x.org',
  ],
  ["in another's name", ["A → x.org", "x.org/a", "C"], '@e1 "A" → @e2 "x.org/a" @e3 "C"'],
  [
    "in another's name, of two",
    ["A → x.org", "x.org/a", "C → y.org"],
    '@e1 "A" → x.org @e2 "x.org/a" @e3 "C" → y.org',
  ],
  [
    "within a longer one",
    ["A → t.co", "contact.com", "C"],
    '@e1 "A" → t.co @e2 "contact.com" @e3 "C"',
  ],
] as const)("a site that the line says is not repeated: %s", ([, names, shown]) => {
  const links = names.map((name, at) => `@e${at + 1} link ${name.replace(/^[^ ]+/, '"$&"')}`);
  expect(shownLines(page(...links))).toEqual([`links: ${shown}`]);
});

test.for([
  ["short ones", ["text: One", "text: Two", "text: Three"], ["text: One · Two · Three"]],
  [
    "with a longer one",
    ["text: One", `text: ${"x".repeat(41)}`],
    ["text: One", `text: ${"x".repeat(41)}`],
  ],
  ["at two depths", ["text: One", "main", "  text: Two"], ["text: One", "main", "  text: Two"]],
  [
    "more than a line takes",
    Array.from({ length: 5 }, () => `text: ${"y".repeat(40)}`),
    [
      `text: ${Array(3).fill("y".repeat(40)).join(" · ")}`,
      `text: ${Array(2).fill("y".repeat(40)).join(" · ")}`,
    ],
  ],
  [
    "with a control on the line",
    ["text: One", "text: Two", '+@e1 link "B"'],
    ["text: One", 'text: Two @e1 link "B"'],
  ],
  ["a long one", [`text: ${LONG}`], [`${START} (+${LONG.length - 59})`]],
  [
    "a long one before a link",
    [`text: ${LONG}`, '+@e1 link "B"'],
    [`${START} (+${LONG.length - 59}) @e1 link "B"`],
  ],
  [
    "what was cut off before",
    [`text: ${LONG}… (+1000 a1b2)`],
    [`${START} (+${LONG.length + 1000 - 59})`],
  ],
  ["without gaps", [`text: ${"z".repeat(111)}`], [`text: ${"z".repeat(60)}… (+51)`]],
  ["as long as a fact may be", [`text: ${"z".repeat(110)}`], [`text: ${"z".repeat(110)}`]],
  ["an alert, however long", [`alert: ${LONG}`], [`alert: ${LONG}`]],
  ["three paragraphs", Array(3).fill(`text: ${PARAGRAPH}`), Array(3).fill(`text: ${PARAGRAPH}`)],
  [
    "four paragraphs",
    [...Array(3).fill(`text: ${PARAGRAPH}`), `text: ${PARAGRAPH}… (+930 x)`],
    [`text: ${PARAGRAPH}`, `(3 more paragraphs, ${3 * 70 + 930} characters: extract text)`],
  ],
] as const)("texts: %s", ([, lines, shown]) => {
  expect(shownLines(page(...lines))).toEqual(shown);
});

test.for([
  [
    "cells",
    ["row: 1.", '|@e5 link "Title" → site.org', '||@e6 button "Remove"'],
    ['row: 1. | @e5 "Title" → site.org | | @e6 button "Remove"'],
  ],
  [
    "a site that a cell says",
    ["row:", '+@e1 link "Title" → x.org', "|text: x.org"],
    ['row: @e1 "Title" → | x.org'],
  ],
  [
    "links with states and without names",
    [
      "row:",
      '+@e1 link "A" → x.org',
      '|@e2 link "B → c" [disabled] → y.org',
      "|@e3 link #x → x.org",
    ],
    ['row: @e1 "A" → x.org | @e2 "B → c" [disabled] → y.org | @e3 link #x → x.org'],
  ],
  [
    "options end a line",
    ["row: A", '|@e1 combobox "S" value="a" options: a | b', "|text: after"],
    ['row: A | @e1 combobox "S" value="a" options: a | b', "  | after"],
  ],
  [
    "a long row goes on with its bar",
    ["row: A", ...["b", "c", "d"].map((name) => `|@e1 button "${name.repeat(120)}"`)],
    [
      `row: A | @e1 button "${"b".repeat(120)}" | @e1 button "${"c".repeat(120)}"`,
      `  | @e1 button "${"d".repeat(120)}"`,
    ],
  ],
] as const)("rows: %s", ([, lines, shown]) => {
  expect(shownLines(page(...lines))).toEqual(shown);
});

test("options end the line of a control in a text", () => {
  const lines = ["text: Size", '+@e1 combobox value="a" options: a | b', "+text: each"];
  expect(shownLines(page(...lines))).toEqual([
    'text: Size @e1 combobox value="a" options: a | b',
    "  text: each",
  ]);
});

test("a line of many links goes on in lines below it, and none is lost", () => {
  const links = Array.from({ length: 200 }, (_, at) => `@e${at} link "Number ${at}" → x.org`);
  const shown = shownLines(page(...links));
  expect(shown[0]).toMatch(/^links: @e0 "Number 0" → x\.org @e1 "Number 1" → /);
  expect(shown.slice(1).every((line) => line.startsWith("  @e"))).toBe(true);
  expect(shown.every((line) => line.length <= 340)).toBe(true);
  expect(shown.join(" ").match(/@e\d+ "Number \d+" →/g)).toHaveLength(200);
});

test("the whole text of a page keeps every line and every character", () => {
  const lines = [
    ...Array(5).fill(`text: ${LONG}`),
    "text: One",
    "text: Two",
    ...["A", "B", "C"].map((name, at) => `@e${at + 1} link "${name}" → x.org`),
  ];
  expect(shownLines(page(...lines), true)).toEqual(lines);
  expect(shownLines(page("text: One", '+@e1 link "A"'), true)).toEqual(['text: One @e1 link "A"']);
});

test("text behind a control is not taken for its states or target", () => {
  for (const text of ["[disabled]", "→ evil.example", 'value="9"', "options: a | b"]) {
    const lines = [
      { depth: 0, text: '@e1 button "Pay"' },
      { depth: 0, text: `text: ${text} and more`, join: " " },
    ];
    expect(shownLines(lines)).toEqual([`@e1 button "Pay" · ${text} and more`]);
  }
});
