import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PROFILE_MS } from "../../src/domain/limits.ts";
import type { ProfileState } from "../../src/domain/profile.ts";
import type { SealingKeys } from "../../src/domain/sealer.ts";
import { ProfileShelf } from "../../src/grants/profile-shelf.ts";
import { NodeSql } from "../support/node-sql.ts";

const KEY = randomBytes(32).toString("base64");
const OTHER_KEY = randomBytes(32).toString("base64");
const SECRET = "the-value-of-a-session-cookie";

let sql: NodeSql;

beforeEach(() => {
  sql = new NodeSql();
});

afterEach(() => {
  sql[Symbol.dispose]();
  vi.useRealTimers();
});

function shelf(keys: SealingKeys = { rootKey: KEY }, grantId = "owner"): ProfileShelf {
  return new ProfileShelf({ sql, keys, grantId, atOnce: (work) => sql.transaction(work) });
}

function stateOf(value = SECRET): ProfileState {
  const cookie = { name: "sid", value, domain: "shop.example", path: "/", httpOnly: true };
  const origin = { origin: "https://shop.example", entries: [{ name: "token", value }] };
  return { cookies: [cookie], origins: [origin] };
}

/** Everything in the database, as text. */
function allStored(): string {
  const rows = ["profiles", "profile_chunks"].flatMap((table) => [
    ...sql.exec(`SELECT * FROM ${table}`),
  ]);
  return rows
    .flatMap((row) => Object.values(row))
    .map((value) => (value instanceof ArrayBuffer ? Buffer.from(value).toString("latin1") : value))
    .join("\n");
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "ok",
    (error: { failure?: { code: string; what: string; next: string } }) =>
      `${error.failure?.code}: ${error.failure?.what} ${error.failure?.next}`,
  );
}

test("what is saved is loaded again, and nothing of it stands in the database", async () => {
  const saved = await shelf().save("shop", ["shop.example"], stateOf());
  expect(saved.before).toBeUndefined();
  expect(saved.profile).toMatchObject({ name: "shop", cookies: 1, origins: 1, opens: true });
  const { profile, state } = await shelf().load("shop");
  expect(state).toEqual(stateOf());
  expect(profile.hosts).toEqual(["shop.example"]);
  expect(allStored()).toContain("shop.example");
  for (const secret of [SECRET, "sid", "token"]) expect(allStored()).not.toContain(secret);
});

