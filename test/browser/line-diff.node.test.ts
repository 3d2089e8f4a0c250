import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines, focusedLine } from "../../src/browser/line-diff.ts";

test.for([
  ["no change", ["h1 a", "text: b"], ["h1 a", "text: b"], []],
  ["a new line", ["text: a"], ["text: a", "alert: saved"], ["+ alert: saved"]],
  ["a line that went", ["text: a", "text: b"], ["text: b"], ["- text: a"]],
  [
    "a value",
    ['@e1 textbox "N"'],
    ['@e1 textbox "N" value="x"'],
    ['~ @e1 textbox "N" → value="x"'],
  ],
  [
    "words inside quotes",
    ['@e1 textbox "N" value="Hello"'],
    ['@e1 textbox "N" value="Hello you"'],
    ['~ @e1 textbox "N" value="Hello" → value="Hello you"'],
  ],
  [
    "all marks where one went",
    ['@e1 checkbox "A" [checked] [required]'],
    ['@e1 checkbox "A" [required]'],
    ['~ @e1 checkbox "A" [checked] [required] → [required]'],
  ],
  [
    "all marks where one came",
    ['@e1 button "A" [expanded]'],
    ['@e1 button "A" [expanded] [disabled]'],
    ['~ @e1 button "A" [expanded] → [expanded] [disabled]'],
  ],
  [
    "the whole line where the last mark went",
    ['@e1 checkbox "A" [checked]'],
    ['@e1 checkbox "A"'],
    ['~ @e1 checkbox "A" [checked] → @e1 checkbox "A"'],
  ],
  ["a text", ["text: 1 item"], ["text: 2 items"], ["~ text: 1 item → 2 items"]],
  ["indentation alone", ["  text: a"], ["    text: a"], []],
  [
    "focus alone",
    ['@e1 button "A" [focused]', '@e2 button "B"'],
    ['@e1 button "A"', '@e2 button "B" [focused]'],
    [],
  ],
  [
    "another element in the same place",
    ['@e1 button "A"'],
    ['@e2 button "A"'],
    ['~ @e1 → @e2 button "A"'],
  ],
  [
    "equal lines paired one by one",
    ["text: a", "text: a", "text: a"],
    ["text: b", "text: b"],
    ["~ text: a → b", "~ text: a → b", "- text: a"],
  ],
] as const)("shows %s", ([, before, after, changes]) => {
  expect(diffLines(before, after)).toEqual(changes);
});

test("rows that stand in another order are said to have moved, and nothing else", () => {
  const rows = ["row: Apples | 3 kg", "row: Bananas | 1 kg", "row: Cherries | 9 kg"];
  const sorted = [...rows].reverse();
  const changes = diffLines(["h1 List", ...rows], ["h1 List", ...sorted]);
  expect(changes).toHaveLength(2);
  for (const change of changes) expect(change).toMatch(/^~ moved: row: \w+ \| \d kg$/);
});

test("what moved is told once, and so is a control that changed with it", () => {
  const before = ['@e1 button "A"', "text: one", '@e2 button "B"', "text: two"];
  const after = ['@e2 button "B" [pressed]', "text: one", '@e1 button "A"', "text: two"];
  expect(diffLines(before, after).sort()).toEqual([
    '~ @e2 button "B" → [pressed]',
    '~ moved: @e1 button "A"',
    "~ moved: text: one",
  ]);
});

test("short words that change places are read as what they say", () => {
  const list = (...stock: string[]) =>
    stock.flatMap((word, at) => [`@e${at + 1} link "Item ${at + 1}"`, `text: ${word}`]);
  expect(diffLines(list("In stock", "Sold out"), list("Sold out", "In stock"))).toEqual([
    "~ text: In stock → Sold out",
    "~ text: Sold out → In stock",
  ]);
});

test("of lines that read alike the place is told", () => {
  const list = (...stock: string[]) =>
    stock.flatMap((word, at) => [`@e${at + 1} link "Item ${at + 1}"`, `text: ${word}`]);
  const now = list("In stock", "Sold out", "In stock");
  expect(diffLines(list("In stock", "In stock", "In stock"), now)).toEqual([
    '~ text: In stock → Sold out (after @e2 link "Item 2")',
  ]);
});

test("many equal changes are counted", () => {
  expect(diffLines(["h1 a"], ["h1 a", ...Array(5).fill("text: b")])).toEqual([
    "+ text: b (after h1 a) (5 times)",
  ]);
});

