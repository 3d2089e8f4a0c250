import { expect, test } from "vitest";
import { latestLines } from "../../../src/tools/network/latest-lines.ts";

test("the newest lines that fit are shown, and how many come before them", () => {
  const lines = ["a".repeat(50), "b".repeat(50), "c".repeat(50)];
  expect(latestLines(lines, 0, 110)).toMatchObject({ shown: 2, earlier: 1, notices: [] });
  expect(latestLines(lines, 2, 110)).toMatchObject({ text: lines[0], shown: 1, earlier: 0 });
  expect(latestLines([], 0, 110)).toMatchObject({ text: "", shown: 0, notices: [] });
});

test("a line that is longer than the answer is said to be cut", () => {
  const { text, notices } = latestLines(["x".repeat(500)], 0, 100);
  expect(text).toHaveLength(100);
  expect(notices).toEqual(["the line is cut: maxChars of 500 shows it whole"]);
});

test("an offset past the first line is said to leave none", () => {
  expect(latestLines(["a", "b"], 7, 100).notices).toEqual(["offset 7 leaves none: there are 2"]);
});
