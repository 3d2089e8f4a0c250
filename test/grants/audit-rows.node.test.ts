import { expect, test } from "vitest";
import { decisionRow, outcomeRow } from "../../src/grants/audit-rows.ts";
import type { CallRecord, DecidedCall } from "../../src/grants/grant-contract.ts";

const SECRET = "hunter2-planted";
const CALLER = { grantId: "g_1", requestId: "r", subject: "ann", client: "c 1.0" };
const ADMITTED = { revision: "rev", label: "ci" };

function decided(record: Partial<CallRecord>): DecidedCall {
  const whole = { tool: "navigate", keys: ["url"], ...record };
  return { record: whole, decision: "allow", rule: "/tools/navigate", charges: [] };
}

test("a decision says who, what, where and why", () => {
  const record = { sessionId: "s_1", step: "actions.0", digest: "d", values: { "args.x": 1 } };
  expect(decisionRow(decided(record), CALLER, { ...ADMITTED, approval: "approved" })).toEqual({
    event: "decision",
    request: "r",
    tool: "navigate",
    step: "actions.0",
    session: "s_1",
    decision: "allow",
    rule: "/tools/navigate",
    revision: "rev",
    approval: "approved",
    label: "ci",
    subject: "ann",
    client: "c 1.0",
    digest: "d",
    keys: ["url"],
    values: { "args.x": 1 },
  });
});

test("an outcome says how it went, and of which decision", () => {
  const record = decided({ sessionId: "s_1", digest: "d", values: { x: SECRET } }).record;
  const row = outcomeRow({ record, code: "ok", ms: 5, browserMs: 4, bytes: 3 }, CALLER, 7);
  expect(row).toEqual({
    event: "outcome",
    of: 7,
    request: "r",
    tool: "navigate",
    session: "s_1",
    code: "ok",
    ms: 5,
    browserMs: 4,
    bytes: 3,
  });
});

test.each([
  `https://u:${SECRET}@shop.example/a/${SECRET}?q=${SECRET}#${SECRET}`,
  `https://shop.example?${SECRET}`,
  `shop.example/${SECRET}`,
  `u:${SECRET}@shop.example\\${SECRET}`,
  `data:text/html,${SECRET}`,
  `about:blank#${SECRET}`,
  `blob:https://shop.example/${SECRET}`,
  `//u:${SECRET}@shop.example/${SECRET}`,
])("no path, query or user of an address comes into a row: %s", (address) => {
  const row = decisionRow(decided({ host: address, origin: address }), CALLER, ADMITTED);
  expect(JSON.stringify(row)).not.toContain(SECRET);
});
