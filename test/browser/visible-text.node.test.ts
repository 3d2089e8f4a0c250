import { expect, test } from "vitest";
import { clean, cleanLines, cut } from "../../src/browser/visible-text.ts";
import { visibleBlock, visibleJson } from "../../src/domain/unseen.ts";

test.each([
  ["  a \n\t b\u00a0c  ", "a b c"],
  ["zero\u200Bwidth\u200C\u200D\uFEFF\u2060", "zerowidth"],
  ["tag\u{E0041}\u{E007F}ged", "tagged"],
  ["bi\u202Edi\u2066\u2069\u200F", "bidi"],
  ["soft\u00ADhyphen var\uFE0F\u{E0100}", "softhyphen var"],
  ["a\u0000b\u001Bc\u0085d", "a b c d"],
  ["line\u2028sep\u2029para", "line sep para"],
  ["icon \uE001\u{F0001} font", "icon font"],
  ["half \uD83D here", "half here"],
  ["می\u200Cخواهم ක්\u200Dෂ", "می\u200Cخواهم ක්\u200Dෂ"],
  ["می\u200C\u200Cخواهم", "میخواهم"],
  ["emoji 😀 and ü and 漢字 and עברית", "emoji 😀 and ü and 漢字 and עברית"],
])("clean(%j) is %j", (given, shown) => {
  expect(clean(given)).toBe(shown);
});

test("lines keep their spaces and tabs, and lose what nobody sees", () => {
  expect(cleanLines("  a\tb \r\nc\u200B\u0007\n\nd\u2028e")).toEqual(["  a\tb", "c", "", "d", "e"]);
});

test("a cut never leaves half a character", () => {
  expect(cut("ab😀c", 3)).toBe("ab");
  expect(cut("ab😀c", 4)).toBe("ab😀");
  expect(cut("abc", 5)).toBe("abc");
});

test("a value as JSON stays valid, and shows what a terminal would obey", () => {
  const value = "a\u2028b\u009Bc\u007F\u001B[31m\u200Bd\nme";
  const shown = visibleJson(JSON.stringify(value));
  expect(shown).toBe('"a\\u2028b\\u009bc\\u007f\\u001b[31md\\nme"');
  expect(JSON.parse(shown)).toBe(value.replace("\u200B", ""));
});

test("an order to a terminal without an end takes no text with it", () => {
  expect(visibleBlock("\u201cHi\u009d he said</p><button>Buy</button>")).toBe(
    "\u201cHi  he said</p><button>Buy</button>",
  );
  expect(visibleBlock("a\u001b]0;title\u0007b\u001b]8;;c")).toBe("ab8;;c");
});
