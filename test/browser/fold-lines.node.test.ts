import { expect, test } from "vitest";
import { foldedWindow, foldRepeats } from "../../src/browser/fold-lines.ts";

const rows = (count: number, indent = "") =>
  Array.from(
    { length: count },
    (_, at) => `${indent}row: ${at} | name ${at} | @e${at} button "Edit"`,
  );

function folded(lines: readonly string[]): string[] {
  return foldRepeats(lines).map(({ text }) => text);
}

test("nineteen like lines are shown, twenty are folded to eight", () => {
  expect(folded(rows(19))).toEqual(rows(19));
  const lines = rows(20);
  const offset = lines.slice(0, 8).join("\n").length + 1;
  expect(folded(lines)).toEqual([...rows(8), `(12 more like these: offset ${offset})`]);
  expect(lines.join("\n").slice(offset)).toBe(lines.slice(8).join("\n"));
});

test("what stands around stays, and every line knows its place in the whole", () => {
  const lines = ['h1 "Orders"', ...rows(30, "  "), '@e90 button "Next"'];
  const whole = lines.join("\n");
  const shown = foldRepeats(lines);
  expect(shown.map(({ text }) => text).at(-1)).toBe('@e90 button "Next"');
  for (const { text, offset } of shown.filter(({ text: one }) => !one.includes("more like"))) {
    expect(whole.slice(offset, offset + text.length)).toBe(text);
  }
  expect(shown).toHaveLength(1 + 8 + 1 + 1);
});

test("groups of several lines fold as groups", () => {
  const group = (at: number) => [
    `@e${at} link "Title ${at}" [h3]`,
    `text: by ${at}`,
    "text: 3 replies",
  ];
  const lines = Array.from({ length: 25 }, (_, at) => group(at)).flat();
  const result = folded(lines);
  expect(result.slice(0, 24)).toEqual(lines.slice(0, 24));
  expect(result[24]).toMatch(/^\(17 more like these: offset \d+\)$/);
  expect(result).toHaveLength(25);
});

test("lines of other kinds are no repeats", () => {
  const lines = Array.from({ length: 60 }, (_, at) =>
    at % 7 === 3 ? `h2 "Part ${at}"` : `@e${at} ${at % 3 === 0 ? "button" : "link"} "Go"`,
  );
  const kinds = [...lines].map((line, at) => (at % 5 === 0 ? `row: ${"| ".repeat(at)}` : line));
  expect(folded(kinds)).toEqual(kinds);
});

test("quoted text makes no kind", () => {
  const lines = Array.from({ length: 20 }, (_, at) => `row: @e${at} "a | ${"| ".repeat(at)}"`);
  expect(folded(lines)).toHaveLength(9);
});

test("a text that fits is not folded, a longer one is, and the rest is counted in the whole", () => {
  const lines = [
    ...rows(60),
    ...Array.from({ length: 30 }, (_, at) => `h${1 + (at % 3)} "Part ${at}"`),
  ];
  const text = lines.join("\n");
  expect(foldedWindow(text, text.length)).toMatchObject({ text, firstFold: undefined });
  const all = foldedWindow(text, text.length - 1);
  expect(all.nextOffset).toBeUndefined();
  expect(all.text).toContain("(52 more like these: offset");
  expect(all.text).toContain('"Part 29"');
  const part = foldedWindow(text, 500);
  expect(part.text.length).toBeLessThanOrEqual(500);
  const lastLine = part.text.split("\n").at(-1) ?? "";
  expect(text.slice(0, part.nextOffset)).toContain(`${lastLine}\n`);
  expect(text.slice(part.firstFold)).toMatch(/^row: 8 /);
});
