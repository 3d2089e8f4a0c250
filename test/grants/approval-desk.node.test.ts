import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  MAX_APPROVAL_ARGS,
  MAX_APPROVAL_NOTE,
  MAX_PENDING_APPROVALS,
} from "../../src/domain/approval.ts";
import { grantOfApproval } from "../../src/domain/ids.ts";
import { ApprovalDesk } from "../../src/grants/approval-desk.ts";
import type { ApprovalWanted } from "../../src/grants/grant-contract.ts";
import { NodeSql } from "../support/node-sql.ts";

const START = 1_000_000;
const TIMEOUT_MS = 60_000;
const HOUR = 3_600_000;

let sql: NodeSql;
let desk: ApprovalDesk;
let append: ReturnType<typeof vi.fn<(row: object) => number>>;

beforeEach(() => {
  sql = new NodeSql();
  append = vi.fn(() => 1);
  desk = new ApprovalDesk(sql, "g-1_x", { append });
});

afterEach(() => sql[Symbol.dispose]());

function wanted(digest: string, more: Partial<ApprovalWanted> = {}): ApprovalWanted {
  return {
    digest,
    tool: "act",
    args: '{"a": 1}',
    reason: "Look at it.",
    rule: "/tools/act",
    timeoutSeconds: TIMEOUT_MS / 1_000,
    ...more,
  };
}

/** Asks, and gives the id of what waits then. */
function ask(digest: string, now = START): string {
  const answer = desk.stateOf(wanted(digest), now);
  if (answer.kind !== "pending") throw new Error(answer.kind);
  return answer.id;
}

function approve(id: string, now = START) {
  return desk.decide(id, { decision: "approve", note: "" }, now);
}

function decline(id: string, note: string, now = START) {
  return desk.decide(id, { decision: "decline", note }, now);
}

function rowCount(): number {
  return [...sql.exec("SELECT id FROM approvals")].length;
}

describe("a call that needs a person", () => {
  test("is asked for once, under an id that leads to its grant", () => {
    const id = ask("d");
    expect(id).toMatch(/^apr_g-1_x_[\w-]{22}$/);
    expect(grantOfApproval(id)).toBe("g-1_x");
    expect(ask("d", START + TIMEOUT_MS - 1)).toBe(id);
    expect(ask("other")).not.toBe(id);
  });

  test("passes once when it is approved", () => {
    const id = ask("d");
    expect(approve(id)).toMatchObject({ kind: "decided", approval: { state: "approved" } });
    expect(desk.stateOf(wanted("d"), START)).toEqual({ kind: "approved", id });
    desk.consume(id, START);
    expect(() => desk.consume(id, START)).toThrow();
    expect(desk.find(id, START)?.state).toBe("used");
    expect(ask("d")).not.toBe(id);
  });

  test("hears the note of a person who declined, for as long as it could have been approved", () => {
    const id = ask("d");
    decline(id, `No,\n not\u202e on ${"!".repeat(MAX_APPROVAL_NOTE)}`, START + 10);
    const answer = desk.stateOf(wanted("d"), START + 10 + TIMEOUT_MS - 1);
    const note = `No,  not on ${"!".repeat(MAX_APPROVAL_NOTE)}`.slice(0, MAX_APPROVAL_NOTE);
    expect(answer).toEqual({ kind: "declined", note });
    expect(ask("d", START + 10 + TIMEOUT_MS)).not.toBe(id);
  });

  test("waits no longer than its time, and an approval is good no longer than that again", () => {
    const missed = ask("d");
    expect(desk.find(missed, START + TIMEOUT_MS)?.state).toBe("expired");
    const id = ask("d", START + TIMEOUT_MS);
    expect(id).not.toBe(missed);
    const at = START + 2 * TIMEOUT_MS - 1;
    approve(id, at);
    expect(desk.stateOf(wanted("d"), at + TIMEOUT_MS - 1).kind).toBe("approved");
    expect(desk.find(id, at + TIMEOUT_MS)?.state).toBe("lapsed");
    expect(() => desk.consume(id, at + TIMEOUT_MS)).toThrow();
    expect(ask("d", at + TIMEOUT_MS)).not.toBe(id);
  });

  test("cannot be approved where a person is not shown all of it", () => {
    const args = "x".repeat(MAX_APPROVAL_ARGS + 1);
    const answer = desk.stateOf(wanted("d", { args }), START);
    expect(answer).toEqual({ kind: "too_large", limit: MAX_APPROVAL_ARGS });
    const whole = args.slice(1);
    const fits = desk.stateOf(wanted("d", { args: whole }), START);
    expect(fits.kind === "pending" && desk.find(fits.id, START)?.args).toBe(whole);
  });
});

