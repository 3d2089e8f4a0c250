import { expect, test } from "vitest";
import { freshLines } from "../../../src/tools/acting/fresh-lines.ts";

const list = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `row ${from + at}`);

test.each([
  ["a list that grows", list(1, 5), list(1, 9), list(6, 9), true],
  [
    "one that grows above its foot",
    [...list(1, 5), "foot"],
    [...list(1, 9), "foot"],
    list(6, 9),
    true,
  ],
  ["one that stays", list(1, 5), list(1, 5), [], true],
  [
    "a window that moves on",
    ["head", ...list(1, 9), "foot"],
    ["head", ...list(6, 14), "foot"],
    list(10, 14),
    false,
  ],
  [
    "a window that has left all it showed",
    ["head", ...list(1, 3)],
    ["head", ...list(7, 9)],
    list(7, 9),
    false,
  ],
  [
    "one whose control has gone with its last part",
    [...list(1, 5), "Load more", "foot"],
    [...list(1, 7), "foot"],
    list(6, 7),
    true,
  ],
  ["rows that are alike", ["a", "x", "a", "x"], ["a", "x", "a", "x", "a", "x"], ["a", "x"], true],
  ["nothing at first", [], list(1, 3), list(1, 3), true],
  ["nothing any more", list(1, 3), [], [], false],
])("of %s what is new is found", (_name, before, now, lines, isGrown) => {
  expect(freshLines(before, now)).toEqual({ lines, isGrown });
});
