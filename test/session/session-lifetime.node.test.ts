import { describe, expect, test } from "vitest";
import {
  type AlarmDecision,
  decideAlarm,
  expiryOf,
  nextAlarmAt,
} from "../../src/session/session-lifetime.ts";
import { newRecord, type Rest, type SessionRecord } from "../../src/session/session-record.ts";

const RULES = { idleTimeoutMs: 1_800_000, maxSessionMs: 43_200_000 };
const SLEEPY_RULES = { ...RULES, hibernateAfterMs: 600_000 };
const REST: Rest = { why: "lost", reason: "it was gone", attempts: 0 };
const NOW = 100_000_000;

function record(over: Partial<SessionRecord> = {}): SessionRecord {
  const emulation = { viewport: { width: 1, height: 1 } };
  const base = { grantId: "g", sessionId: "s_000000", pinned: false, createdAt: NOW, emulation };
  return { ...newRecord(base), browserId: "b", ...over };
}

test("a session expires after its last use, a pinned one after its creation", () => {
  expect(expiryOf(record({ lastUsedAt: NOW + 5 }), RULES)).toBe(NOW + 1_800_005);
  const pinned = record({ pinned: true, lastUsedAt: NOW + 5 });
  expect(expiryOf(pinned, RULES)).toBe(NOW + 43_200_000);
});

test("what is asked of a person is use until its answer or its end", () => {
  const asked = { id: "hum_a", reason: "x", askedAt: NOW, expiresAt: NOW + 1_000_000 };
  expect(expiryOf(record({ request: asked }), RULES)).toBe(NOW + 2_800_000);
  const answer = { isDone: true, note: "", by: "admin" };
  expect(expiryOf(record({ request: { ...asked, answer } }), RULES)).toBe(NOW + 1_800_000);
  const late = { ...asked, expiresAt: NOW + 50_000_000 };
  expect(expiryOf(record({ pinned: true, request: late }), RULES)).toBe(NOW + 43_200_000);
  const sleepy = { ...SLEEPY_RULES };
  expect(decideAlarm(record({ request: asked }), sleepy, NOW + 1_599_999, 0)).not.toBe("sleep");
  expect(decideAlarm(record({ request: asked }), sleepy, NOW + 1_600_000, 0)).toBe("sleep");
});

describe("the alarm decides", () => {
  const IDLE = 1_800_000;
  const CASES: readonly [string, Partial<SessionRecord>, number, number, AlarmDecision][] = [
    ["a beat for a living session", {}, 45_000, 0, "beat"],
    ["a beat until the very end", {}, IDLE - 1, 0, "beat"],
    ["the end at the expiry", {}, IDLE, 0, "end"],
    ["a beat while a call goes on, however late", {}, 9 * IDLE, 1, "beat"],
    ["a renewal with the fifth beat", { beats: 4 }, 0, 0, "beat and renew"],
    ["a renewal that failed before", { beats: 7 }, 0, 1, "beat and renew"],
    ["nothing for a lost browser", { lost: "gone" }, 0, 0, "wait"],
    ["the end of a lost browser's session", { lost: "gone" }, IDLE, 0, "end"],
    ["the end for what has ended", { ended: true }, 0, 0, "end"],
    ["the end for what has ended, calls or not", { ended: true }, 0, 3, "end"],
    ["no end for a pinned session", { pinned: true }, 9 * IDLE, 0, "beat"],
    ["the end of a pinned session's longest life", { pinned: true }, 43_200_000, 0, "end"],
    ["a renewal for a session without a browser", { rest: REST }, 0, 0, "renew"],
    ["the end of a session without a browser", { rest: REST }, IDLE, 0, "end"],
  ];

  test.each(CASES)("%s", (_what, over, later, calls, decision) => {
    expect(decideAlarm(record(over), RULES, NOW + later, calls)).toBe(decision);
  });

  const SLEEPY: readonly [string, Partial<SessionRecord>, number, number, AlarmDecision][] = [
    ["a beat before the time to sleep", {}, 599_999, 0, "beat"],
    ["sleep for an idle session", {}, 600_000, 0, "sleep"],
    ["a beat while a call goes on", {}, 600_000, 1, "beat"],
    ["a beat for a pinned session", { pinned: true }, 600_000, 0, "beat"],
    ["no more sleep for one that sleeps", { rest: REST }, 600_000, 0, "renew"],
  ];

  test.each(SLEEPY)("with hibernation: %s", (_what, over, later, calls, decision) => {
    expect(decideAlarm(record(over), SLEEPY_RULES, NOW + later, calls)).toBe(decision);
  });

  test("by the calls for a session without a browser", () => {
    const { browserId: _none, ...opening } = record();
    expect(decideAlarm(opening, RULES, NOW, 1)).toBe("wait");
    expect(decideAlarm(opening, RULES, NOW, 0)).toBe("end");
  });
});

describe("the alarm rings next", () => {
  const CASES: readonly [string, Partial<SessionRecord>, number, number, number][] = [
    ["after a heartbeat", {}, 0, 0, 45_000],
    ["at the expiry when that is sooner", {}, 1_790_000, 0, 1_800_000],
    ["at once when the expiry has passed", {}, 2_000_000, 0, 2_000_000],
    ["after a heartbeat while a call goes on", {}, 2_000_000, 1, 2_045_000],
    ["at the expiry of a lost browser's session", { lost: "gone" }, 0, 0, 1_800_000],
    ["to renew the lease of a session without a browser", { rest: REST }, 0, 0, 225_000],
    ["at the expiry of a session without a browser", { rest: REST }, 1_790_000, 0, 1_800_000],
  ];

  test.each(CASES)("%s", (_what, over, later, calls, at) => {
    expect(nextAlarmAt(record(over), RULES, NOW + later, calls)).toBe(NOW + at);
  });
});

test("the alarm rings when it is time to sleep, and not at once again when that failed", () => {
  expect(nextAlarmAt(record(), SLEEPY_RULES, NOW + 590_000, 0)).toBe(NOW + 600_000);
  expect(nextAlarmAt(record(), SLEEPY_RULES, NOW + 600_001, 0)).toBe(NOW + 645_001);
});
