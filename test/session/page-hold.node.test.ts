import { expect, test } from "vitest";
import type { HumanRequest } from "../../src/domain/live.ts";
import { PageHold } from "../../src/session/page-hold.ts";

const REQUEST = { id: "hum_abcdefghijkl", reason: "x", askedAt: 0, expiresAt: 1 };

test("the agent has the page until a person takes it, and again when they give it back", () => {
  const hold = new PageHold(() => undefined);
  expect(() => hold.refuse()).not.toThrow();
  hold.take("a", "admin");
  expect(hold.holder).toBe("admin");
  expect(() => hold.refuse()).toThrow(/^not_actionable: a person has the page; nothing was done\./);
  expect(() => hold.refuse(true)).toThrow(/what came before that was done/);
  expect(hold.give("b")).toBe(false);
  expect(hold.give("a")).toBe(true);
  expect(hold.isHeld).toBe(false);
});

test("another person may take it over, and the first has it no more", () => {
  const hold = new PageHold(() => undefined);
  hold.take("a", "a person with a code");
  hold.take("b", "admin");
  expect(hold.give("a")).toBe(false);
  expect(hold.holder).toBe("admin");
});

test("what waits for a person holds it, and is named to whoever is refused", () => {
  let request: HumanRequest | undefined = REQUEST;
  const hold = new PageHold(() => request);
  expect(() => hold.refuse()).toThrow(/with requestId hum_abcdefghijkl to wait/);
  request = undefined;
  expect(() => hold.refuse()).not.toThrow();
});
