import { expect, test } from "vitest";
import { clock, span } from "../../src/pages/shared/time-words.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  [-5_000, "0 s"],
  [45_400, "45 s"],
  [119_000, "119 s"],
  [2 * MINUTE, "2 min"],
  [59.9 * MINUTE, "59 min"],
  [HOUR, "1 h"],
  [3 * HOUR + 10 * MINUTE, "3 h 10 min"],
  [24 * HOUR, "1 d"],
  [52 * HOUR, "2 d 4 h"],
])("%i ms are %s", (ms, words) => {
  expect(span(ms)).toBe(words);
});

test("a time is told where the person is", () => {
  const at = new Date(2026, 0, 2, 3, 4, 5).getTime();
  expect(clock(at)).toBe("2026-01-02 03:04:05");
});
