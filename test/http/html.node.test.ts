import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exactText } from "../../src/domain/unseen.ts";
import { escapeHtml, html } from "../../src/http/pages/html.ts";

const NAMES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
};

describe("escaped text", () => {
  test("can neither open nor close anything, and reads back as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
        const back = escaped.replace(/&([^;]+);/g, (_, name: string) => NAMES[name] ?? "?");
        expect(back).toBe(text);
      }),
    );
  });

  test("is what a page's parts become, however deep, unless they are markup", () => {
    const nested = html`<b title="${'"><i>'}">${["<a>", 1, undefined, [html`<u>${"<"}</u>`]]}</b>`;
    expect(nested.text).toBe('<b title="&quot;&gt;&lt;i&gt;">&lt;a&gt;1<u>&lt;</u></b>');
  });

  test("nothing that only looks like markup passes for it", () => {
    const fake: unknown = { text: "<script>" };
    const part = JSON.parse(JSON.stringify([fake]));
    expect(() => html`${part}`.text).toThrow();
  });
});

describe("JSON for whoever has to judge it", () => {
  const SEEN = /^[\n\P{C}]*$/u;
  const HIDDEN = /[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029\u00a0\u3164]/u;

  test("means the same, and hides nothing", () => {
    const value = fc.dictionary(
      fc.string({ unit: "binary" }),
      fc.oneof(fc.string({ unit: "binary" }), fc.double({ noNaN: true, noDefaultInfinity: true })),
    );
    fc.assert(
      fc.property(value, (given) => {
        const plain = JSON.stringify(given, undefined, 2);
        const exact = exactText(plain);
        expect(JSON.stringify(JSON.parse(exact), undefined, 2)).toBe(plain);
        expect(exact).toMatch(SEEN);
        expect(exact).not.toMatch(HIDDEN);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["\u202eabc", "\\u202eabc"],
    ["a\u200bb", "a\\u200bb"],
    ["\u{e0041}", "\\udb40\\udc41"],
    ["a\u00a0b", "a\\u00a0b"],
    ["\u3164", "\\u3164"],
    ["é 漢字 \u{1f600}", "é 漢字 \u{1f600}"],
  ])("%j becomes %j", (text, exact) => {
    expect(exactText(JSON.stringify(text))).toBe(`"${exact}"`);
  });
});
