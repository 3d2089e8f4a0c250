import { expect, test } from "vitest";
import { KeptTexts, type TextSource } from "../../src/browser/kept-texts.ts";

const source = (more: Partial<TextSource> = {}): TextSource => ({
  targetId: "tab",
  worldId: "document",
  tool: "snapshot",
  args: "{}",
  ...more,
});

test("a text is found by what it is of, and by nothing else", () => {
  const texts = new KeptTexts();
  texts.keep(source(), "0123456789", 4);
  expect(texts.find(source(), 4)).toMatchObject({ text: "0123456789", from: 0, total: 10 });
  for (const other of [{ targetId: "t" }, { worldId: "d" }, { tool: "extract" }, { args: "1" }]) {
    expect(texts.find(source(other), 4), JSON.stringify(other)).toBeUndefined();
  }
});

test("another text of the same tool and tab takes its place, one of another does not", () => {
  const texts = new KeptTexts();
  texts.keep(source(), "first", 1);
  texts.keep(source({ tool: "extract" }), "second", 1);
  texts.keep(source({ targetId: "other" }), "third", 1);
  expect(texts.find(source(), 1)?.text).toBe("first");
  texts.keep(source({ args: "1" }), "fourth", 1);
  expect(texts.find(source(), 1)).toBeUndefined();
  expect(texts.find(source({ args: "1" }), 1)?.text).toBe("fourth");
});

test("what was read anew or is of a document that is gone is dropped", () => {
  const texts = new KeptTexts();
  texts.keep(source(), "first", 1);
  texts.drop(source({ args: "1" }));
  texts.prune(new Set(["document"]));
  expect(texts.find(source(), 1)?.text).toBe("first");
  texts.drop(source());
  expect(texts.find(source(), 1)).toBeUndefined();
  texts.keep(source(), "first", 1);
  texts.prune(new Set(["next"]));
  expect(texts.find(source(), 1)).toBeUndefined();
});

test("no more than a million characters are kept, the newest first", () => {
  const texts = new KeptTexts();
  texts.keep(source({ targetId: "a" }), "a".repeat(600_000), 10);
  texts.keep(source({ targetId: "b" }), "b".repeat(300_000), 10);
  texts.keep(source({ targetId: "c" }), "c".repeat(300_000), 10);
  expect(texts.find(source({ targetId: "a" }), 10)).toBeUndefined();
  expect(texts.find(source({ targetId: "b" }), 10)?.total).toBe(300_000);
  expect(texts.find(source({ targetId: "c" }), 10)?.total).toBe(300_000);
});

test("of a longer text what comes next is kept, as much as there is room for", () => {
  const texts = new KeptTexts();
  texts.keep(source(), `${"x".repeat(500)}${"y".repeat(2_000_000)}`, 500);
  expect(texts.find(source(), 400)).toBeUndefined();
  expect(texts.find(source(), 500)).toMatchObject({ from: 500, total: 2_000_500 });
  expect(texts.find(source(), 1_000_500)).toBeUndefined();
  texts.keep(source(), `x${"😀".repeat(800_000)}`, 3);
  expect(texts.find(source(), 3)?.text.isWellFormed()).toBe(true);
});