describe("a verdict", () => {
  test("is written to the audit, with what it says", () => {
    const id = ask("d");
    decline(id, "Not today.");
    expect(append.mock.calls).toEqual([
      [
        {
          event: "approval",
          tool: "act",
          session: undefined,
          approval: "declined",
          approvalId: id,
          note: "Not today.",
        },
      ],
    ]);
  });

  test("is given once", () => {
    const id = ask("d");
    approve(id);
    const again = decline(id, "no");
    expect(again).toMatchObject({ kind: "too_late", approval: { state: "approved" } });
    expect(append).toHaveBeenCalledTimes(1);
  });

  test("comes too late for what has expired or was used, and says so", () => {
    const id = ask("d");
    const late = approve(id, START + TIMEOUT_MS);
    expect(late).toMatchObject({ kind: "too_late", approval: { state: "expired" } });
    expect(append).not.toHaveBeenCalled();
    expect(approve("apr_g-1_x_AAAAAAAAAAAAAAAAAAAAAA")).toEqual({ kind: "unknown" });
  });
});

describe("bounds", () => {
  test("no more wait than a person could look at; what is over makes room", () => {
    const ids = Array.from({ length: MAX_PENDING_APPROVALS }, (_, index) => ask(`d${index}`));
    const full = { kind: "full", limit: MAX_PENDING_APPROVALS };
    expect(desk.stateOf(wanted("more"), START)).toEqual(full);
    expect(ask("d3")).toBe(ids[3]);
    approve(ids[0] ?? "");
    expect(desk.stateOf(wanted("more"), START).kind).toBe("pending");
    expect(desk.stateOf(wanted("still more"), START)).toEqual(full);
    expect(desk.stateOf(wanted("still more"), START + TIMEOUT_MS).kind).toBe("pending");
  });

  test("rows are bounded, and what can still be used is kept before what is over", () => {
    const long = desk.stateOf(wanted("kept", { timeoutSeconds: 86_400 }), START);
    const id = long.kind === "pending" ? long.id : "";
    approve(id);
    for (let round = 0; round < 300; round++) ask(`d${round}`, START + TIMEOUT_MS * round);
    expect(rowCount()).toBeLessThanOrEqual(101);
    expect(desk.find(id, START)?.state).toBe("approved");
    const later = START + TIMEOUT_MS * 400;
    for (let round = 0; round < 300; round++) decline(ask(`e${round}`, later), "", later);
    expect(rowCount()).toBeLessThanOrEqual(101);
  });

  test("what is over is told of for an hour and then forgotten", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: START });
    try {
      ask("d");
      const due = desk.dueAt() ?? 0;
      expect(due).toBe(START + TIMEOUT_MS + HOUR);
      vi.setSystemTime(due - 1);
      await desk.sweep();
      expect(rowCount()).toBe(1);
      vi.setSystemTime(due);
      await desk.sweep();
      expect(rowCount()).toBe(0);
      expect(desk.dueAt()).toBeUndefined();
    } finally {
      vi.useRealTimers();
    }
  });
});

test("the list has those that wait, the oldest first, with all a person has to see", () => {
  const first = ask("a", START);
  const second = ask("b", START + 1);
  const third = ask("c", START + 2);
  approve(second, START + 3);
  const { pending, recent } = desk.list(START + 4);
  expect(pending.map(({ id, args }) => [id, args])).toEqual([
    [first, '{"a": 1}'],
    [third, '{"a": 1}'],
  ]);
  expect(recent).toEqual([expect.objectContaining({ id: second, state: "approved" })]);
  expect(recent[0]).not.toHaveProperty("args");
});

type Step =
  | { readonly kind: "call" | "approve" | "decline"; readonly digest: number }
  | { readonly kind: "wait"; readonly ms: number };

const digest = fc.integer({ min: 0, max: 30 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom("call", "approve", "decline"), digest }),
  fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: TIMEOUT_MS }) }),
);

test("never more uses than approvals, never two that wait for one digest, never more than the cap", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      using database = new NodeSql();
      const one = new ApprovalDesk(database, "g", { append: () => 1 });
      const approvals = new Map<string, number>();
      const known = new Map<string, string>();
      let now = START;
      for (const given of steps) {
        if (given.kind === "wait") {
          now += given.ms;
          continue;
        }
        const key = `d${given.digest}`;
        if (given.kind !== "call") {
          const verdict = { decision: given.kind, note: "" };
          const { kind } = one.decide(known.get(key) ?? "", verdict, now);
          if (kind === "decided" && given.kind === "approve") {
            approvals.set(key, (approvals.get(key) ?? 0) + 1);
          }
          continue;
        }
        const answer = one.stateOf(wanted(key), now);
        if (answer.kind === "pending") known.set(key, answer.id);
        if (answer.kind === "approved") {
          one.consume(answer.id, now);
          const left = (approvals.get(key) ?? 0) - 1;
          expect(left).toBeGreaterThanOrEqual(0);
          approvals.set(key, left);
        }
        const waiting = [
          ...database.exec(
            "SELECT digest FROM approvals WHERE state = 'pending' AND expires_at > ?",
            now,
          ),
        ].map((row) => row.digest);
        expect(new Set(waiting).size).toBe(waiting.length);
        expect(waiting.length).toBeLessThanOrEqual(MAX_PENDING_APPROVALS);
      }
    }),
    { numRuns: 300 },
  );
});
