import type { Entry } from "./entry.ts";
import { type Line, linesOf } from "./lines.ts";

const NODE = /^uid=\S+(?: ([A-Za-z]+)(?= |$))?(?: "(.*?)"(?=$| [a-z]+(?:=| |$)))?(.*)$/;
const OPTION = /^uid=\S+ option "(.*?)"(?=$| [a-z])(.*)$/;

/** Reads the accessibility tree that Chrome DevTools MCP writes. */
export function parseDevtools(text: string): Entry[] {
  return linesOf(text).flatMap((line) => entryOf(line) ?? []);
}

/** The text without roles, uids, addresses and states. */
export function wordsOfDevtools(text: string): string {
  return text
    .replace(/uid=\S+( [A-Za-z]+(?= |$))?/gm, " ")
    .replace(
      / (url|level|orientation|valuemin|valuemax|haspopup|live|relevant|description)="[^"]*"/g,
      " ",
    )
    .replace(/ (value|valuetext)=/g, " ");
}

function entryOf({ text, below }: Line): Entry | undefined {
  const [whole, role = "", name = "", rest = ""] = NODE.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const options = below.flatMap(({ text: inner }) => {
    const [, label = "", marks = ""] = OPTION.exec(inner) ?? [];
    return label === "" ? [] : [{ label, selected: /\bselected\b/.test(marks) }];
  });
  const chosen = options.filter(({ selected }) => selected).map(({ label }) => label);
  return {
    role: role.toLowerCase(),
    name,
    inside: below.map((inner) => inner.text).join(" "),
    marks: marksIn(rest),
    value: / value="(.*?)"(?=$| [a-z])/.exec(rest)?.[1] ?? chosen.join(", "),
    options: options.map(({ label }) => label),
    actionable: true,
  };
}

/** A control that could be unfolded is folded unless it says that it is not. */
function marksIn(rest: string): string[] {
  const unquoted = rest.replace(/ [a-z]+="(.*?)"(?=$| [a-z])/g, (pair, value) =>
    value === "mixed" ? " mixed" : value === "true" ? pair.slice(0, pair.indexOf("=")) : "",
  );
  const marks = unquoted.trim().split(/\s+/);
  const folded = marks.includes("expandable") && !marks.includes("expanded");
  return folded ? [...marks, "collapsed"] : marks;
}
