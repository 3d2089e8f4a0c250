import { expect, test, vi } from "vitest";
import {
  FAILURE_CODES,
  type Failure,
  sessionNotFound,
  settle,
  ToolFailure,
  unwrap,
} from "../../src/domain/failure.ts";

const FULL: Failure = {
  code: "pool_full",
  what: "Full.",
  next: "Wait.",
  pageText: "<b>",
  retryAfterSeconds: 5,
};

test("a failure crosses a boundary and back as it was", () => {
  const crossed: Failure = structuredClone(ToolFailure.of(FULL).failure);
  expect(crossed).toEqual(FULL);
  expect(() => unwrap({ ok: false, failure: crossed })).toThrow(ToolFailure);
  expect(unwrap({ ok: true, value: 7 })).toBe(7);
});

test("an outcome is a value, whatever it was", async () => {
  const log = vi.fn();
  expect(await settle(async () => 7, log)).toEqual({ ok: true, value: 7 });
  const failed = await settle(() => Promise.reject(ToolFailure.of(FULL)), log);
  expect(failed).toEqual({ ok: false, failure: FULL });
  expect(log).not.toHaveBeenCalled();
});

test("what nobody expected is told by an id and nothing else", async () => {
  const log = vi.fn();
  const secret = new Error("password hunter2 at /home/me");
  const outcome = await settle(() => Promise.reject(secret), log);
  const text = JSON.stringify(outcome);
  const id = /request ([0-9a-f]{8})\)/.exec(text)?.[1];
  expect(text).toMatch(/"code":"internal"/);
  expect(text).not.toMatch(/hunter2|home|at \//);
  expect(log).toHaveBeenCalledWith(secret, id);
});

test("work that throws before it promises is a failure too", async () => {
  const outcome = await settle(() => {
    throw sessionNotFound();
  }, vi.fn());
  expect(outcome).toMatchObject({ ok: false, failure: { code: "session_not_found" } });
});

test("the codes are a closed set without repeats", () => {
  expect(new Set(FAILURE_CODES).size).toBe(FAILURE_CODES.length);
  expect(FAILURE_CODES).toHaveLength(22);
});

test("the answer for a session one cannot use says nothing of it", () => {
  expect(sessionNotFound().failure).toEqual(sessionNotFound().failure);
  expect(sessionNotFound().message).toMatch(/^session_not_found: .*session_create/);
});
