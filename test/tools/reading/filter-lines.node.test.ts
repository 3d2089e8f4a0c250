import { expect, test } from "vitest";
import { filterLines } from "../../../src/tools/reading/filter-lines.ts";

const LINES = [
  "main",
  '  region "List"',
  "    text: Price: $5",
  '    @e1 button "Buy"',
  '  region "Other"',
  "    text: Nothing (here)",
  'h1 "End"',
];

test("plain text matches in any case, with its ancestors", () => {
  const found = filterLines(LINES, "BUY");
  expect(found).toEqual({ matches: 1, lines: ["main", '  region "List"', '    @e1 button "Buy"'] });
  expect(filterLines(LINES, "(here)").lines).toEqual([LINES[0], LINES[4], LINES[5]]);
  expect(filterLines(LINES, "absent")).toEqual({ matches: 0, lines: [] });
});

test("an ancestor that matches itself is kept once", () => {
  expect(filterLines(LINES, "region").lines).toEqual([
    "main",
    '  region "List"',
    '  region "Other"',
  ]);
});

test("a pattern stands between slashes, flags or not", () => {
  for (const find of ["/price: \\$\\d/", "/PRICE/i", "/price/g"]) {
    expect(filterLines(LINES, find).lines.at(-1)).toBe("    text: Price: $5");
  }
  expect(filterLines(LINES, "/^h1/").matches).toBe(1);
  expect(filterLines(["path /usr/bin"], "/usr/bin").matches).toBe(1);
});

test.each(["/(/", "/a{2,1}/", "/(?=x)/", "/\\1/"])(
  "%s is refused with words on its syntax",
  (find) => {
    expect(() => filterLines(LINES, find)).toThrow(/^invalid_arguments: find is not a pattern/);
  },
);

test("no pattern takes long, and one that would is refused", () => {
  const page = Array.from({ length: 2_000 }, () => "a".repeat(150));
  for (const find of ["/(a+)+$/", "/(a|a)*b/", "/(.*)(.*)(.*)x/"]) {
    const startedAt = Date.now();
    filterLines(page, find);
    expect(Date.now() - startedAt).toBeLessThan(20_000);
  }
  expect(() => filterLines(page, "/(.*){1,999}x/")).toThrow(
    /^invalid_arguments: .*simpler pattern/,
  );
});