test("what was replaced by more lines is not paired with words unlike it", () => {
  expect(diffLines(["text: 3 items", "text: Loading"], ["text: New!", "text: 4 items"])).toEqual([
    "~ text: 3 items → New!",
    "~ text: Loading → 4 items",
  ]);
  const more = ["text: New!", "text: 4 items", "text: Total $5"];
  expect(diffLines(["text: 3 items"], more)).toEqual([
    "~ text: 3 items → 4 items",
    "+ text: New!",
    "+ text: Total $5",
  ]);
});

test("of a long text only the words that changed are shown, and where", () => {
  const text = (day: string) =>
    `text: Thank you for your order, which we have passed on to the carrier. Your parcel arrives on ${day} between nine and twelve in the morning, if nobody delays it`;
  expect(diffLines([text("Monday")], [text("Tuesday")])).toEqual([
    "~ text: … parcel arrives on Monday between nine and … → … on Tuesday between …",
  ]);
  const field = (value: string) => `@e5 textbox "Notes" value="${"word ".repeat(40)}${value}"`;
  expect(diffLines([field("old")], [field("new")])).toEqual([
    '~ @e5 textbox … word word word old" → … word new"',
  ]);
});

test("hundreds of changes on a large page are told one by one", () => {
  const page = (word: (at: number) => string) =>
    Array.from({ length: 2_000 }, (_, at) => [`@e${at} link "Item ${at}"`, `text: ${word(at)}`]);
  const before = page((at) => `price ${at}`).flat();
  const after = page((at) => (at % 4 === 0 ? `price ${at} now` : `price ${at}`)).flat();
  const changes = diffLines(before, after);
  expect(changes).toHaveLength(500);
  expect(changes[1]).toBe("~ text: price 4 → now");
});

test("a large table that was sorted is not called unchanged, and no row goes missing", () => {
  const rows = Array.from({ length: 1_500 }, (_, at) => `row: Name ${at} | ${(at * 7919) % 1_500}`);
  const sorted = [...rows].sort((a, b) => Number(a.split("| ")[1]) - Number(b.split("| ")[1]));
  const changes = diffLines(rows, sorted);
  expect(changes.length).toBeGreaterThan(1_000);
  for (const change of changes) expect(change).toMatch(/^~ moved: row: /);
});

test("whatever the pages are, the changes tell how one became the other", () => {
  const line = fc.oneof(
    fc.constantFrom("text: a", "text: b", "text: c", "row", 'h1 "T"'),
    fc.nat(30).map((n) => `@e${n + 1} button "B${n % 3}"`),
    fc.nat(9).map((n) => `row: ${n} | ${"x".repeat(n + 1)}`),
  );
  // A control stands on a page once.
  const page = fc
    .array(line, { maxLength: 40 })
    .map((lines) =>
      lines.filter(
        (one, at) =>
          !one.startsWith("@") ||
          lines.findIndex((other) => other.split(" ")[0] === one.split(" ")[0]) === at,
      ),
    );
  fc.assert(
    fc.property(page, page, (before, after) => {
      const changes = diffLines(before, after);
      expect(diffLines(after, after)).toEqual([]);
      if (before.join("\n") === after.join("\n")) return;
      expect(changes.length).toBeGreaterThan(0);
      const known = new Set([...before, ...after]);
      for (const change of changes) {
        const plain = change.replace(/ \(\d+ times\)$/, "").replace(/ \(after .*\)$/, "");
        if (/^[+-] /.test(plain)) expect(known).toContain(plain.slice(2));
      }
      for (const one of after) {
        const [ref = ""] = one.split(" ");
        const fresh = ref.startsWith("@e") && !before.some((other) => other.startsWith(`${ref} `));
        if (fresh) expect(changes.join("\n")).toContain(`${ref} `);
      }
    }),
    { numRuns: 500 },
  );
});

test("words of a page that look like the focus mark stay", () => {
  expect(diffLines(["text: a [focused] b"], ["text: a b"])).toEqual(["~ text: a [focused] b → b"]);
});

test("two large pages without a line in common are compared without running out of time", () => {
  const page = (word: string) =>
    Array.from({ length: 5_000 }, (_, i) => `@e${i} link "${word} ${i}"`);
  expect(diffLines(page("old"), page("new"))).toHaveLength(5_000);
});

test("the focused line comes without its indentation and mark", () => {
  expect(focusedLine(["h1 a", '  @e3 textbox "N" [focused]'])).toBe('@e3 textbox "N"');
  expect(focusedLine(["text: [focused] words"])).toBeUndefined();
});
