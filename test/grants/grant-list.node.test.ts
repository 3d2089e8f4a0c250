import { afterEach, beforeEach, expect, test } from "vitest";
import { GrantList, MAX_GRANTS } from "../../src/grants/grant-list.ts";
import { NodeSql } from "../support/node-sql.ts";

let sql: NodeSql;
let list: GrantList;

beforeEach(() => {
  sql = new NodeSql();
  list = new GrantList(sql);
});

afterEach(() => sql[Symbol.dispose]());

function add(label: string, subjects: readonly string[] = [], now = 1): string {
  const added = list.add(label, subjects, now);
  if (added.kind !== "added") throw new Error(added.kind);
  return added.id;
}

test("grants are listed in the order in which they were made, after a restart too", () => {
  const second = add("b", [], 2);
  const first = add("a", [], 1);
  expect(first).toMatch(/^[a-z0-9]{8}$/);
  expect(new GrantList(sql).all()).toEqual([
    { id: first, label: "a", createdAt: 1 },
    { id: second, label: "b", createdAt: 2 },
  ]);
  expect(list.find(second)?.label).toBe("b");
  expect(list.find("nobody00")).toBeUndefined();
});

test("a login leads to one grant, until that is revoked", () => {
  const first = add("a", ["access:jane", "oauth:jane"]);
  const refused = list.add("b", ["access:john", "oauth:jane"], 2);
  expect(refused).toEqual({ kind: "taken", subject: "oauth:jane", grantId: first });
  expect(list.grantOf("access:jane")).toBe(first);
  expect(list.grantOf("access:john")).toBeUndefined();
  expect(list.all()).toHaveLength(1);

  list.revoke(first, 3);

  expect(list.grantOf("access:jane")).toBeUndefined();
  expect(list.find(first)).toMatchObject({ revokedAt: 3 });
  const second = add("b", ["access:jane"]);
  expect(list.grantOf("access:jane")).toBe(second);
});

test("a full list takes a new grant only in place of one that is revoked, the first of them", () => {
  const ids = Array.from({ length: MAX_GRANTS }, (_, index) => add(`grant ${index}`, [], index));
  expect(list.add("one more", [], 9_999)).toEqual({ kind: "full", limit: MAX_GRANTS });
  list.revoke(ids[7] ?? "", 20);
  list.revoke(ids[3] ?? "", 30);

  const id = add("one more", [], 9_999);

  expect(list.all()).toHaveLength(MAX_GRANTS);
  expect(list.find(id)?.label).toBe("one more");
  expect(list.find(ids[7] ?? "")).toBeUndefined();
  expect(list.find(ids[3] ?? "")).toBeDefined();
});

test("what is forgotten leaves no login behind", () => {
  const id = add("a", ["access:jane"]);
  list.forget(id);
  expect(list.all()).toEqual([]);
  expect(list.grantOf("access:jane")).toBeUndefined();
});
