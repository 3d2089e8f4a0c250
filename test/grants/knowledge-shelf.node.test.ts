import { afterEach, beforeEach, expect, test } from "vitest";
import { medianLoad, type Visit } from "../../src/domain/site-knowledge.ts";
import { KnowledgeShelf } from "../../src/grants/knowledge-shelf.ts";
import { NodeSql } from "../support/node-sql.ts";

let sql: NodeSql;
let shelf: KnowledgeShelf;

beforeEach(() => {
  sql = new NodeSql();
  shelf = new KnowledgeShelf(sql, (work) => work());
});

afterEach(() => sql[Symbol.dispose]?.());

function visit(at: number, more: Partial<Visit> = {}): Visit {
  return { at, loadMs: 100, waits: ["domcontentloaded"], isEmpty: false, endpoints: [], ...more };
}

test("of 600 sites those visited longest ago are gone", () => {
  for (let at = 0; at < 600; at++) shelf.note(`site${at}.example`, visit(at));
  shelf.note("site100.example", visit(700));
  const sites = shelf.list().map(({ site }) => site);
  expect(sites).toHaveLength(500);
  expect(sites[0]).toBe("site100.example");
  expect(sites).toContain("site599.example");
  expect(sites).not.toContain("site99.example");
  expect(shelf.find("site100.example")?.visits).toBe(2);
});

test("what is kept of one site is bounded, however often it is visited", () => {
  for (let at = 0; at < 1_000; at++) {
    const endpoints = [`GET https://a.example/${at}/${"x".repeat(1_000)}`];
    shelf.note(
      "a.example",
      visit(at, { loadMs: at, kind: `kind${at}`, blocked: "429", endpoints }),
    );
  }
  const known = shelf.find("a.example");
  expect(known?.visits).toBe(1_000);
  expect(known && medianLoad(known)).toBe(990);
  expect(known?.blocks).toHaveLength(5);
  expect(Object.keys(known?.kinds ?? {}).length).toBeLessThanOrEqual(18);
  expect(JSON.stringify(known).length).toBeLessThan(8_000);
});

test("that a site fills slowly is forgotten when it does not any more", () => {
  for (let at = 0; at < 3; at++) {
    shelf.note("a.example", visit(at, { waits: ["domcontentloaded", "content"] }));
  }
  expect(shelf.find("a.example")?.slowFills).toBe(3);
  for (let at = 3; at < 6; at++) shelf.note("a.example", visit(at));
  expect(shelf.find("a.example")?.slowFills).toBe(0);
});

test("one site is forgotten, or all", () => {
  for (const site of ["a.example", "b.example", "c.example"]) shelf.note(site, visit(1));
  expect(shelf.forget("a.example")).toBe(1);
  expect(shelf.forget("a.example")).toBe(0);
  expect(shelf.forget(undefined)).toBe(2);
  expect(shelf.list()).toEqual([]);
});
