import { expect, test } from "vitest";
import { MAX_SECRETS } from "../../src/domain/secret.ts";
import { SecretShelf } from "../../src/grants/secret-shelf.ts";
import { NodeSql } from "../support/node-sql.ts";

const KEY = btoa("k".repeat(32));
const NEW_KEY = btoa("n".repeat(32));
const ORIGINS = ["https://shop.example"];
const caller = { grantId: "g", requestId: "r" };
const use = { caller, sessionId: "s_aaaaaa", name: "PIN", origin: "https://shop.example" };

function shelf(
  sql: NodeSql,
  keys: { rootKey?: string; oldRootKey?: string } = { rootKey: KEY },
  grantId = "g",
  deployed: { name: string; value: string; origins: string[] }[] = [],
) {
  const rows: Record<string, unknown>[] = [];
  const audit = { append: (row: Record<string, unknown>) => rows.push(row) };
  const atOnce = <T>(work: () => T) => sql.transaction(work);
  return { rows, shelf: new SecretShelf({ sql, keys, grantId, deployed, audit, atOnce }) };
}

const secret = { name: "PIN", value: "very secret value", origins: ORIGINS };

test("values are sealed, listed never, opened for the grant alone", async () => {
  using sql = new NodeSql();
  const { shelf: own, rows } = shelf(sql);
  expect(await own.put(secret)).toBe("made");
  expect(await own.put(secret)).toBe("replaced");
  const stored = JSON.stringify(
    [...sql.exec("SELECT * FROM secrets")].map((row) => ({
      ...row,
      sealed: String(new TextDecoder("latin1").decode(row.sealed as ArrayBuffer)),
    })),
  );
  expect(stored).not.toContain("very secret");
  const [listed] = await own.list();
  expect(listed).toMatchObject({ name: "PIN", origins: ORIGINS, from: "admin", opens: true });
  expect(JSON.stringify([listed, rows])).not.toContain("very secret");
  expect(await own.open([])).toEqual([secret]);
  // The same bytes under another grant, or another name, stay closed.
  expect(await shelf(sql, { rootKey: KEY }, "h").shelf.open([])).toEqual([]);
  sql.exec("UPDATE secrets SET name = 'OTHER'");
  expect(await own.open([])).toEqual([]);
  await expect(own.open(["OTHER"])).rejects.toThrow(/^unsupported: Secret OTHER cannot be opened/);
});

test("a value is given out for its origins, once that stands in the audit", async () => {
  using sql = new NodeSql();
  const { shelf: own, rows } = shelf(sql);
  await own.put(secret);
  expect(await own.take(use)).toBe("very secret value");
  expect(rows.at(-1)).toMatchObject({
    event: "secret_typed",
    secret: "PIN",
    origin: "https://shop.example",
    text: "secret PIN typed at https://shop.example",
    session: "s_aaaaaa",
    request: "r",
  });
  const count = rows.length;
  await expect(own.take({ ...use, origin: "https://evil.example" })).rejects.toThrow(
    /policy_denied/,
  );
  await expect(own.take({ ...use, name: "NONE" })).rejects.toThrow(/not_found/);
  expect(rows).toHaveLength(count);
  expect(own.remove("PIN")).toBe("deleted");
  expect(own.remove("PIN")).toBe("unknown");
});

test("after a change of the key the one before still opens, until all is sealed anew", async () => {
  using sql = new NodeSql();
  await shelf(sql).shelf.put(secret);
  const between = shelf(sql, { rootKey: NEW_KEY, oldRootKey: KEY }).shelf;
  expect(await between.open(["PIN"])).toEqual([secret]);
  const closed = shelf(sql, { rootKey: NEW_KEY }).shelf;
  expect(await closed.open([])).toEqual([]);
  expect((await closed.list())[0]?.opens).toBe(false);
  expect(await closed.reseal()).toEqual({ resealed: 0, current: 0, unreadable: 1 });
  expect(await between.reseal()).toEqual({ resealed: 1, current: 0, unreadable: 0 });
  expect(await closed.open(["PIN"])).toEqual([secret]);
  expect(await between.reseal()).toEqual({ resealed: 0, current: 1, unreadable: 0 });
});

test("those of the deployment go first, are written nowhere and cannot be changed here", async () => {
  using sql = new NodeSql();
  await shelf(sql).shelf.put(secret);
  const deployed = [{ name: "PIN", value: "from the settings", origins: ORIGINS }];
  const own = shelf(sql, {}, "g", deployed).shelf;
  expect(await own.open(["PIN"])).toEqual(deployed);
  expect((await own.list()).map(({ from }) => from)).toEqual(["deployment"]);
  expect(own.remove("PIN")).toBe("deployment");
  expect(await own.take(use)).toBe("from the settings");
  await expect(own.put({ ...secret, name: "X" })).rejects.toThrow(/LEAPFROG_KEY/);
});

test("there is room for so many and no more", async () => {
  using sql = new NodeSql();
  const own = shelf(sql).shelf;
  for (let at = 0; at < MAX_SECRETS; at++) {
    expect(await own.put({ ...secret, name: `S${at}` })).toBe("made");
  }
  expect(await own.put({ ...secret, name: "MORE" })).toBe("full");
  expect(await own.put({ ...secret, name: "S1", value: "x".repeat(4_096) })).toBe("replaced");
});
