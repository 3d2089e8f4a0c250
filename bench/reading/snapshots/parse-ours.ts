import type { Entry } from "./entry.ts";
import { linesOf } from "./lines.ts";

const QUOTED = /"(?:[^"\\]|\\.)*"/g;
/** A ref, a role, a name or the page's own word for what has none, a value; quotes may hold what looks like a ref. */
const HEAD =
  /@e\d+(?: (?!value=|options:)([a-z-]+))?(?: ("(?:[^"\\]|\\.)*")| [#.][\w.-]+)?(?: value=("(?:[^"\\]|\\.)*"))?/g;

/** Reads the product's lines; several controls may share one. */
export function parseOurs(text: string): Entry[] {
  return linesOf(text).flatMap((line) => {
    const heads = [...line.text.matchAll(HEAD)];
    const below = line.below.map((inner) => inner.text).join(" ");
    return heads.map((head, at) => {
      const rest = line.text.slice(head.index + head[0].length, heads[at + 1]?.index);
      return entryOf(head, rest, at === heads.length - 1 ? below : "");
    });
  });
}

/** The text without refs, roles, states and where links lead. */
export function wordsOfOurs(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/^\s*(text|row|status|alert|log|h\d|(h\d )?links)\b:?/, " "))
    .join(" ")
    .replace(/@e\d+( [a-z-]+(?= "))?|→( [\w.:/-]+)?|\[[a-z0-9, ]+\]/g, " ")
    .replace(/\\(.)/g, "$1");
}

function entryOf(
  [, role = "", name = '""', value = '""']: RegExpExecArray,
  rest: string,
  below: string,
): Entry {
  // What stands behind an option is the option's own.
  const unquoted = rest.replace(QUOTED, '""').replace(/ options: .*$/, "");
  const marks = [...unquoted.matchAll(/\[([^\]"]+)\]/g)].flatMap(([, mark = ""]) =>
    mark.split(/,? /),
  );
  const [, options = ""] = /options: (.*)$/.exec(rest) ?? [];
  return {
    // In a row or a line of links only other controls say what they are.
    role: role || "link",
    name: unquote(name),
    inside: `${rest} ${below}`,
    marks,
    value: unquote(value),
    options: options === "" ? [] : options.split(" | ").map((option) => option.trim()),
    actionable: true,
  };
}

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/g, "$1");
}
