import { expect, test } from "vitest";
import { lossWords } from "../../src/browser/restore-state.ts";

test.each([
  [0, []],
  [
    1,
    [
      "the browser refused 1 cookie",
      "the storage of 1 origin could not be set",
      "the storage of 1 origin was too large to keep",
      "1 more tab not opened again",
    ],
  ],
  [
    2,
    [
      "the browser refused 2 cookies",
      "the storage of 2 origins could not be set",
      "the storage of 2 origins was too large to keep",
      "2 more tabs not opened again",
    ],
  ],
])("what %i of each did not come back is told by its number", (count, words) => {
  const losses = { refused: count, unset: count, unkept: count, unopened: count };
  expect(lossWords(losses)).toEqual(words);
});
