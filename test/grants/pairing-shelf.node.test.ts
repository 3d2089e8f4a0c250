import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AuditLog } from "../../src/grants/audit-log.ts";
import { CounterShelf } from "../../src/grants/counter-shelf.ts";
import { digestOf } from "../../src/grants/digest.ts";
import type { PersonEntry } from "../../src/grants/grant-contract.ts";
import { PairingShelf } from "../../src/grants/pairing-shelf.ts";
import { NodeSql } from "../support/node-sql.ts";

const NOW = 1_800_000_000_000;
const SESSION = "s_abc123";
const MINUTE = 60_000;

let sql: NodeSql;
let audit: AuditLog;
let shelf: PairingShelf;
let entry: PersonEntry;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  sql = new NodeSql();
  audit = new AuditLog(sql, { keepMs: 1e9, grant: "ab12cd34" });
  entry = { ok: true, generation: 1 };
  const atOnce = <T>(work: () => T) => sql.transaction(work);
  const counters = new CounterShelf(sql);
  shelf = new PairingShelf({ sql, counters, audit, entry: () => entry, atOnce });
});

afterEach(() => {
  vi.useRealTimers();
  sql[Symbol.dispose]();
});

function opened(name: string): string {
  const digest = digestOf(name);
  expect(shelf.open(digest)).toEqual({ ok: true, expiresAt: Date.now() + 15 * MINUTE });
  return digest;
}

function use(digest: string) {
  return shelf.use(digest, SESSION);
}

test("a code is good once, and its use stands in the audit", () => {
  const digest = opened("a");
  expect(use(digest)).toEqual({ kind: "paired", generation: 1 });
  expect(use(digest)).toEqual({ kind: "false" });
  const rows = audit.last("person", 10);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    event: "person",
    what: "pairing.used",
    session: SESSION,
    by: "a person with a code",
    grant: "ab12cd34",
  });
  expect(JSON.stringify(rows)).not.toContain(digest);
});

test("a code that is opened twice, as after a lost answer, is one code", () => {
  expect(opened("a")).toBe(opened("a"));
  expect(use(digestOf("a")).kind).toBe("paired");
  expect(use(digestOf("a")).kind).toBe("false");
});

test("a code lasts 15 minutes, and is gone then", async () => {
  const digest = opened("a");
  vi.setSystemTime(NOW + 15 * MINUTE - 1);
  const other = opened("b");
  expect(use(digest).kind).toBe("paired");
  expect(shelf.dueAt()).toBe(NOW + 30 * MINUTE - 1);
  vi.setSystemTime(NOW + 30 * MINUTE - 1);
  expect(use(other).kind).toBe("false");
  await shelf.sweep();
  expect(shelf.dueAt()).toBeUndefined();
});

test("of six open codes the oldest is gone", () => {
  const codes = ["a", "b", "c", "d", "e", "f"].map(opened);
  expect(codes.map((code) => use(code).kind)).toEqual(["false", ...Array(5).fill("paired")]);
});

test("no code is good in another generation of its grant", () => {
  const digest = opened("a");
  entry = { ok: true, generation: 2 };
  expect(use(digest).kind).toBe("false");
  expect(use(opened("b"))).toEqual({ kind: "paired", generation: 2 });
});

test.each(["revoked", "expired", "stopped", "unknown"] as const)(
  "a grant that is %s opens no code and takes none",
  (refusal) => {
    const digest = opened("a");
    entry = { ok: false, refusal };
    expect(use(digest)).toEqual({ kind: "refused", refusal });
    expect(shelf.open(digestOf("b"))).toEqual({ ok: false, refusal });
    entry = { ok: true, generation: 1 };
    expect(use(digestOf("b")).kind).toBe("false");
    expect(use(digest).kind).toBe("paired");
  },
);

describe("false codes", () => {
  test("are ten within a minute; then none is looked at, not even a right one", () => {
    const digest = opened("right");
    const kinds = Array.from({ length: 12 }, (_, index) => use(digestOf(`false ${index}`)).kind);
    expect(kinds).toEqual([...Array(10).fill("false"), "limited", "limited"]);
    const held = use(digest);
    expect(held).toMatchObject({ kind: "limited" });
    expect(held.kind === "limited" && held.retryAfterSeconds).toBeLessThanOrEqual(61);
    vi.setSystemTime(NOW + 62_000);
    expect(use(digest).kind).toBe("paired");
  });

  test("are not counted together with right ones", () => {
    for (let index = 0; index < 20; index++) {
      expect(use(opened(`right ${index}`)).kind).toBe("paired");
    }
    for (let index = 0; index < 9; index++) use(digestOf(`false ${index}`));
    for (let index = 0; index < 5; index++) {
      expect(use(opened(`more ${index}`)).kind).toBe("paired");
    }
    expect(use(digestOf("false")).kind).toBe("false");
    expect(use(digestOf("false")).kind).toBe("limited");
  });
});

test("what is kept of codes is a bounded number of digests", () => {
  for (let index = 0; index < 50; index++) opened(`code ${index}`);
  const rows = [...sql.exec("SELECT * FROM pairing_codes")];
  expect(rows).toHaveLength(5);
  expect(JSON.stringify(rows)).not.toContain("code 49");
});
