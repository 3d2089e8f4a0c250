import { describe, expect, test, vi } from "vitest";
import {
  newSessionId,
  randomHex,
  SESSION_ID_PATTERN,
  SESSION_NAME_PATTERN,
} from "../../src/domain/ids.ts";

test("ids have the form, are all different and use every character about as often", () => {
  const ids = Array.from({ length: 6_000 }, newSessionId);
  expect(ids.filter((id) => !SESSION_ID_PATTERN.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  const counts = new Map<string, number>();
  for (const character of ids.map((id) => id.slice(2)).join("")) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  expect(counts.size).toBe(36);
  // 1,000 each; ten standard deviations are 310.
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(310);
});

test("a byte that would favour some characters is drawn again", () => {
  const bytes = [255, 252, 251, 0, 35, 36, 71, 72];
  const draw = vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
    if (array instanceof Uint8Array) array[0] = bytes.shift() ?? 0;
    return array;
  });
  expect(newSessionId()).toBe("s_9a9a9a");
  draw.mockRestore();
});

describe("a name", () => {
  test.each(["a", "shop-1", "A.b_c", "n".repeat(64), "s_short", "s_TOOBIG"])("%s", (name) => {
    expect(SESSION_NAME_PATTERN.test(name)).toBe(true);
    expect(SESSION_ID_PATTERN.test(name)).toBe(false);
  });

  test.each(["", "n".repeat(65), "a b", "ä", "a/b", "a\n", "a:b"])("is not %j", (name) => {
    expect(SESSION_NAME_PATTERN.test(name)).toBe(false);
  });
});

test("hex strings are of their length and not alike", () => {
  expect(randomHex(3)).toMatch(/^[0-9a-f]{6}$/);
  expect(new Set(Array.from({ length: 100 }, () => randomHex(8))).size).toBe(100);
});
