import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CallScope, underDeadline, within } from "../../src/domain/deadline.ts";
import { ToolFailure } from "../../src/domain/failure.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const never = () => new Promise<never>(() => {});
const failure = (what: string) => new ToolFailure("cancelled", what, "");
const scopeOf = (ms: number) => new CallScope(Date.now() + ms);

describe("a deadline", () => {
  test("gives what is ready in time, and ends the scope", async () => {
    const scope = scopeOf(1_000);
    expect(await underDeadline(scope, async () => "done")).toBe("done");
    expect(scope.signal.aborted).toBe(true);
    expect(() => scope.check()).toThrow(/^cancelled: The call has ended/);
  });

  test("passes an error on", async () => {
    const failing = underDeadline(scopeOf(1_000), () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
  });

  test("says what was going on when it passed", async () => {
    const scope = scopeOf(1_000);
    const late = underDeadline(scope, () => {
      scope.note("waiting for Godot");
      return never();
    });
    const told = expect(late).rejects.toThrow(/^timed_out: .* while waiting for Godot\./);
    await vi.advanceTimersByTimeAsync(999);
    expect(scope.signal.aborted).toBe(false);
    expect(scope.remainingMs).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await told;
    expect(scope.remainingMs).toBe(0);
  });

  test("that has passed already lets nothing wait", async () => {
    const late = underDeadline(scopeOf(-5), never);
    const told = expect(late).rejects.toThrow(/^timed_out/);
    await vi.advanceTimersByTimeAsync(0);
    await told;
  });

  test("is not needed once the call was ended", async () => {
    const scope = scopeOf(1_000);
    const running = underDeadline(scope, never);
    scope.end(failure("first"));
    scope.end(failure("second"));
    await expect(running).rejects.toThrow(/first/);
  });
});

describe("a race", () => {
  test("with a scope that has ended is lost, and the work's own error heard by nobody", async () => {
    const scope = scopeOf(1_000);
    scope.end(failure("over"));
    await expect(scope.race(Promise.reject(new Error("unheard")))).rejects.toThrow(/over/);
  });

  test("leaves no listener behind", async () => {
    const scope = scopeOf(1_000);
    const removed = vi.spyOn(scope.signal, "removeEventListener");
    await scope.race(Promise.resolve(1));
    await vi.advanceTimersByTimeAsync(0);
    expect(removed).toHaveBeenCalledOnce();
  });
});

describe("a branch", () => {
  test("ends with the call", () => {
    const scope = scopeOf(1_000);
    const branch = scope.branch();
    scope.end(failure("over"));
    expect(() => branch.check()).toThrow(/over/);
    expect(() => scope.branch().check()).toThrow(/over/);
  });

  test("may end by itself, and the call goes on", () => {
    const scope = scopeOf(1_000);
    const branch = scope.branch(Date.now() + 10);
    expect(branch.remainingMs).toBe(10);
    branch.end(failure("part"));
    expect(() => branch.check()).toThrow(/part/);
    expect(() => scope.check()).not.toThrow();
  });

  test("says for the call what it is doing", () => {
    const scope = scopeOf(1_000);
    scope.branch().note("deep work");
    expect(scope.doing).toBe("deep work");
  });
});

describe("a limit", () => {
  const late = () => new Error("late");

  test("is not felt in time", async () => {
    expect(await within(Promise.resolve(7), 100, late)).toBe(7);
    await expect(within(Promise.reject(new Error("no")), 100, late)).rejects.toThrow("no");
  });

  test("is felt when it passes", async () => {
    const told = expect(within(never(), 100, late)).rejects.toThrow("late");
    await vi.advanceTimersByTimeAsync(100);
    await told;
  });
});
