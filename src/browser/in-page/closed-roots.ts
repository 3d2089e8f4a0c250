import { attributeOf, boxOf, matches, shadowOf, tagOf } from "./plain-dom.ts";
import { allElements } from "./tree.ts";

/** What a page may attach a shadow root to, custom elements apart. */
const HOSTS = /^(ARTICLE|ASIDE|BLOCKQUOTE|BODY|DIV|FOOTER|H[1-6]|HEADER|MAIN|NAV|P|SECTION|SPAN)$/;
/** CSS pixels a side from which on an element that seems empty may hold something. */
const SIZE = 16;
const MOST = 300;

const examined = new WeakSet<Element>();
/** Custom elements that were not defined yet; each may get its root when it is. */
const examinedEarly = new WeakSet<Element>();
let hosts: Element[] = [];

/** Counts the elements that may hold a closed shadow root and that the browser was not asked about. */
export function suspectHosts(): number {
  hosts = [];
  for (const element of allElements()) {
    if (hosts.length >= MOST) break;
    if (!examined.has(element) && mayHold(element) && !examinedIn(element).has(element)) {
      hosts.push(element);
    }
  }
  return hosts.length;
}

/** Counts, of these elements, those without a root that the browser was not asked about. */
export function noteHosts(elements: readonly Element[]): number {
  hosts = elements.filter((one) => shadowOf(one) === null && !examinedIn(one).has(one));
  return hosts.length;
}

/** The elements counted last; they are not counted again. */
export function takeHosts(): Element[] {
  for (const host of hosts) examinedIn(host).add(host);
  return hosts;
}

function examinedIn(element: Element): WeakSet<Element> {
  return matches(element, ":defined") ? examined : examinedEarly;
}

function mayHold(element: Element): boolean {
  if (shadowOf(element) !== null) return false;
  const tag = tagOf(element);
  if (tag.includes("-")) return true;
  return HOSTS.test(tag) && (seemsEmpty(element) || hidesChildren(element));
}

function seemsEmpty(element: Element): boolean {
  if (element.childElementCount > 0 || (element.textContent ?? "").trim() !== "") return false;
  if (attributeOf(element, "hidden") !== null) return false;
  const { width, height } = boxOf(element);
  return width >= SIZE && height >= SIZE;
}

/** Children that no slot takes have no style at all. */
function hidesChildren(element: Element): boolean {
  const child = element.firstElementChild;
  return child !== null && getComputedStyle(child).display === "";
}
