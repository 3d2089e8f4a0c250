import { describe, expect, test, vi } from "vitest";
import { type FailureCode, ToolFailure } from "../../src/domain/failure.ts";
import { pauseAfter } from "../../src/session/acquire-browser.ts";

function busyFor(retryAfterSeconds?: number, code: FailureCode = "platform_busy"): ToolFailure {
  const extra = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  return new ToolFailure(code, "Busy.", "Again.", extra);
}

describe("after a refusal another attempt is made", () => {
  test("when its wait and a start fit into what remains of the call", () => {
    const random = vi.spyOn(Math, "random").mockReturnValue(0.5);
    expect(pauseAfter(busyFor(5), 1, 55_000)).toBe(5_500);
    expect(pauseAfter(busyFor(5), 2, 15_500)).toBe(5_500);
    expect(pauseAfter(busyFor(5), 1, 15_499)).toBeUndefined();
    expect(pauseAfter(busyFor(86_400), 1, 55_000)).toBeUndefined();
    random.mockRestore();
  });

  test("by those refused at one moment at moments apart", () => {
    const pauses = Array.from({ length: 15 }, () => pauseAfter(busyFor(1), 1, 55_000));
    expect(new Set(pauses).size).toBeGreaterThan(10);
    for (const pause of pauses) expect(pause).toBeLessThanOrEqual(2_000);
  });

  test("three times for want of a browser, and for the launch rate while there is time", () => {
    expect(pauseAfter(busyFor(1), 2, 55_000)).toBeDefined();
    expect(pauseAfter(busyFor(1), 3, 55_000)).toBeUndefined();
    expect(pauseAfter(busyFor(1, "platform_limit"), 9, 55_000)).toBeDefined();
    expect(pauseAfter(busyFor(1, "platform_limit"), 9, 5_000)).toBeUndefined();
  });

  test("never when it said nothing of a wait, or was no refusal", () => {
    expect(pauseAfter(busyFor(), 1, 55_000)).toBeUndefined();
    expect(pauseAfter(new Error("fault"), 1, 55_000)).toBeUndefined();
    expect(pauseAfter(undefined, 1, 55_000)).toBeUndefined();
  });
});
