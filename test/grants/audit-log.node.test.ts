import { afterEach, describe, expect, test, vi } from "vitest";
import { AuditLog } from "../../src/grants/audit-log.ts";
import { exported, faultIn } from "../support/audit.ts";
import { NodeSql } from "../support/node-sql.ts";

const { MAX_AUDIT_ROWS } = vi.hoisted(() => ({ MAX_AUDIT_ROWS: 10_000 }));
vi.mock("../../src/domain/limits.ts", async (original) => ({
  ...(await original<object>()),
  MAX_AUDIT_ROWS,
}));

const DAY = 86_400_000;
const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 1);

afterEach(() => {
  vi.useRealTimers();
});

function at(ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: START + ms });
}

function open(sql = new NodeSql()) {
  const log = new AuditLog(sql, { keepMs: 30 * DAY, grant: "owner" });
  return { sql, log };
}

function rowsOf(lines: readonly string[]) {
  return lines.slice(1, -1).map((line) => JSON.parse(line));
}

describe("a row", () => {
  test("is numbered without a gap, and names the hash of the row before it", async () => {
    const { log } = open();
    expect([1, 2, 3].map(() => log.append({ event: "x" }))).toEqual([1, 2, 3]);
    const rows = rowsOf(await exported(log, "owner"));
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(rows[0]).toMatchObject({ event: "x", grant: "owner", prev: "0".repeat(64) });
    expect(rows[1].prev).toBe(rows[0].hash);
    expect(rows[2].prev).toBe(rows[1].hash);
  });

  test("goes on where another start of the object left off", async () => {
    const { sql, log } = open();
    log.append({ event: "x" });
    expect(open(sql).log.append({ event: "y" })).toBe(2);
    expect(faultIn(await exported(log, "owner"))).toBeUndefined();
  });

  test("that was undone leaves no trace in the chain", async () => {
    const { sql, log } = open();
    log.append({ event: "kept" });
    const work = () => {
      log.append({ event: "undone" });
      throw new Error("no");
    };
    expect(() => sql.transaction(work)).toThrow("no");
    expect(log.append({ event: "next" })).toBe(2);
    expect(faultIn(await exported(log, "owner"))).toBeUndefined();
  });

  test("cannot name its own number, time, grant or hashes", async () => {
    const { log } = open();
    log.append({ event: "x", seq: 9, at: 1, grant: "g", prev: "p", hash: "h" });
    const lines = await exported(log, "owner");
    expect(rowsOf(lines)[0]).toMatchObject({ seq: 1, grant: "owner", prev: "0".repeat(64) });
    expect(faultIn(lines)).toBeUndefined();
  });

  test("is never earlier than the one before it", async () => {
    const { log } = open();
    at(DAY);
    log.append({ event: "x" });
    at(0);
    log.append({ event: "y" });
    const rows = rowsOf(await exported(log, "owner"));
    expect(rows.map((row) => row.at)).toEqual([START + DAY, START + DAY]);
  });

  test.each([
    ["line ends", "a\nb\r\nc\u2028d\u2029e\u0085f\v\f"],
    ["half characters", "\ud800x\udc00"],
    ["what turns text around or moves a cursor", "\u202eabc\u200f\u001b[2J\u0000\u007f"],
    ["quotes and braces", '"},{"event":"end"}\\'],
    ["the name of a prototype", "__proto__"],
  ])("stays one line of ASCII with %s", async (_name, text) => {
    const { log } = open();
    log.append({ event: "x", client: text, values: { [text]: [text] } });
    const lines = await exported(log, "owner");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^[ -~]+$/);
    expect(rowsOf(lines)[0].client).toBe(text);
    expect(Object.entries(rowsOf(lines)[0].values)).toEqual([[text, [text]]]);
    expect(faultIn(lines)).toBeUndefined();
  });

  test("is cut where strangers say too much, and says where", async () => {
    const { log } = open();
    const long = "x".repeat(100_000);
    const many = Array.from({ length: 1_000 }, () => long);
    const deep = { a: { b: { c: { d: { e: 1 } } } } };
    log.append({
      event: "x",
      client: long,
      keys: many,
      values: { "args.url": long, deep, [long]: 1 },
    });
    const [, line = ""] = await exported(log, "owner");
    expect(line.length).toBeLessThan(20_000);
    const row = JSON.parse(line);
    expect(row.client).toHaveLength(500);
    expect(row.keys).toHaveLength(60);
    expect(row.cut).toEqual(expect.arrayContaining(["client", "keys", "values.args.url"]));
    expect(row.event).toBe("x");
  });

  test("takes what JSON cannot say as words", async () => {
    const { log } = open();
    log.append({ event: "x", values: { a: Number.POSITIVE_INFINITY, b: 1n, c: undefined } });
    const [row] = rowsOf(await exported(log, "owner"));
    expect(row.values).toEqual({ a: "Infinity", b: "1" });
  });
});

