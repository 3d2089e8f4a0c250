import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { PlatformLimits } from "../../src/browser/binding-client.ts";
import { LaunchGate } from "../../src/coordinator/launch-gate.ts";

const CALL_MS = 55_000;

let gate: LaunchGate;
let begun: string[];
let refused: string[];
let limits: ReturnType<typeof vi.fn<() => Promise<PlatformLimits>>>;

beforeEach(() => {
  vi.useFakeTimers();
  limits = vi.fn(async () => ({ allowedBrowserAcquisitions: 6 }));
  gate = new LaunchGate(() => limits());
  begun = [];
  refused = [];
});

afterEach(() => {
  vi.useRealTimers();
});

async function enter(...keys: string[]): Promise<void> {
  for (const key of keys) {
    gate.enter(key, Date.now() + CALL_MS).then(
      () => begun.push(key),
      (error) => refused.push(`${key} ${error.failure.code} ${error.failure.retryAfterSeconds}`),
    );
  }
  await pass(0);
}

async function leave(...keys: string[]): Promise<void> {
  for (const key of keys) gate.leave(key);
  await pass(0);
}

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

describe("without a word on limits", () => {
  test("six launches run at a time, the rest in order as they end", async () => {
    await enter("a", "b", "c", "d", "e", "f", "g", "h", "i");
    expect(begun.join("")).toBe("abcdef");
    await leave("c");
    expect(begun.join("")).toBe("abcdefg");
    await leave("a", "g");
    expect(begun.join("")).toBe("abcdefghi");
    await leave("b", "d", "e", "f", "h", "i");
    expect(vi.getTimerCount()).toBe(0);
    expect(limits).toHaveBeenCalledTimes(1);
  });

  test("is asked for before the first launch comes, and not again by it", async () => {
    gate.expectLaunch();
    gate.expectLaunch();
    await enter("a");
    expect(begun.join("")).toBe("a");
    gate.expectLaunch();
    expect(limits).toHaveBeenCalledTimes(1);
    await leave("a");
  });

  test("one that gives up waiting is passed over, and told so", async () => {
    await enter("a", "b", "c", "d", "e", "f", "g", "h");
    await leave("g");
    await leave("a");
    expect(begun.join("")).toBe("abcdefh");
    expect(refused).toEqual(["g cancelled undefined"]);
  });

  test("one that asks again keeps its place", async () => {
    await enter("a", "b", "c", "d", "e", "f", "g", "h", "g");
    await leave("a");
    expect(begun.join("")).toBe("abcdefg");
    expect(refused).toEqual(["g cancelled undefined"]);
  });

  test("one that asks again while it runs runs once", async () => {
    await enter("a", "b", "c", "d", "e", "f");
    await enter("a");
    expect(begun.join("")).toBe("abcdefa");
    await enter("g");
    await pass(19_000);
    expect(begun).not.toContain("g");
  });

  test("one that never says it is over does not hold the others up for ever", async () => {
    await enter("a", "b", "c", "d", "e", "f", "g");
    await pass(19_000);
    expect(begun).not.toContain("g");
    await pass(1_000);
    expect(begun).toContain("g");
  });

  test("leaving without having come, or twice, changes nothing", async () => {
    await enter("a", "b", "c", "d", "e", "f");
    await leave("nobody");
    await leave("a", "a", "a");
    await enter("g", "h");
    expect(begun.join("")).toBe("abcdefg");
  });
});

describe("a platform that cannot be asked paces nothing", () => {
  test("when it fails", async () => {
    limits.mockRejectedValue(new Error("away"));
    await enter("a", "b");
    expect(begun.join("")).toBe("ab");
  });

  test("when it is silent for two seconds, which are not spent again soon", async () => {
    limits.mockReturnValue(new Promise(() => {}));
    await enter("a");
    await pass(1_999);
    expect(begun).toEqual([]);
    await pass(1);
    await enter("b");
    expect(begun.join("")).toBe("ab");
    expect(limits).toHaveBeenCalledTimes(1);
  });
});

describe("a platform with a launch rate", () => {
  /** Milliseconds between two launches, browsers at once, and what was launched when. */
  let perMs: number;
  let maxActive: number;
  let launchedAt: number[];

  beforeEach(() => {
    perMs = 20_000;
    maxActive = 200;
    launchedAt = [];
    limits.mockImplementation(async () => {
      const next = Math.max(0, (launchedAt.at(-1) ?? -perMs) + perMs - Date.now());
      return {
        activeSessions: launchedAt.map(() => ({})),
        maxConcurrentSessions: maxActive,
        allowedBrowserAcquisitions: next === 0 ? 1 : 0,
        timeUntilNextAllowedBrowserAcquisition: next,
      };
    });
  });

  /** Enters, and launches at the platform once begun. */
  async function launch(...keys: string[]): Promise<void> {
    for (const key of keys) {
      gate.enter(key, Date.now() + CALL_MS).then(
        () => {
          begun.push(key);
          launchedAt.push(Date.now());
        },
        (error) => refused.push(`${key} ${error.failure.code} ${error.failure.retryAfterSeconds}`),
      );
    }
    await pass(0);
  }

  test("gets a burst one by one, in order and no faster than it says", async () => {
    perMs = 300;
    await launch("a", "b", "c", "d", "e");
    await leave("a");
    await pass(1_000);
    expect(begun.join("")).toBe("abcd");
    await pass(500);
    expect(begun.join("")).toBe("abcde");
    const gaps = launchedAt.slice(1).map((at, index) => at - (launchedAt[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(perMs);
    expect(refused).toEqual([]);
  });

  test("has those refused at once that it would let begin too late", async () => {
    await launch("a", "b", "c", "d", "e");
    await pass(300);
    expect(begun.join("")).toBe("a");
    expect(refused).toEqual(["d platform_limit 60", "e platform_limit 60"]);
    await pass(40_000);
    expect(begun.join("")).toBe("abc");
    expect(refused).toHaveLength(2);
  });

  test("has one that comes later wait for the rest of the time only", async () => {
    await launch("a");
    await leave("a");
    await pass(15_000);
    await launch("b");
    await pass(4_900);
    expect(begun.join("")).toBe("a");
    await pass(200);
    expect(begun.join("")).toBe("ab");
  });

  test("has the one behind begin when the one before it goes away", async () => {
    await launch("a", "b", "c");
    await pass(300);
    await leave("b");
    await pass(20_000);
    expect(begun.join("")).toBe("ac");
  });

  test("refuses what is beyond the account's browsers, once that is known", async () => {
    perMs = 0;
    maxActive = 3;
    await launch("a", "b", "c", "d", "e");
    await pass(1_000);
    expect(begun.join("")).toBe("ab");
    await leave("a", "b");
    await pass(1_000);
    expect(refused).toEqual([]);
    await leave("c");
    expect(begun.join("")).toBe("abc");
    expect(refused).toEqual(["d platform_limit 30", "e platform_limit 30"]);
    launchedAt.pop();
    await pass(1);
    await launch("f");
    await pass(1_000);
    expect(begun.join("")).toBe("abcf");
  });

  test("leaves no timer behind when all is over", async () => {
    await launch("a", "b", "c");
    await pass(300);
    await leave("b", "c", "a");
    expect(vi.getTimerCount()).toBe(0);
  });
});
