interface Shown {
  readonly at: number;
  readonly ref: string;
  readonly role: string;
  readonly name: string;
}

/**
 * The ref an agent would pick from a snapshot's text. `Save`, `button:Save` and `Sav*` go by the
 * name, `#2` is the second control, `#-1` the last one; `Ann >> Reply` is the first one after the text "Ann",
 * `Reply << Ann` the last one before it, each with any of the former.
 */
export function refIn(text: string, place: string): string | undefined {
  const [, anchor, after] = /^(.+) >> (.+)$/.exec(place) ?? [];
  if (anchor !== undefined && after !== undefined) {
    const at = text.indexOf(anchor);
    return at === -1 ? undefined : pick(shownIn(text.slice(at + anchor.length)), after);
  }
  const [, before, end] = /^(.+) << (.+)$/.exec(place) ?? [];
  if (end === undefined || before === undefined) return pick(shownIn(text), place);
  const at = text.indexOf(end);
  return at === -1 ? undefined : pick(shownIn(text.slice(0, at)).reverse(), before);
}

/** All refs in the text. */
export function refsIn(text: string): Set<string> {
  return new Set(shownIn(text).map(({ ref }) => ref));
}

function pick(shown: readonly Shown[], which: string): string | undefined {
  const nth = Number(/^#(-?\d+)$/.exec(which)?.[1]);
  if (nth) return shown.at(nth > 0 ? nth - 1 : nth)?.ref;
  const [, role, name = ""] = /^(?:([a-z-]+):)?(.+)$/.exec(which) ?? [];
  const fits = (given: string) =>
    name.endsWith("*") ? given.startsWith(name.slice(0, -1)) : given === name;
  return shown.find((one) => fits(one.name) && (role === undefined || one.role === role))?.ref;
}

/** Every control with its name, which may stand beside others on its line. */
function shownIn(text: string): Shown[] {
  const found = text.matchAll(/(@e\d+)(?: ([\w-]+))?(?: "((?:[^"\\]|\\.)*)")?/g);
  return [...found].map(({ index, 1: ref = "", 2: role = "link", 3: name = "" }) => ({
    at: index,
    ref,
    role,
    name: name.replace(/\\(.)/g, "$1"),
  }));
}
