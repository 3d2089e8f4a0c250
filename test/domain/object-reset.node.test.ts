import { expect, test, vi } from "vitest";
import { askAgain, isObjectReset } from "../../src/domain/object-reset.ts";

const RESET = Object.assign(new Error("reset"), { durableObjectReset: true });
const AWAY = Object.assign(new Error("Network connection lost."), { retryable: true });

test.each([
  [RESET, true],
  [AWAY, true],
  [new Error("a fault of ours"), false],
  [undefined, false],
  ["text", false],
])("%s is a reset: %s", (error, expected) => {
  expect(isObjectReset(error)).toBe(expected);
});

test("an object that was reset is asked once more, and told so", async () => {
  const ask = vi.fn<(again: boolean) => Promise<string>>();
  ask.mockRejectedValueOnce(RESET).mockResolvedValueOnce("here");
  expect(await askAgain(ask)).toBe("here");
  expect(ask.mock.calls).toEqual([[false], [true]]);
});

test("one that is reset each time is busy; a fault is passed on and nothing asked again", async () => {
  const ask = vi.fn<(again: boolean) => Promise<string>>().mockRejectedValue(RESET);
  await expect(askAgain(ask)).rejects.toThrow(/^platform_busy: .* Try again in 1 s/);
  expect(ask).toHaveBeenCalledTimes(2);
  const fault = vi.fn<() => Promise<string>>().mockRejectedValue(new Error("a fault of ours"));
  await expect(askAgain(fault)).rejects.toThrow("a fault of ours");
  expect(fault).toHaveBeenCalledTimes(1);
});
