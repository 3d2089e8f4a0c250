import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ToolFailure } from "../../src/domain/failure.ts";
import type { Facts } from "../../src/policy/facts.ts";
import type { GatedCalls } from "../../src/policy/gated-call.ts";
import { GateBench, gated, step } from "../support/gate-bench.ts";

const ASK = { action: "require_approval", reason: "A person looks." };
const HERE = { page: { origin: "https://a.example" } };

const policy = (act: object = ASK, rest: object = {}) => ({
  version: "1",
  default: "allow",
  tools: { act },
  ...rest,
});

let bench: GateBench;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  bench = new GateBench(policy());
});

afterEach(() => {
  bench[Symbol.dispose]();
  vi.useRealTimers();
});

function click(args: object = {}, ctx: Partial<Facts> = HERE, sessionId = "s_aaaaaa"): GatedCalls {
  const [call] = gated("act", { action: "click", ...args }, ctx);
  return [{ ...call, sessionId }];
}

/** The id of the approval that the call needs. */
async function asked(calls: GatedCalls, caller = {}): Promise<string> {
  const failure = await failureOf(calls, caller);
  if (failure?.approvalId === undefined) throw new Error(`not asked: ${JSON.stringify(failure)}`);
  return failure.approvalId;
}

async function failureOf(calls: GatedCalls, caller = {}) {
  try {
    await bench.gate(caller).admit(calls);
    return undefined;
  } catch (error) {
    if (error instanceof ToolFailure) return error.failure;
    throw error;
  }
}

function approve(id: string): void {
  bench.approvals.decide(id, { decision: "approve", note: "" }, Date.now());
}

describe("an approval", () => {
  test("passes its call once, in whatever order the arguments stand", async () => {
    approve(await asked(click({ x: 1, y: 2 })));
    await bench.gate().admit(click({ y: 2, x: 1 }));
    await asked(click({ x: 1, y: 2 }));
  });

  test("is for one tool, its arguments, session, page and policy", async () => {
    const id = await asked(click());
    approve(id);
    const others = [
      await asked(click({ x: 1 })),
      await asked(click({}, HERE, "s_bbbbbb")),
      await asked(click({}, { page: { origin: "http://a.example" } })),
      await asked(click({}, {})),
    ];
    bench.put(policy({ ...ASK, approval: { timeout_s: 60 } }));
    others.push(await asked(click()));
    expect(new Set([id, ...others]).size).toBe(6);
    bench.put(policy());
    await bench.gate().admit(click());
  });

  test("does not lift a denial", async () => {
    approve(await asked(click()));
    bench.put(policy({ action: "deny" }));
    expect((await failureOf(click()))?.code).toBe("policy_denied");
  });

  test("is not used up by a call that a limit refuses", async () => {
    const limits = [{ counter: "acts", window: "minute", max: 1, scope: "grant" }];
    bench.put(policy({ ...ASK, limits }));
    const first = await asked(click({ x: 1 }));
    const second = await asked(click({ x: 2 }));
    approve(first);
    approve(second);
    await bench.gate().admit(click({ x: 1 }));
    expect((await failureOf(click({ x: 2 })))?.code).toBe("rate_limited");
    vi.advanceTimersByTime(61_000);
    await bench.gate().admit(click({ x: 2 }));
  });

  test("of a call covers its steps as they are", async () => {
    const steps = (x: number) => [step("actions.0", "act", { x }, HERE)];
    const batch = (x: number) => gated("batch_actions", { actions: [{ x }] }, HERE, steps(x));
    approve(await asked(batch(1)));
    await asked(batch(2));
    await bench.gate().admit(batch(1));
    await asked(batch(1));
  });

  test("is used by one of many calls at once", async () => {
    approve(await asked(click()));
    const tried = await Promise.all(Array.from({ length: 20 }, () => failureOf(click())));
    expect(tried.filter((failure) => failure === undefined)).toHaveLength(1);
    const ids = tried.flatMap((failure) => failure?.approvalId ?? []);
    expect(ids).toHaveLength(19);
    expect(new Set(ids).size).toBe(1);
  });
});

test("a call that was declined is told so until the note is old", async () => {
  const id = await asked(click());
  bench.approvals.decide(id, { decision: "decline", note: "No." }, Date.now());
  expect((await failureOf(click()))?.what).toMatch(/declined this call.*No\./);
  vi.advanceTimersByTime(600_000);
  await asked(click());
});

test("one call too many is told to wait", async () => {
  for (let x = 0; x < 20; x++) await asked(click({ x }));
  const failure = await failureOf(click({ x: 20 }));
  expect(failure).toMatchObject({ code: "rate_limited", retryAfterSeconds: 60 });
});

test("a call with more than a person is shown is told to be smaller", async () => {
  const failure = await failureOf(click({ value: "x".repeat(70_000) }));
  expect(failure).toMatchObject({
    code: "too_large",
    next: "Make it several smaller calls; give a file as an artifact's id.",
  });
});
