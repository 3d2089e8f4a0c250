import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LaunchGate } from "../../src/coordinator/launch-gate.ts";

let gate: LaunchGate;
let begun: string[];

beforeEach(() => {
  vi.useFakeTimers();
  gate = new LaunchGate();
  begun = [];
});

afterEach(() => {
  vi.useRealTimers();
});

async function enter(...keys: string[]): Promise<void> {
  for (const key of keys) gate.enter(key).then(() => begun.push(key));
  await vi.advanceTimersByTimeAsync(0);
}

async function leave(...keys: string[]): Promise<void> {
  for (const key of keys) gate.leave(key);
  await vi.advanceTimersByTimeAsync(0);
}

test("six launches run at a time, the rest in order as they end", async () => {
  await enter("a", "b", "c", "d", "e", "f", "g", "h", "i");
  expect(begun.join("")).toBe("abcdef");
  await leave("c");
  expect(begun.join("")).toBe("abcdefg");
  await leave("a", "g");
  expect(begun.join("")).toBe("abcdefghi");
  await leave("b", "d", "e", "f", "h", "i");
  expect(vi.getTimerCount()).toBe(0);
});

test("one that gives up waiting is passed over", async () => {
  await enter("a", "b", "c", "d", "e", "f", "g", "h");
  await leave("g");
  await leave("a");
  expect(begun.join("")).toBe("abcdefh");
});

test("one that never says it is over does not hold the others up for ever", async () => {
  await enter("a", "b", "c", "d", "e", "f", "g");
  await vi.advanceTimersByTimeAsync(19_000);
  expect(begun).not.toContain("g");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(begun).toContain("g");
});

test("leaving without having come, or twice, changes nothing", async () => {
  await enter("a", "b", "c", "d", "e", "f");
  await leave("nobody");
  await leave("a", "a", "a");
  await enter("g", "h");
  expect(begun.join("")).toBe("abcdefg");
});
