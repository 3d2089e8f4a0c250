import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { OWNER, type Proof } from "../../src/domain/grant.ts";
import { GRANT_MAKING_MS } from "../../src/domain/limits.ts";
import { digestOf } from "../../src/grants/digest.ts";
import { Identity } from "../../src/grants/identity.ts";
import { NodeSql } from "../support/node-sql.ts";

const NOW = 1_000_000;
const KEY = digestOf("a key");
const ALLOW = '{"version":"1","default":"allow"}';
const DENY = '{"version":"1","default":"deny"}';
const GRANT = {
  label: "jane",
  createdAt: NOW,
  keyDigest: KEY,
  subjects: ["access:jane@example.com", "oauth:jane"],
};
const PROOFS: readonly Proof[] = [
  { kind: "key", digest: KEY },
  { kind: "oauth", generation: 1, subject: "jane" },
  { kind: "access", subject: "jane@example.com" },
  { kind: "link" },
];

let sql: NodeSql;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  sql = new NodeSql();
});

afterEach(() => {
  vi.useRealTimers();
  sql[Symbol.dispose]();
});

function open(grantId = "ab12cd34", setting?: string): Identity {
  return new Identity(sql, grantId, setting);
}

function established(more: { expiresAt?: number; policy?: string } = {}): Identity {
  const identity = open();
  expect(identity.establish({ ...GRANT, ...more })).toBe(true);
  return identity;
}

function refusals(identity: Identity) {
  return PROOFS.map((proof) => identity.refusalOf(proof));
}

describe("the owner", () => {
  test("is there before anybody made them, and is let in by what the Worker has compared", () => {
    const owner = open(OWNER.id, DENY);
    expect(owner.ended).toBeUndefined();
    expect(owner.enter({ kind: "owner" })).toMatchObject({ ok: true, policy: { document: DENY } });
    expect(owner.enter({ kind: "link" }).ok).toBe(true);
    for (const proof of PROOFS.slice(0, 3)) expect(owner.refusalOf(proof)).toBe("unknown");
  });

  test("has the stored policy, and the deployment's once that is taken away", () => {
    const owner = open(OWNER.id, DENY);
    owner.storePolicy(ALLOW);
    expect(open(OWNER.id, DENY).policy).toMatchObject({ document: ALLOW, from: "stored" });
    owner.storePolicy(undefined);
    expect(owner.policy).toMatchObject({ document: DENY, from: "deployment" });
  });

  test("cannot be established, rotated or revoked", () => {
    const owner = open(OWNER.id);
    expect(owner.establish(GRANT)).toBe(false);
    expect(owner.rotate(KEY).ok).toBe(false);
    expect(owner.revoke().ok).toBe(false);
    expect(owner.enter({ kind: "owner" }).ok).toBe(true);
  });
});

describe("another grant", () => {
  test("that nobody made lets nobody in, and nothing makes it but establishing", () => {
    const nobody = open();
    expect(refusals(nobody)).toEqual(["unknown", "unknown", "unknown", "unknown"]);
    expect(nobody.ended).toBe("unknown");
    expect(nobody.describe()).toBeUndefined();
    expect([nobody.rotate(KEY), nobody.revoke(), nobody.storePolicy(ALLOW)]).toEqual(
      Array(3).fill({ ok: false, refusal: "unknown" }),
    );
    expect(nobody.policy).toBeUndefined();
  });

  test("lets in by its own proofs and by no others", () => {
    const grant = established();
    expect(refusals(grant)).toEqual(Array(4).fill(undefined));
    for (const proof of [
      { kind: "owner" },
      { kind: "key", digest: digestOf("another key") },
      { kind: "key", digest: "" },
      { kind: "oauth", generation: 2, subject: "jane" },
      { kind: "oauth", generation: 1, subject: "jane@example.com" },
      { kind: "access", subject: "jane" },
    ] as const) {
      expect(grant.refusalOf(proof)).toBe("unknown");
    }
  });

  test("may do nothing without a policy, and has none of the deployment", () => {
    expect(established().enter({ kind: "key", digest: KEY })).toEqual({
      ok: true,
      policy: undefined,
    });
    const withOne = open();
    withOne.storePolicy(ALLOW);
    expect(withOne.policy).toMatchObject({ document: ALLOW, revision: digestOf(ALLOW) });
  });

  test("is established once: its key is not replaced", () => {
    const grant = established();
    expect(grant.establish({ ...GRANT, keyDigest: digestOf("another key") })).toBe(false);
    expect(grant.refusalOf({ kind: "key", digest: KEY })).toBeUndefined();
  });

  test("that comes when the list may have forgotten it is not established", () => {
    const late = open();
    expect(late.establish({ ...GRANT, createdAt: NOW - GRANT_MAKING_MS - 1 })).toBe(false);
    expect(late.ended).toBe("unknown");
    expect(late.establish({ ...GRANT, createdAt: NOW - GRANT_MAKING_MS })).toBe(true);
  });

  test("ends older keys and OAuth logins by rotation, and no others", () => {
    const grant = established();
    const next = digestOf("the next key");
    expect(grant.rotate(next)).toMatchObject({
      ok: true,
      state: { generation: 2, rotatedAt: NOW },
    });
    expect(refusals(grant)).toEqual(["unknown", "unknown", undefined, undefined]);
    expect(grant.refusalOf({ kind: "key", digest: next })).toBeUndefined();
    expect(grant.refusalOf({ kind: "oauth", generation: 2, subject: "jane" })).toBeUndefined();
    expect(grant.ended).toBeUndefined();
  });

  test("is over for good once it is revoked, after a restart too", () => {
    established().revoke();
    vi.setSystemTime(NOW + 1);
    const grant = open();
    expect(grant.revoke()).toMatchObject({ ok: true, state: { revokedAt: NOW, generation: 2 } });
    expect(refusals(grant)).toEqual(["revoked", "unknown", "revoked", "revoked"]);
    expect(grant.ended).toBe("revoked");
    expect(grant.rotate(digestOf("x"))).toEqual({ ok: false, refusal: "revoked" });
    expect(grant.refusalOf({ kind: "key", digest: digestOf("x") })).toBe("unknown");
  });

  test("is over at the moment it expires", () => {
    const grant = established({ expiresAt: NOW + 10 });
    vi.setSystemTime(NOW + 9);
    expect(grant.ended).toBeUndefined();
    vi.setSystemTime(NOW + 10);
    expect(refusals(grant)).toEqual(Array(4).fill("expired"));
    expect(grant.rotate(digestOf("x"))).toEqual({ ok: false, refusal: "expired" });
  });

  test("is described without its key", () => {
    const state = established({ expiresAt: NOW + 10, policy: DENY }).describe();
    expect(state).toEqual({
      label: "jane",
      createdAt: NOW,
      expiresAt: NOW + 10,
      generation: 1,
      subjects: GRANT.subjects,
      policy: { from: "stored", revision: digestOf(DENY) },
    });
    expect(JSON.stringify(state)).not.toContain(KEY);
  });
});
