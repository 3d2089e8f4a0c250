import { expect, test } from "vitest";
import { Redactor } from "../../../src/domain/redaction/redactor.ts";

const VALUE = `pä$$ W0rd"&<'7\\x/é+😀`;
const PLAIN = "Tr0ub4dor-and-3";
const redactor = new Redactor([
  { name: "ODD", value: VALUE },
  { name: "PLAIN", value: PLAIN },
]);
const redact = (text: string) => redactor.redact(text);

const utf8 = (text: string) => Buffer.from(text, "utf8");
const utf16 = (text: string) => Buffer.from(text, "utf16le");
const escapeUnits = (text: string, mark: string, close = "") =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
    .map((code) => `${mark}${code.toString(16).padStart(4, "0")}${close}`)
    .join("");
const html = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const named = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const entities = (text: string, mark: string, radix: number) =>
  [...text].map((one) => `${mark}${(one.codePointAt(0) ?? 0).toString(radix)};`).join("");
const percent = (text: string) =>
  [...utf8(text)].map((b) => `%${b.toString(16).padStart(2, "0")}`).join("");

const FORMS: Record<string, (text: string) => string> = {
  raw: (text) => text,
  "upper case": (text) => text.replace(/[a-z]/g, (one) => one.toUpperCase()),
  NFD: (text) => text.normalize("NFD"),
  "URL-encoded": encodeURIComponent,
  "URL-encoded in small letters": (text) =>
    encodeURIComponent(text).replace(/%../g, (one) => one.toLowerCase()),
  "URL-encoded whole": percent,
  "form-encoded": (text) => new URLSearchParams({ "": text }).toString().slice(1),
  "URL-encoded twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "escape()": escape,
  "base64, after nothing": (text) => utf8(text).toString("base64"),
  "base64, after one": (text) => utf8(`x${text}yz`).toString("base64"),
  "base64, after two": (text) => utf8(`xy${text}z`).toString("base64"),
  "base64 in lines": (text) => utf8(`x${text}`).toString("base64").replace(/.{7}/g, "$&\n"),
  base64url: (text) => utf8(`xy${text}`).toString("base64url"),
  "base64, URL-encoded": (text) => encodeURIComponent(utf8(text).toString("base64")),
  "base64 of UTF-16": (text) => utf16(text).toString("base64"),
  hex: (text) => utf8(text).toString("hex"),
  "hex in capitals": (text) => utf8(text).toString("hex").toUpperCase(),
  "hex of UTF-16": (text) => utf16(text).toString("hex"),
  "hex apart": (text) => utf8(text).toString("hex").replace(/../g, "$& "),
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  "JSON in JSON": (text) => JSON.stringify(JSON.stringify(text)),
  "\\u": (text) => escapeUnits(text, "\\u"),
  "\\x of bytes": (text) =>
    [...utf8(text)].map((b) => `\\x${b.toString(16).padStart(2, "0")}`).join(""),
  "\\u{}": (text) => [...text].map((one) => `\\u{${one.codePointAt(0)?.toString(16)}}`).join(""),
  "HTML signs": html,
  "HTML names": named,
  "HTML decimal": (text) => entities(text, "&#", 10),
  "HTML hex": (text) => entities(text, "&#x", 16),
  "HTML in HTML": (text) => named(named(text)),
  "UTF-16 as text": (text) => [...text].join("\0"),
  "by spaces": (text) => [...text].join(" "),
  "by lines": (text) => [...text].join("\n  "),
  "by what nobody sees": (text) => [...text].join("\u200b"),
  "by orders to a terminal": (text) => [...text].join("\x1b[1m"),
  "by our texts": (text) => [...text].map((one) => `\n  text: ${one}`).join(""),
  "by our refs": (text) =>
    [...text].map((one, at) => `\n  @e${at + 1} button "${one}" [disabled]`).join(""),
  "by our diff": (text) => [...text].map((one) => `\n+ text: ${one}`).join(""),
};

test.each(Object.keys(FORMS))("%s", (form) => {
  for (const [name, value] of [
    ["ODD", VALUE],
    ["PLAIN", PLAIN],
  ] as const) {
    const shown = FORMS[form]?.(value) ?? "";
    const text = redact(`before ${shown} after`);
    expect(text).toContain(`[secret ${name}]`);
    expect(text).toMatch(/^before/);
    expect(text).toMatch(/after$/);
    const left = text.replace(`[secret ${name}]`, "").slice(6, -5);
    const gaps = ["\u001b[1m", "[disabled]", "text:", "button", "\u200b", "\0"];
    const bare = gaps.reduce((rest, gap) => rest.replaceAll(gap, ""), left);
    const kept = bare.replace(/\s|@e\d+|"|\+/g, "");
    // At most the digits of base64 that its neighbours share.
    expect(kept.length, text).toBeLessThan(9);
  }
});

test("what is no secret stays as it is, in any spelling", () => {
  for (const text of [
    "",
    "Troubador and 3",
    "100% sure & \\done\\ &amp; %zz \\u12 &#; é 😀 \ud800",
    `@e1 link "Home" → x.example\n  text: Tr0ub4dor\n  text: or 3`,
    "Tr0…",
  ]) {
    expect(redact(text)).toBe(text);
  }
});

test("a text that was cut off inside a secret loses what it shows of it", () => {
  expect(redact(`value="xx Tr0ub4dor-…"`)).toBe(`value="xx [secret PLAIN]…"`);
  expect(redact(`${"a".repeat(90)}Tr0ub4… (900 characters)`)).toContain("a[secret PLAIN]…");
});

test("each time it is told once, neighbours apart", () => {
  expect(redact(`${PLAIN}${PLAIN}, ${PLAIN}`)).toBe("[secret PLAIN][secret PLAIN], [secret PLAIN]");
});

test("secrets that hold each other, or signs of spellings, are found", () => {
  const both = new Redactor([
    { name: "LONG", value: "correct horse battery" },
    { name: "SHORT", value: "horsebat" },
    { name: "SIGNS", value: "50%41&amp;\\u0041" },
  ]);
  expect(both.redact("a correct horse battery b")).toMatch(/^a \[secret LONG\]\s* b$/);
  expect(both.redact("a horsebat b")).toBe("a [secret SHORT] b");
  expect(both.redact("a 50%41&amp;\\u0041 b")).toBe("a [secret SIGNS] b");
  expect(both.redact(`a ${encodeURIComponent("50%41&amp;\\u0041")} b`)).toBe("a [secret SIGNS] b");
  expect(both.redact(`a ${named("50%41&amp;\\u0041")} b`)).toBe("a [secret SIGNS] b");
});

test("values of any form are gone through, keys too", () => {
  const value = { a: [PLAIN, 1, null, { [PLAIN]: true }] };
  const gone = "[secret PLAIN]";
  expect(redactor.redactAll(value)).toEqual({ a: [gone, 1, null, { [gone]: true }] });
});

test("time grows as the text does, also for the worst of it", () => {
  const worst = new Redactor([
    { name: "SAME", value: "a".repeat(4_096) },
    { name: "OTHER", value: `${"ab".repeat(2_000)}c` },
  ]);
  const took = (text: string) => {
    const startedAt = performance.now();
    worst.redact(text);
    return performance.now() - startedAt;
  };
  for (const unit of ["a", "ab", "%61", "&#97;", "\n", "@e1 ", "…a"]) {
    took(unit.repeat(10_000));
    const [one, four] = [took(unit.repeat(40_000)), took(unit.repeat(160_000))];
    expect(four, unit).toBeLessThan(14 * Math.max(one, 10));
  }
});
