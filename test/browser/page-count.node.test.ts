import { expect, test } from "vitest";
import { PageCount } from "../../src/browser/page-count.ts";

const FILE =
  "%PDF-1.4\n<</Type /Pages /Count 3>>\n<</Type /Page /A 1>><</Type/Page>>\xff\x80 /Type\n/PageMode /Type /Page";

test.each([1, 2, 3, 7, 10, 11, 40, 1000])("pages are counted in parts of %i bytes", (size) => {
  const bytes = Uint8Array.from(FILE, (character) => character.charCodeAt(0));
  const count = new PageCount();
  for (let from = 0; from < bytes.length; from += size) {
    count.add(bytes.slice(from, from + size), from + size >= bytes.length);
  }
  expect(count.pages).toBe(3);
});

test("an end without bytes ends a word too", () => {
  const count = new PageCount();
  count.add(new TextEncoder().encode("/Type /Page"), false);
  expect(count.pages).toBe(0);
  count.add(new Uint8Array(), true);
  expect(count.pages).toBe(1);
});
