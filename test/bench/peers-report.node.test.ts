import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CONTESTANTS } from "../../bench/report/contestants.ts";
import { putInto } from "../../bench/report/markdown-file.ts";
import { ROW_SPECS, type RowSpec } from "../../bench/report/row-specs.ts";
import { cellOf, missingIn, rowOf } from "../../bench/report/rows.ts";
import { briefTable, peersTable } from "../../bench/report/table.ts";

const SPEC: RowSpec = {
  id: "create",
  part: "create",
  name: "session_create {url}",
  unit: "ms",
  target: { ratio: 1.2 },
  who: CONTESTANTS,
};
const CELLS = {
  Leapfrog: cellOf([110, 130, 120]),
  "raw CDP": cellOf([100, 100, 90]),
  Playwright: cellOf([600, 700, 650]),
  DevTools: cellOf([400, 400, 500]),
};

test("a row is set against raw CDP, the best rival and its target", () => {
  const row = rowOf(SPEC, CELLS);
  expect(row).toMatchObject({ overFloor: 1.2, overBest: 0.3, met: true });
  expect(rowOf(SPEC, { ...CELLS, Leapfrog: cellOf([121]) }).met).toBe(false);
  expect(rowOf({ ...SPEC, target: { over: 19 } }, CELLS).met).toBe(false);
  expect(rowOf({ ...SPEC, target: { most: 120 } }, CELLS).met).toBe(true);
  expect(rowOf({ ...SPEC, target: { least: 121 } }, CELLS).met).toBe(false);
});

test("a ratio to raw CDP without a number of raw CDP is no target met", () => {
  expect(rowOf(SPEC, { Leapfrog: cellOf([1]) }).met).toBe(false);
});

test("what never came is compared with nothing, and misses what it is beyond", () => {
  const never = { value: 20_000, instead: "never in 20 s" };
  const row = rowOf(SPEC, { ...CELLS, "raw CDP": never, DevTools: never });
  expect(row.overFloor).toBeUndefined();
  expect(row.overBest).toBeCloseTo(120 / 650);
  expect(rowOf({ ...SPEC, target: { most: 6_000 } }, { Leapfrog: never }).met).toBe(false);
  expect(rowOf({ ...SPEC, target: { most: 30_000 } }, { Leapfrog: never }).met).toBeUndefined();
});

test("numbers that are not there are told, of those who take part", () => {
  const { DevTools, ...without } = CELLS;
  const rows = [rowOf(SPEC, { ...without, Playwright: cellOf([]) })];
  expect(missingIn([SPEC], rows, CONTESTANTS)).toEqual([
    "session_create {url} (create): no number of Playwright",
    "session_create {url} (create): no number of DevTools",
  ]);
  expect(missingIn([SPEC], rows, ["Leapfrog", "raw CDP"])).toEqual([]);
  expect(missingIn([SPEC], [], ["Leapfrog"])).toHaveLength(1);
});

test("the table is Markdown with a verdict in each row that has a target", () => {
  const never = { value: 20_000, instead: "never in 20 s" };
  const rows = [rowOf(SPEC, CELLS), rowOf({ ...SPEC, unit: "%" }, { Leapfrog: never })];
  const [head, rule, first, second] = peersTable(rows, CONTESTANTS).split("\n");
  expect(head).toContain("| Playwright MCP | Chrome DevTools MCP |");
  expect(rule).toMatch(/^\| -+ \|( -+: \|)+$/);
  expect(first).toMatch(/120 \/ 129 ±8 % .* 1\.20× .* 0\.30× .* ≤ 1\.2× raw CDP .* met \|$/);
  expect(second).toMatch(/^\| session_create \{url\}, % +\| +never in 20 s \|/);
  expect(peersTable(rows, ["Leapfrog", "raw CDP"])).not.toContain("Playwright");
});

test("rows have ids of their own, and packages of the bench are pinned and not the product's", () => {
  expect(new Set(ROW_SPECS.map(({ id }) => id)).size).toBe(ROW_SPECS.length);
  const read = (file: string) =>
    JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"));
  const product = read("package.json");
  const pins = Object.entries<string>(read("bench/package.json").dependencies);
  expect(pins.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  const shared = { ...product.dependencies, ...product.devDependencies };
  expect(pins.filter(([name]) => name in shared)).toEqual([]);
  expect(read("bench/package-lock.json").packages[""].dependencies).toEqual(
    Object.fromEntries(pins),
  );
});

test("figures go between their marks, and nothing else of a file changes", async () => {
  const folder = await mkdtemp(join(tmpdir(), "leapfrog-marks-"));
  try {
    const file = join(folder, "page.md");
    await writeFile(file, "before\n<!-- bench:peers -->\nold\n<!-- /bench:peers -->\nafter\n");
    await putInto(file, { peers: "new", brief: "unused" });
    const wanted = "before\n<!-- bench:peers -->\nnew\n<!-- /bench:peers -->\nafter\n";
    expect(await readFile(file, "utf8")).toBe(wanted);
    const other = join(folder, "other.md");
    await putInto(other, { peers: "one", brief: "two" });
    expect(await readFile(other, "utf8")).toBe("one\n\ntwo\n");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("the brief table has medians alone", () => {
  const [head, , line] = briefTable([rowOf(SPEC, CELLS)], CONTESTANTS).split("\n");
  const cells = (text = "") => text.split("|").map((cell) => cell.trim());
  expect(cells(head).slice(2, 6)).toEqual([
    "Leapfrog",
    "Playwright MCP",
    "Chrome DevTools MCP",
    "raw CDP",
  ]);
  expect(cells(line).slice(1, 6)).toEqual(["session_create {url}, ms", "120", "650", "400", "100"]);
});
