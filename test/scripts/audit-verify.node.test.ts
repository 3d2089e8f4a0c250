import fc from "fast-check";
import { expect, test } from "vitest";
import { AuditLog } from "../../src/grants/audit-log.ts";
import { exported, faultIn, verified } from "../support/audit.ts";
import { NodeSql } from "../support/node-sql.ts";

const ROWS = 12;

async function stream(name = "owner", rows = ROWS): Promise<string[]> {
  const log = new AuditLog(new NodeSql(), {
    keepMs: 86_400_000,
    ...(name === "admin" ? {} : { grant: name }),
  });
  for (let row = 0; row < rows; row++) {
    log.append({ event: name === "admin" ? "admin" : "decision", tool: "click", keys: ["a"], row });
  }
  return exported(log, name);
}

const whole = await stream();
const several = [
  ...(await stream("owner", 5)),
  ...(await stream("g_1", 4)),
  ...(await stream("admin", 3)),
];

test("what the server wrote holds", () => {
  expect(faultIn(whole)).toBeUndefined();
  expect(verified(several)).toEqual([
    expect.objectContaining({ stream: "owner", rows: 5, from: 1, to: 5 }),
    expect.objectContaining({ stream: "g_1", rows: 4, from: 1, to: 4 }),
    expect.objectContaining({ stream: "admin", rows: 3, from: 1, to: 3 }),
  ]);
  expect(faultIn(several)).toBeUndefined();
});

const line = fc.nat(several.length - 1);

test("any one character that is another is found", () => {
  const change = fc.record({
    line,
    at: fc.nat(10_000),
    by: fc.string({ minLength: 0, maxLength: 2 }),
  });
  fc.assert(
    fc.property(change, ({ line: index, at, by }) => {
      const before = several[index] ?? "";
      const place = at % before.length;
      const after = before.slice(0, place) + by + before.slice(place + 1);
      fc.pre(after !== before && !after.includes("\n"));
      expect(faultIn(several.with(index, after))).toMatch(/^\d+ /);
    }),
    { numRuns: 3_000 },
  );
});

test("any row that says something else is found, whatever it says", () => {
  const field = fc.record({ line, name: fc.string(), value: fc.jsonValue() });
  fc.assert(
    fc.property(field, ({ line: index, name, value }) => {
      const before = several[index] ?? "";
      const after = JSON.stringify({ ...JSON.parse(before), [name]: value });
      fc.pre(after !== before);
      expect(faultIn(several.with(index, after))).toMatch(/^\d+ /);
    }),
    { numRuns: 1_000 },
  );
});

test("any line that is taken out, repeated, swapped or moved is found", () => {
  fc.assert(
    fc.property(line, line, (a, b) => {
      expect(faultIn(several.toSpliced(a, 1))).toMatch(/^\d+ /);
      expect(faultIn(several.toSpliced(b, 0, several[a] ?? ""))).toMatch(/^\d+ /);
      if (a === b) return;
      const swapped = several.with(a, several[b] ?? "").with(b, several[a] ?? "");
      expect(faultIn(swapped)).toMatch(/^\d+ /);
    }),
    { numRuns: 500 },
  );
});

test("any end that is cut off is found, unless whole streams are gone", () => {
  const ends = several.flatMap((text, index) =>
    text.includes('"event":"end"') ? [index + 1] : [],
  );
  for (let length = 0; length < several.length; length++) {
    const fault = faultIn(several.slice(0, length));
    if (ends.includes(length)) expect(fault).toBeUndefined();
    else expect(fault).toMatch(/^\d+ /);
  }
});

test.each<[string, (lines: string[]) => string[], string]>([
  [
    "changed",
    (lines) => lines.with(4, (lines[4] ?? "").replace("click", "clack")),
    "5 changed: row 4 does not have its hash",
  ],
  ["missing", (lines) => lines.toSpliced(4, 1), "5 missing: row 4 is not there, row 5 is"],
  ["reordered", swap(4, 5), "5 reordered: row 4 belongs here and comes later"],
  ["duplicated", (lines) => lines.toSpliced(5, 0, lines[4] ?? ""), "6 duplicated: row 4"],
  ["cut", (lines) => lines.slice(0, 6), "6 cut at the end: its stream has no end line"],
  [
    "cut before its end line",
    (lines) => lines.toSpliced(10, 3),
    "11 cut at the end: rows 10 to 12 are missing",
  ],
  [
    "without its head line",
    (lines) => lines.slice(1),
    "1 the head line of the stream is missing or changed",
  ],
  [
    "added to",
    (lines) => [...lines, lines[3] ?? ""],
    "15 added: it stands after the end line of its stream",
  ],
  ["broken", (lines) => lines.with(2, "{"), "3 changed: not a line as the server writes it"],
  ["nothing", () => [], "1 the head line of the stream is missing or changed"],
])("a stream that is %s is called so", (_name, change, fault) => {
  expect(faultIn(change(whole))).toBe(fault);
});

function swap(a: number, b: number) {
  return (lines: string[]) => lines.with(a, lines[b] ?? "").with(b, lines[a] ?? "");
}

test("rows of another grant do not pass as one's own", async () => {
  const renamed = whole.map((text) => {
    const { event } = JSON.parse(text);
    return event === "decision" ? text : text.replace('"grant":"owner"', '"grant":"g_1"');
  });
  expect(faultIn(renamed)).toBe("2 row 1 is of another stream");
});

test("what npm prints before an export is no fault, and only there", () => {
  const banner = ["", "> leapfrog@1.0.0 audit", "> exec node scripts/audit.ts export", ""];
  expect(faultIn([...banner, ...whole])).toBeUndefined();
  expect(faultIn([...whole, ...banner])).toMatch(/^15 /);
});