test("the list tells no value, and what was replaced", async () => {
  await shelf().save("b", ["b.example"], stateOf());
  await shelf().save("a", ["a.example"], stateOf());
  const { before } = await shelf().save("b", ["c.example"], stateOf("another"));
  expect(before).toMatchObject({ hosts: ["b.example"] });
  const list = await shelf().list();
  expect(list.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(JSON.stringify(list)).not.toMatch(/value|sid|token|another/);
});

describe("bytes in another place", () => {
  test("do not open under another name", async () => {
    await shelf().save("one", ["shop.example"], stateOf());
    await shelf().save("two", ["shop.example"], stateOf("other"));
    sql.exec("DELETE FROM profile_chunks WHERE name = ?", "two");
    sql.exec("UPDATE profile_chunks SET name = ? WHERE name = ?", "two", "one");
    expect(await codeOf(shelf().load("two"))).toMatch(/^unsupported: Profile two cannot be opened/);
  });

  test("do not open for another grant", async () => {
    await shelf().save("one", ["shop.example"], stateOf());
    expect(await codeOf(shelf({ rootKey: KEY }, "g2").load("one"))).toMatch(/^unsupported/);
  });
});

describe("keys", () => {
  test("without one nothing is kept, and the failure names the setting", async () => {
    const bare = shelf({});
    for (const work of [
      bare.list(),
      bare.load("x"),
      bare.save("x", [], stateOf()),
      bare.remove("x"),
      bare.reseal(),
    ]) {
      expect(await codeOf(work)).toMatch(/^unsupported: .*LEAPFROG_KEY/);
    }
    expect(allStored()).toBe("");
  });

  test("another one does not open it, says what to do, and lets it be deleted", async () => {
    await shelf().save("shop", ["shop.example"], stateOf());
    const later = shelf({ rootKey: OTHER_KEY });
    expect(await later.list()).toMatchObject([{ name: "shop", opens: false }]);
    expect(await codeOf(later.load("shop"))).toMatch(
      /^unsupported: .*LEAPFROG_KEY.*LEAPFROG_OLD_KEY/,
    );
    await later.remove("shop");
    expect(await later.list()).toEqual([]);
  });

  test("the one before opens, until everything is sealed anew", async () => {
    await shelf().save("shop", ["shop.example"], stateOf());
    const rotating = shelf({ rootKey: OTHER_KEY, oldRootKey: KEY });
    const [before] = await rotating.list();
    expect((await rotating.load("shop")).state).toEqual(stateOf());
    expect(await rotating.reseal()).toEqual({ resealed: 1, current: 0, unreadable: 0 });
    expect(await rotating.reseal()).toEqual({ resealed: 0, current: 1, unreadable: 0 });
    const after = shelf({ rootKey: OTHER_KEY });
    expect((await after.load("shop")).state).toEqual(stateOf());
    expect(await after.list()).toEqual([before]);
    expect(await shelf().list()).toMatchObject([{ opens: false }]);
  });

  test("what no key opens is counted and left as it is", async () => {
    await shelf().save("shop", ["shop.example"], stateOf());
    const lost = shelf({ rootKey: OTHER_KEY });
    expect(await lost.reseal()).toEqual({ resealed: 0, current: 0, unreadable: 1 });
    expect((await shelf().load("shop")).state).toEqual(stateOf());
  });
});

describe("bounds", () => {
  test("a profile has at most 2 MiB, in as many rows as it takes", async () => {
    await shelf().save("large", ["shop.example"], stateOf("x".repeat(900_000)));
    expect((await shelf().load("large")).state).toEqual(stateOf("x".repeat(900_000)));
    expect([...sql.exec("SELECT number FROM profile_chunks")]).toHaveLength(2);
    expect(
      await codeOf(shelf().save("huge", ["a.example"], stateOf("x".repeat(1_100_000)))),
    ).toMatch(/^too_large: .*nothing was saved/);
  });

  test("a hundred names, and any of them saved again", async () => {
    for (let index = 0; index < 100; index++) {
      await shelf().save(`p${index}`, ["shop.example"], stateOf());
    }
    expect(await codeOf(shelf().save("one-more", ["shop.example"], stateOf()))).toMatch(
      /^rate_limited: .*100 profiles.*profile_delete/,
    );
    await shelf().save("p7", ["shop.example"], stateOf("new"));
    await shelf().remove("p8");
    await shelf().save("one-more", ["shop.example"], stateOf());
    expect(await shelf().list()).toHaveLength(100);
  });

  test("50 MiB in all", async () => {
    const large = stateOf("x".repeat(1_000_000));
    for (let index = 0; index < 26; index++) await shelf().save(`p${index}`, ["a.example"], large);
    expect(await codeOf(shelf().save("more", ["a.example"], large))).toMatch(/^rate_limited/);
  });

  test("90 days, renewed by saving, and no day by sealing anew", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const start = Date.now();
    await shelf().save("shop", ["shop.example"], stateOf());
    expect(shelf().dueAt()).toBe(start + PROFILE_MS);
    vi.setSystemTime(start + PROFILE_MS - 1);
    await shelf().save("shop", ["shop.example"], stateOf());
    vi.setSystemTime(start + PROFILE_MS + 1);
    await shelf({ rootKey: OTHER_KEY, oldRootKey: KEY }).reseal();
    expect(await shelf().list()).toHaveLength(1);
    vi.setSystemTime(start + 2 * PROFILE_MS);
    expect(await codeOf(shelf().load("shop"))).toMatch(/^not_found/);
    await shelf().sweep();
    expect(allStored()).toBe("");
    expect(shelf().dueAt()).toBeUndefined();
  });
});