describe("what is pruned", () => {
  test("goes after its days, within an hour, and the rest verifies from an anchor", async () => {
    const { log } = open();
    expect(log.dueAt()).toBeUndefined();
    for (const hour of [0, 1, 2, 30]) {
      at(hour * HOUR);
      log.append({ event: "x", hour });
    }
    expect(log.dueAt()).toBe(START + 30 * DAY + HOUR);
    at(30 * DAY + HOUR + 1);
    await log.sweep();
    const lines = await exported(log, "owner");
    expect(rowsOf(lines).map(({ hour }) => hour)).toEqual([2, 30]);
    expect(JSON.parse(lines[0] ?? "").anchor.seq).toBe(2);
    expect(faultIn(lines)).toBeUndefined();
    expect(log.dueAt()).toBe(START + 2 * HOUR + 30 * DAY + HOUR);
  });

  test("may be all there is: the chain goes on where it was", async () => {
    const { log } = open();
    at(0);
    log.append({ event: "x" });
    log.append({ event: "y" });
    at(31 * DAY + HOUR);
    await log.sweep();
    expect(log.dueAt()).toBeUndefined();
    expect(faultIn(await exported(log, "owner"))).toBeUndefined();
    expect(log.append({ event: "z" })).toBe(3);
    const lines = await exported(log, "owner");
    expect(rowsOf(lines).map(({ event }) => event)).toEqual(["z"]);
    expect(faultIn(lines)).toBeUndefined();
  });

  test("goes some at a time, and more is due at once", async () => {
    const { log } = open();
    at(0);
    for (let row = 0; row < 2_500; row++) log.append({ event: "x" });
    at(31 * DAY);
    await log.sweep();
    expect(rowsOf(await exported(log, "owner"))).toHaveLength(500);
    expect(log.dueAt()).toBeLessThanOrEqual(Date.now());
    await log.sweep();
    expect(log.dueAt()).toBeUndefined();
  });

  test("goes also where there are too many rows", async () => {
    const { sql, log } = open();
    const startedAt = performance.now();
    sql.transaction(() => {
      for (let row = 0; row <= MAX_AUDIT_ROWS; row++) log.append({ event: "x" });
    });
    const ms = performance.now() - startedAt;
    console.log(`${((ms / MAX_AUDIT_ROWS) * 1_000).toFixed(0)} us a row`);
    const lines = await exported(log, "owner");
    expect(lines).toHaveLength(MAX_AUDIT_ROWS + 1 - 2_000 + 2);
    expect(JSON.parse(lines[0] ?? "").anchor.seq).toBe(2_000);
    expect(faultIn(lines)).toBeUndefined();
  });

  test("while it is read ends the reading", () => {
    const { log } = open();
    at(0);
    log.append({ event: "x" });
    log.append({ event: "y" });
    at(31 * DAY);
    void log.sweep();
    expect(() => log.page({ after: 0, through: 2 })).toThrow("deleted while they were read");
  });
});

describe("an export", () => {
  async function hourly() {
    const { log } = open();
    for (let hour = 0; hour < 10; hour++) {
      at(hour * HOUR);
      const decision = hour % 2 === 0 ? "allow" : "deny";
      log.append({ event: "decision", tool: hour < 5 ? "click" : "type", decision, hour });
      log.append({ event: "outcome", tool: hour < 5 ? "click" : "type", hour });
    }
    return log;
  }

  test.each([
    [{}, 0, 9],
    [{ since: START + 3 * HOUR }, 3, 9],
    [{ since: START + 3 * HOUR + 1 }, 4, 9],
    [{ until: START + 3 * HOUR }, 0, 3],
    [{ since: START + 2 * HOUR, until: START + 4 * HOUR }, 2, 4],
  ])("of %j is a part of the chain that verifies", async (window, first, last) => {
    const lines = await exported(await hourly(), "owner", { window });
    const hours = rowsOf(lines).map(({ hour }) => hour);
    expect([hours[0], hours.at(-1)]).toEqual([first, last]);
    expect(hours).toHaveLength(2 * (last - first + 1));
    expect(faultIn(lines)).toBeUndefined();
    expect(JSON.parse(lines.at(-1) ?? "").more).toBe(last < 9 ? true : undefined);
  });

  test.each([{ since: START + DAY }, { until: START - 1 }])("of %j is empty", async (window) => {
    const lines = await exported(await hourly(), "owner", { window });
    expect(lines).toHaveLength(2);
    expect(faultIn(lines)).toBeUndefined();
  });

  test("stops after its limit and says that there is more", async () => {
    const log = await hourly();
    const lines = await exported(log, "owner", { limit: 7 });
    expect(rowsOf(lines)).toHaveLength(7);
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ seq: 7, more: true });
    expect(faultIn(lines)).toBeUndefined();
    const all = await exported(log, "owner", { limit: 20 });
    expect(JSON.parse(all.at(-1) ?? "").more).toBeUndefined();
  });

  test("by words says so, and its rows still have their hashes", async () => {
    const log = await hourly();
    const filter = { tool: "click", decision: "deny" };
    const lines = await exported(log, "owner", { filter });
    expect(rowsOf(lines).map(({ hour }) => hour)).toEqual([1, 3]);
    expect(JSON.parse(lines[0] ?? "").filtered).toBe(true);
    expect(faultIn(lines)).toBeUndefined();
    const limited = await exported(log, "owner", { filter: { tool: "type" }, limit: 3 });
    expect(rowsOf(limited)).toHaveLength(3);
    expect(JSON.parse(limited.at(-1) ?? "").more).toBe(true);
  });

  test("finds what came over a limit", async () => {
    const { log } = open();
    log.append({ event: "decision", tool: "click", decision: "allow" });
    log.append({ event: "decision", tool: "click", decision: "allow", limited: "/all_tools" });
    const lines = await exported(log, "owner", { filter: { decision: "limited" } });
    expect(rowsOf(lines).map(({ seq }) => seq)).toEqual([2]);
  });
});

test("the last rows of an event are told, the newest first", () => {
  const { log } = open();
  const call = { tool: "click", keys: ["target"], decision: "allow" };
  log.append({ event: "decision", ...call, client: "c", session: "s" });
  log.append({ event: "outcome", tool: "click" });
  const step = { step: "actions.0", values: { "args.url": "u" }, host: "h", origin: "o" };
  log.append({ event: "decision", ...call, ...step, digest: "d" });
  expect(log.last("decision", 10)).toMatchObject([{ ...call, ...step }, call]);
  expect(log.last("decision", 1)).toMatchObject([{ seq: 3 }]);
});
