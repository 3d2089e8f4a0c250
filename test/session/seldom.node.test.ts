import { expect, test, vi } from "vitest";
import { seldom } from "../../src/session/seldom.ts";

test("work is done at once, and what comes soon after it once more", () => {
  vi.useFakeTimers();
  try {
    const work = vi.fn();
    const soon = seldom(work, 1_000);
    for (let n = 0; n < 5; n++) soon();
    expect(work).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(999);
    expect(work).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(work).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1_000);
    soon();
    expect([work.mock.calls.length, vi.getTimerCount()]).toEqual([3, 0]);
  } finally {
    vi.useRealTimers();
  }
});
