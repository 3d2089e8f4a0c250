import type { FindResult, ParsedTarget } from "../in-page-contract.ts";
import { clean } from "../visible-text.ts";
import { lineOf } from "./lines.ts";
import { selectAll } from "./plain-document.ts";
import { elementOf, nextRef, refFor, reserveRefs } from "./registry.ts";
import { isControlRole, nameOf, roleOf } from "./roles.ts";
import { allElements, allRoots } from "./tree.ts";
import { isVisible, standIn } from "./visibility.ts";

const MAX_CANDIDATES = 10;

/** Elements a target names in this frame, each with a ref; where some are visible, only these count. */
export function find(target: ParsedTarget, from: number): FindResult {
  reserveRefs(from);
  const { elements, error } = search(target);
  const shown = elements.filter((element) => standIn(element) !== undefined);
  const chosen = shown.length > 0 ? shown : elements;
  const matches = chosen
    .slice(0, MAX_CANDIDATES)
    .map((element) => ({ ref: refFor(element), line: lineOf(element) }));
  return {
    matches,
    total: chosen.length,
    nextRef: nextRef(),
    ...(error === undefined ? {} : { error }),
  };
}

/** The elements a target names, visible or not; gives no refs. */
export function search(target: ParsedTarget): { elements: Element[]; error?: string } {
  if (target.kind === "css") return byCss(target.selector);
  if (target.kind === "text") return { elements: byText(target.text) };
  if (target.kind === "role") return { elements: byRole(target.role, target.name) };
  const element = elementOf(target.ref);
  return { elements: element?.isConnected ? [element] : [] };
}

function byCss(selector: string): { elements: Element[]; error?: string } {
  try {
    return { elements: [...allRoots()].flatMap((root) => [...selectAll(root, selector)]) };
  } catch (error) {
    return { elements: [], error: error instanceof Error ? error.message : String(error) };
  }
}

/** Controls whose name is the text, else contains it, else the smallest elements that show it. */
function byText(text: string): Element[] {
  const wanted = clean(text).toLowerCase();
  if (wanted === "") return [];
  const controls = [...allElements()].filter((element) => isControlRole(roleOf(element)));
  const names = new Map(controls.map((element) => [element, nameOf(element).toLowerCase()]));
  const exact = controls.filter((element) => names.get(element) === wanted);
  if (exact.length > 0) return exact;
  const part = controls.filter((element) => names.get(element)?.includes(wanted));
  return part.length > 0 ? part : smallestWithText(wanted);
}

function smallestWithText(wanted: string): Element[] {
  const showing = [...allElements()].filter(
    (element) =>
      !/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|HEAD|TITLE|HTML|BODY)$/.test(element.tagName) &&
      clean(element.textContent ?? "")
        .toLowerCase()
        .includes(wanted) &&
      isVisible(element),
  );
  return showing.filter(
    (element) => !showing.some((other) => other !== element && element.contains(other)),
  );
}

function byRole(role: string, name: string | undefined): Element[] {
  const wanted = name === undefined ? undefined : clean(name).toLowerCase();
  const ofRole = [...allElements()].filter((element) => roleOf(element) === role);
  if (wanted === undefined) return ofRole;
  const exact = ofRole.filter((element) => nameOf(element).toLowerCase() === wanted);
  return exact.length > 0
    ? exact
    : ofRole.filter((element) => nameOf(element).toLowerCase().includes(wanted));
}
