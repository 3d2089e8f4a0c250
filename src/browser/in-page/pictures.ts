import type { PageLine, WalkResult } from "../in-page-contract.ts";
import { elementOf } from "./registry.ts";
import { composedParent } from "./tree.ts";

/** Pictures kept: the one later ones are compared with, and the one before it should that call fail. */
const MOST_KEPT = 2;

/** What each line of a walk is of. */
interface Picture {
  readonly elements: readonly (readonly Element[])[];
  /** Lines that tell all that is in their first element. */
  readonly holders: ReadonlySet<number>;
  /** What the elements and all around them stood in when the walk saw them. */
  readonly parents: ReadonlyMap<Element, Element | null>;
}

const kept = new Map<string, Picture>();

/** Notes during a walk which elements each line is of. */
export class Sources {
  readonly #of = new Map<PageLine, readonly Element[]>();
  readonly #holders = new Set<PageLine>();

  /** `holds` is for lines that tell all that is in the first of the elements. */
  note(line: PageLine, elements: readonly Element[], holds = false): PageLine {
    this.#of.set(line, elements);
    if (holds) this.#holders.add(line);
    return line;
  }

  of(line: PageLine): readonly Element[] {
    return this.#of.get(line) ?? [];
  }

  holds(line: PageLine): boolean {
    return this.#holders.has(line);
  }
}

/** Keeps the walk under its name, and finds the lines that belong to an element, now and then. */
export function settlePicture(
  lines: readonly PageLine[],
  sources: Sources,
  { keep, below }: { keep?: string; below?: { ref: number; since: string } },
): Pick<WalkResult, "below"> {
  if (keep === undefined && below === undefined) return {};
  const picture = pictureOf(lines, sources);
  if (keep !== undefined) {
    kept.set(keep, picture);
    for (const name of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(name);
  }
  const root = below === undefined ? undefined : elementOf(below.ref);
  if (below === undefined || root === undefined) return {};
  const then = kept.get(below.since);
  const before = then === undefined ? {} : { before: linesBelow(then, root) };
  return { below: { now: linesBelow(picture, root), ...before } };
}

function pictureOf(lines: readonly PageLine[], sources: Sources): Picture {
  const parents = new Map<Element, Element | null>();
  const elements = lines.map((line) => sources.of(line));
  for (const element of elements.flat()) {
    for (let at: Element | null = element; at !== null && !parents.has(at); ) {
      const parent = composedParent(at);
      parents.set(at, parent);
      at = parent;
    }
  }
  const holders = new Set(lines.flatMap((line, at) => (sources.holds(line) ? [at] : [])));
  return { elements, holders, parents };
}

/** The lines of the element; of one that has none of its own, the line that says what is in it. */
function linesBelow(picture: Picture, root: Element): number[] {
  const { elements, parents } = picture;
  const known = new Map<Element, boolean>([[root, true]]);
  const stands = (element: Element): boolean => {
    const found = known.get(element);
    if (found !== undefined) return found;
    const parent = parents.get(element) ?? null;
    const inside = parent !== null && stands(parent);
    known.set(element, inside);
    return inside;
  };
  const own = elements.flatMap((of, at) => (of.some(stands) ? [at] : []));
  return own.length > 0 ? own : lineAround(picture, root);
}

/** The innermost control, heading or row around the element. */
function lineAround({ elements, holders }: Picture, root: Element): number[] {
  for (let at = composedParent(root); at !== null; at = composedParent(at)) {
    const line = elements.findIndex(([first], index) => first === at && holders.has(index));
    if (line !== -1) return [line];
  }
  return [];
}
