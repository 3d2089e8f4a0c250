import { expect, test } from "vitest";
import { tallyRows } from "../../src/grants/audit-tally.ts";
import { GateBench, gated, step } from "../support/gate-bench.ts";
import { NodeSql } from "../support/node-sql.ts";

const ENDED = { code: "ok", ms: 20, browserMs: 12, bytes: 300 };

/** Asks for a call and ends it so, if it is let through. */
async function call(bench: GateBench, calls: ReturnType<typeof gated>, end = ENDED) {
  const admission = await bench
    .gate()
    .admit(calls)
    .catch(() => undefined);
  await admission?.close(end);
}

test("calls are counted by how they ended, with what they took, their steps in them", async () => {
  using bench = new GateBench({ version: "1", default: "allow" });
  const click = step("actions.0", "act", { action: "click" });
  await call(bench, gated("batch_actions", {}, {}, [click]));
  await call(bench, gated("batch_actions", {}, {}, [click]), { ...ENDED, ms: 30 });
  await call(bench, gated("act"), { ...ENDED, code: "stale_ref" });
  expect(bench.tally()).toEqual({
    calls: [
      { tool: "act", code: "stale_ref", calls: 1, spent: { ms: 20, browserMs: 12, bytes: 300 } },
      { tool: "batch_actions", code: "ok", calls: 2, spent: { ms: 50, browserMs: 24, bytes: 600 } },
    ],
    isWhole: true,
  });
});

test("a call that did not run is counted by why, and took nothing that is known", async () => {
  const limits = [{ counter: "calls", window: "hour", max: 1, scope: "grant" }];
  const conditions = [{ path: "args.action", op: "eq", value: "click" }];
  using bench = new GateBench({
    version: "1",
    default: "deny",
    hide: ["execute"],
    tools: {
      navigate: { limits },
      batch_actions: {},
      act: { deny_if: [{ conditions }] },
      session_destroy: { action: "require_approval" },
    },
  });
  await call(bench, gated("snapshot"));
  await call(bench, gated("execute"));
  await call(bench, gated("navigate"));
  await call(bench, gated("navigate"));
  await call(bench, gated("session_destroy"));
  const steps = [step("actions.0", "act", { action: "click" })];
  await call(bench, gated("batch_actions", {}, {}, steps));
  bench.stopped = true;
  await call(bench, gated("navigate"));
  expect(bench.tally().calls.map(({ tool, code, calls }) => [tool, code, calls])).toEqual([
    ["batch_actions", "policy_denied", 1],
    ["execute", "hidden", 1],
    ["navigate", "ok", 1],
    ["navigate", "policy_denied", 1],
    ["navigate", "rate_limited", 1],
    ["session_destroy", "approval_required", 1],
    ["snapshot", "policy_denied", 1],
  ]);
  const ran = bench.tally().calls.filter(({ spent }) => spent !== undefined);
  expect(ran.map(({ code }) => code)).toEqual(["ok"]);
});

test("a call under way is not counted yet", async () => {
  using bench = new GateBench({ version: "1", default: "allow" });
  const admission = await bench.gate().admit(gated("wait_for"));
  expect(bench.tally().calls).toEqual([]);
  await admission.close(ENDED);
  expect(bench.tally().calls).toHaveLength(1);
});

test("names that strangers make up are one", () => {
  using sql = new NodeSql();
  sql.exec("CREATE TABLE audit_rows (seq INTEGER PRIMARY KEY, line TEXT NOT NULL)");
  const refused = ["a", "b", "c"].map((tool) => ({ event: "refused", tool, code: "unknown_tool" }));
  for (const [at, row] of [...refused, { event: "admin" }].entries()) {
    sql.exec("INSERT INTO audit_rows VALUES (?, ?)", at + 1, JSON.stringify(row));
  }
  const unknown = { tool: "(unknown)", code: "unknown_tool", calls: 3 };
  expect(tallyRows(sql, 1, 4)).toEqual({ calls: [unknown], isWhole: true });
  expect(tallyRows(sql, 3, 4).calls).toEqual([{ ...unknown, calls: 1 }]);
  expect(tallyRows(sql, 1, 200_000)).toEqual({ calls: [], isWhole: false });
});
