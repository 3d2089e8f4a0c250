import { behaviourOf, holdsControls, wordOf } from "./behaviour.ts";
import { attributeOf } from "./plain-dom.ts";
import { refFor } from "./registry.ts";
import { givenName, isControlRole, isEditingHost, isLabelled, nameOf, roleOf } from "./roles.ts";
import { describeState, quote } from "./states.ts";
import { shownText } from "./text.ts";

/** Characters of a name on a line; what is cut off is told by an ellipsis. */
export const NAME_LENGTH = 120;

/** The snapshot line of one element, without what is inside it. */
export function lineOf(element: Element): string {
  const control = isControlRole(roleOf(element));
  const { name } = control ? controlName(element) : clickableName(element, true);
  return controlLine(element, kindOf(element), name);
}

/** The line of a control that the caller has named. */
export function controlLine(element: Element, role: string, name: string, max = NAME_LENGTH) {
  const named = name === "" ? hintOf(element) : ` ${quote(name, max)}`;
  return `@e${refFor(element)} ${role}${named}${describeState(element, role)}`;
}

const HINT_CLASSES = 3;
const HINT = /^[A-Za-z_][\w-]{0,39}$/;

/** What the page calls an element that has no name for people, as CSS would find it. */
function hintOf(element: Element): string {
  const id = attributeOf(element, "id") ?? "";
  if (HINT.test(id)) return ` #${id}`;
  const names = (attributeOf(element, "class") ?? "")
    .split(/\s+/)
    .filter((part) => HINT.test(part));
  if (names.length > 0) return ` .${names.slice(0, HINT_CLASSES).join(".")}`;
  return element instanceof SVGGeometryElement ? ` ${element.localName}` : "";
}

/** The word a line shows for what the element is. */
export function kindOf(element: Element): string {
  const role = roleOf(element);
  if (isControlRole(role)) return role;
  if (isEditingHost(element)) return "textbox";
  if (role !== "") return role;
  const behaviour = behaviourOf(element, getComputedStyle(element));
  return behaviour === "" ? element.localName : wordOf(behaviour);
}

/** What a control is called, and whether that says all a person can read on it. */
export interface Naming {
  readonly name: string;
  readonly complete: boolean;
}

/** Controls that may hold others of their kind, whose names are not theirs. */
const NESTING = /^(treeitem|menuitem)/;
const NESTED = "[role=group], [role=menu], [role=tree], ul, ol";

/** A label given by an attribute may differ from what the control shows. */
export function controlName(element: Element): Naming {
  const name = nameOf(element);
  if (isField(element)) return { name, complete: true };
  if (NESTING.test(roleOf(element)) && !isLabelled(element)) {
    const own = shownText(element, NAME_LENGTH * 2, NESTED);
    if (own !== "") return { name: own, complete: true };
  }
  const labelled = attributeOf(element, "aria-label") ?? attributeOf(element, "aria-labelledby");
  if (name !== "" && labelled === null) return { name, complete: true };
  const text = shownText(element, NAME_LENGTH * 2);
  return { name: name || text, complete: name === "" || includes(name, text) };
}

/** What such a control shows is its value. */
function isField(element: Element): boolean {
  return /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName) || isEditingHost(element);
}

const LETTER = /[\p{L}\p{N}]/u;

/** Goes by its text where that is short; `brief` gives the start of a long one. */
export function clickableName(element: Element, brief: boolean): Naming {
  if (isEditingHost(element)) return { name: nameOf(element), complete: true };
  const text = shownText(element, NAME_LENGTH * 2);
  const given = isLabelled(element) || !LETTER.test(text) ? givenName(element) : "";
  if (text === "") return { name: given || nameOf(element), complete: true };
  if (text.length > NAME_LENGTH) return { name: given || (brief ? text : ""), complete: false };
  const complete = (given === "" || includes(given, text)) && !holdsControls(element);
  return { name: given || text, complete };
}

function includes(name: string, text: string): boolean {
  return name.toLowerCase().includes(text.toLowerCase());
}
