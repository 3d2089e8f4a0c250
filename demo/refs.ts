/** A line that introduces an element, alone or as an addition in a diff: ref, role, name. */
const ELEMENT = /^\s*(?:\+\s*)?(@e\d+)\s+(\S+)\s+"((?:[^"\\]|\\.)*)"/;

/** One element as a snapshot names it. */
export interface NamedRef {
  ref: string;
  role: string;
  name: string;
}

/** The elements of a snapshot or diff in page order; lines that only report a removal are left out. */
export function listRefs(text: string): NamedRef[] {
  return text.split("\n").flatMap((line) => {
    const [, ref, role, name] = ELEMENT.exec(line) ?? [];
    if (ref === undefined || role === undefined || name === undefined) return [];
    return [{ ref, role, name: name.replace(/\\(.)/g, "$1") }];
  });
}

/** The ref of the first element with this name, e.g. `@e5`; role `any` takes whatever stands there. */
export function findRef(text: string, role: string, name: string | RegExp): string | undefined {
  const named = (candidate: string) =>
    typeof name === "string" ? candidate === name : name.test(candidate);
  return listRefs(text).find(
    (element) => (role === "any" || element.role === role) && named(element.name),
  )?.ref;
}
