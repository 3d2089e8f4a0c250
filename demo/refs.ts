/** An element, which may stand beside others on its line: ref, role unless it is a link, name. */
const ELEMENT = /(@e\d+)(?: ([\w-]+))? "((?:[^"\\]|\\.)*)"/g;
/** A line of a diff that tells what was there before. */
const BEFORE = /^\s*[-~] /;

/** One element as a snapshot names it. */
export interface NamedRef {
  ref: string;
  role: string;
  name: string;
}

/** The elements of a snapshot or diff in page order; lines that tell of what was before are left out. */
export function listRefs(text: string): NamedRef[] {
  const lines = text.split("\n").filter((line) => !BEFORE.test(line));
  return lines.flatMap((line) =>
    [...line.matchAll(ELEMENT)].map(([, ref = "", role = "link", name = ""]) => ({
      ref,
      role,
      name: name.replace(/\\(.)/g, "$1"),
    })),
  );
}

/** The ref of the first element with this name, e.g. `@e5`; role `any` takes whatever stands there. */
export function findRef(text: string, role: string, name: string | RegExp): string | undefined {
  const named = (candidate: string) =>
    typeof name === "string" ? candidate === name : name.test(candidate);
  return listRefs(text).find(
    (element) => (role === "any" || element.role === role) && named(element.name),
  )?.ref;
}
