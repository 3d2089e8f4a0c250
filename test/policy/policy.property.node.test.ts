import fc from "fast-check";
import { expect, test } from "vitest";
import { type Decision, decide } from "../../src/policy/decide.ts";
import type { Call } from "../../src/policy/facts.ts";
import { parsePolicy } from "../../src/policy/parse-policy.ts";
import type { Document, Entry } from "./plain-document.ts";
import { calls, documents, refusals } from "./random-policies.ts";
import { interpret } from "./reference-interpreter.ts";

/** A decision in the words of the reference. */
function plain(decision: Decision) {
  if (decision.kind === "hidden") return { kind: "hidden" };
  if (decision.kind === "deny") return { kind: "deny", rule: decision.rule };
  const charges = Object.fromEntries(
    decision.charges.map(({ scope, counter, rule, max, increment, windowMs }) => [
      `${scope} ${counter}`.replace(/~1/g, "/"),
      { rule, max, increment, windowMs },
    ]),
  );
  if (decision.kind === "allow") return { kind: "allow", charges };
  const { rule, timeoutSeconds: timeout } = decision;
  return { kind: "require_approval", rule, timeout, charges };
}

function decided(document: Document, call: Call): Decision | undefined {
  const parsed = parsePolicy(document);
  return parsed.ok ? decide(parsed.policy, call) : undefined;
}

test("the reference decides every call alike", () => {
  const seen = new Map<string, number>();
  let valid = 0;
  const runs = 20_000;
  fc.assert(
    fc.property(documents, calls, (document, call) => {
      const decision = decided(document, call);
      if (decision === undefined) return;
      valid++;
      const ours = plain(decision);
      expect(ours).toEqual(interpret(document, call));
      const where =
        "rule" in ours
          ? (/require|deny_if|\(.*\)|limit/.exec(`${ours.rule}`)?.[0] ?? "action")
          : "";
      seen.set(`${ours.kind} ${where}`, (seen.get(`${ours.kind} ${where}`) ?? 0) + 1);
    }),
    { numRuns: runs },
  );
  // A comparison of what never happens proves nothing.
  expect(valid).toBeGreaterThan(runs * 0.7);
  expect(Object.fromEntries(seen)).toEqual({
    "allow ": expect.any(Number),
    "hidden ": expect.any(Number),
    "require_approval action": expect.any(Number),
    "deny (default deny)": expect.any(Number),
    "deny (tainted)": expect.any(Number),
    "deny action": expect.any(Number),
    "deny deny_if": expect.any(Number),
    "deny require": expect.any(Number),
    "deny limit": expect.any(Number),
  });
  for (const count of seen.values()) expect(count).toBeGreaterThan(runs / 1_000);
});

const RANK = { hidden: 0, deny: 0, require_approval: 1, allow: 2 } as const;

interface Refusal {
  hide?: string;
  key?: string;
  capability?: string;
  action?: string;
  deny_if?: unknown;
  require?: unknown;
}

/** Adds to the rule that is there; one that is new must be an action, since `{}` permits by itself. */
function withRefusal(document: Document, refusal: Refusal): Document | undefined {
  const more = structuredClone(document);
  const { hide, key, capability } = refusal;
  if (hide !== undefined) {
    return { ...more, hide: [...new Set([...(more.hide ?? []), hide])] };
  }
  const part = capability === undefined ? "tools" : "capabilities";
  const name = capability ?? key ?? "";
  const entries = { ...more[part] };
  const isStarred = capability !== undefined || name.endsWith("*");
  const there = entries[name];
  if (there === undefined && !isStarred && refusal.action === undefined) return undefined;
  entries[name] = withRule(there ?? {}, refusal);
  return { ...more, [part]: entries };
}

function withRule(there: Entry, { action, deny_if, require }: Refusal): Entry {
  if (action !== undefined) {
    const { when: _, approval: __, ...rest } = there;
    return { ...rest, action };
  }
  const clause = (conditions: unknown) => [{ conditions }] as NonNullable<Entry["deny_if"]>;
  if (deny_if !== undefined) {
    return { ...there, deny_if: [...(there.deny_if ?? []), ...clause(deny_if)] };
  }
  return { ...there, require: [...(there.require ?? []), ...clause(require)] };
}

test("a refusal that is added never lets more through", () => {
  let narrowed = 0;
  fc.assert(
    fc.property(documents, calls, refusals, (document, call, refusal) => {
      const before = decided(document, call);
      const more = withRefusal(document, refusal);
      const after = more && decided(more, call);
      if (before === undefined || after === undefined) return;
      expect(RANK[after.kind]).toBeLessThanOrEqual(RANK[before.kind]);
      if (RANK[after.kind] < RANK[before.kind]) narrowed++;
    }),
    { numRuns: 10_000 },
  );
  expect(narrowed).toBeGreaterThan(100);
});

test("no document makes the reader throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), damaged()), (document) => {
      const parsed = parsePolicy(document);
      if (parsed.ok) return;
      for (const { pointer, message } of parsed.errors) {
        expect(pointer).toMatch(/^(\/|$)/);
        expect(message.length).toBeGreaterThan(10);
      }
      expect(parsed.errors).not.toEqual([]);
    }),
    { numRuns: 3_000 },
  );
});

/** A document in which one part, anywhere, was put in place of another. */
function damaged() {
  return fc.tuple(documents, fc.jsonValue(), fc.nat()).map(([document, junk, at]) => {
    let count = 0;
    const text = JSON.stringify(document);
    const parts = text.match(/:/g)?.length ?? 1;
    return JSON.parse(text, (_, value) => (count++ === at % parts ? junk : value));
  });
}
