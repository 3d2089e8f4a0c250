import { attributeOf, tagOf } from "./plain-dom.ts";
import { knownRef } from "./registry.ts";
import { nameOf } from "./roles.ts";
import { quote } from "./states.ts";
import { shownText } from "./text.ts";
import { composedContains, composedParent } from "./tree.ts";

const TEXT_LENGTH = 80;

/** What covers `target` where `hit` is on top: the part that was hit, and the whole it belongs to. */
export function pictureOfCover(hit: Element, target: Element): string {
  if (composedContains(hit, target)) {
    return `${pictureOf(hit)} around it, for it lets the pointer through`;
  }
  const whole = wholeCover(hit, target);
  const part = nearestKnown(hit, whole);
  if (part === undefined || part === whole) return pictureOf(whole);
  return `${pictureOf(part)} in ${pictureOf(whole)}`;
}

/** The largest element around `hit` that has nothing to do with `target`. */
function wholeCover(hit: Element, target: Element): Element {
  let whole = hit;
  for (let at: Element | null = hit; at !== null; at = composedParent(at)) {
    if (composedContains(at, target)) break;
    whole = at;
  }
  return whole;
}

function nearestKnown(hit: Element, limit: Element): Element | undefined {
  for (let at: Element | null = hit; at !== null; at = composedParent(at)) {
    if (knownRef(at) !== undefined) return at;
    if (at === limit) break;
  }
  return undefined;
}

/** A few words as a developer would write the element, with its ref if the caller has one. */
function pictureOf(element: Element): string {
  const id = attributeOf(element, "id") ?? "";
  const classes = (attributeOf(element, "class") ?? "").split(/\s+/).filter(Boolean).slice(0, 2);
  const marks = [id === "" ? "" : `#${id}`, ...classes.map((name) => `.${name}`)];
  const tag = `<${tagOf(element).toLowerCase()}${marks.join("")}>`.slice(0, 120);
  const text = nameOf(element) || shownText(element, TEXT_LENGTH);
  const ref = knownRef(element);
  const parts = [
    tag,
    text === "" ? "" : quote(text, TEXT_LENGTH),
    ref === undefined ? "" : `@e${ref}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}
