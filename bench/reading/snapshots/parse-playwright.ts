import type { Entry } from "./entry.ts";
import { type Line, linesOf } from "./lines.ts";

const HEAD = /^- (?:'((?:[^']|'')*)'|([^:"]+(?:"(?:[^"\\]|\\.)*")?[^:]*))(?::\s*(.*))?$/;
const NODE = /^([a-z]+)(?: ("(?:[^"\\]|\\.)*"|\/.*\/))?(.*)$/;

/** Reads the accessibility tree that Playwright MCP writes as YAML. */
export function parsePlaywright(text: string): Entry[] {
  return linesOf(text).flatMap((line) => entryOf(line) ?? []);
}

/** The text without roles, refs, states and addresses. */
export function wordsOfPlaywright(text: string): string {
  return text
    .split("\n")
    .filter((line) => !/^\s*- \/url:/.test(line))
    .map((line) => line.replace(/^\s*- '?(\/?[a-z]+:? ?)/, " ").replace(/\[[a-z=0-9-]+\]:?/g, " "))
    .join(" ")
    .replace(/\\(.)/g, "$1");
}

function entryOf({ text, below }: Line): Entry | undefined {
  const [, quoted, plain = "", value = ""] = HEAD.exec(text) ?? [];
  const head = quoted?.replaceAll("''", "'") ?? plain;
  const [, role = "", name = '""', rest = ""] = NODE.exec(head.trim()) ?? [];
  if (role === "" || role === "text") return undefined;
  const options = below.flatMap(({ text: inner }) => /^- option "(.*?)"(.*)$/.exec(inner) ?? []);
  const chosen = below.flatMap(({ text: inner }) => {
    const [, label] = /^- option "(.*?)" \[selected\]/.exec(inner) ?? [];
    return label === undefined ? [] : [label];
  });
  const texts = below.flatMap(({ text: inner }) => /^- text: (.*)$/.exec(inner)?.[1] ?? []);
  const own = scalar(value);
  return {
    role,
    name: name.slice(1, -1).replace(/\\(.)/g, "$1"),
    inside: [own, ...below.map((inner) => inner.text)].join(" "),
    marks: [...rest.matchAll(/\[([^\]]+)\]/g)].map(([, mark = ""]) => mark),
    value: own || chosen.join(", ") || scalar(texts.join(" ")),
    options: options.filter((_, at) => at % 3 === 1),
    actionable: /\[ref=/.test(rest),
  };
}

function scalar(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value;
}
