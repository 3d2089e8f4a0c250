import { expect, test } from "vitest";
import { AuditLog } from "../../src/grants/audit-log.ts";
import { pastCall } from "../../src/grants/past-call.ts";
import { NodeSql } from "../support/node-sql.ts";

const ROW = {
  event: "decision",
  grant: "ab12cd34",
  request: "r",
  tool: "extract",
  keys: ["js", "type"],
  values: { "args.type": "js" },
  mode: "scoped",
  tainted: true,
  host: "shop.example",
  origin: "https://shop.example",
  capabilities: ["js"],
  decision: "require_approval",
  rule: "/capabilities/js",
};

test("a decision's row reads back as the call it was", () => {
  using sql = new NodeSql();
  const log = new AuditLog(sql, { keepMs: 1_000, grant: "ab12cd34" });
  log.append({ event: "outcome", of: 1, tool: "extract" });
  log.append(ROW);
  log.append({ event: "decision", tool: "act", keys: [], decision: "deny" });
  log.append({ event: "outcome", of: 2 });

  expect(log.last("decision", 10).map(pastCall)).toEqual([
    {
      tool: "act",
      grant: "ab12cd34",
      keys: [],
      values: {},
      capabilities: [],
      decision: "deny",
    },
    {
      tool: "extract",
      grant: "ab12cd34",
      keys: ["js", "type"],
      values: { "args.type": "js" },
      session: { mode: "scoped", tainted: true },
      host: "shop.example",
      origin: "https://shop.example",
      capabilities: ["js"],
      decision: "require_approval",
    },
  ]);
  expect(log.last("decision", 1)).toHaveLength(1);
});

test("rows of tools and words of another release are left out", () => {
  expect(pastCall({ ...ROW, tool: "evaluate" })).toBeUndefined();
  expect(pastCall({ ...ROW, decision: "perhaps" })).toBeUndefined();
});
