import { isSeen, parentOf } from "./seen.ts";

/** The sign by which an element is taken for something to act on. */
export type Why = "native" | "role" | "label" | "editable" | "pointer" | "click";

const WIDGETS = new Set(
  (
    "button link textbox checkbox radio combobox option menuitem menuitemcheckbox menuitemradio " +
    "tab switch slider spinbutton searchbox treeitem"
  ).split(" "),
);
const NATIVE =
  "a[href], area[href], button, input:not([type=hidden]), select, textarea, video[controls], audio[controls]";
const HIDDEN_CONTROL = "input[type=checkbox], input[type=radio], input[type=file]";

/** Undefined for what nobody would act on; `known` holds what stands before it in the page. */
export function whyActed(
  element: Element,
  known: ReadonlyMap<Element, Why>,
  listens: (element: Element) => boolean,
): Why | undefined {
  if (element.matches(NATIVE) || isToggle(element) || isSvgLink(element)) return "native";
  if (WIDGETS.has(element.getAttribute("role")?.trim().split(/\s+/)[0] ?? "")) return "role";
  if (isEditable(element)) return "editable";
  if (element instanceof HTMLLabelElement && element.control !== null) return labelOf(element);
  if (element === document.body || element === document.documentElement) return undefined;
  if (insideControl(element, known)) return undefined;
  if (isPointer(element) && !isPointer(parentOf(element))) return "pointer";
  return element.hasAttribute("onclick") || listens(element) ? "click" : undefined;
}

/** What repeats a control inside it, and listeners of containers that serve what is inside. */
export function pointless(element: Element, why: Why, acted: readonly Element[]): boolean {
  if (why !== "pointer" && why !== "click") return false;
  const inside = acted.filter((other) => other !== element && contains(element, other));
  if (why === "click") return inside.length > 0 || isBare(element);
  return inside.some((other) => textOf(other) === textOf(element)) || isBare(element);
}

/** A label is the control where the control itself is not to be seen. */
function labelOf(label: HTMLLabelElement): Why | undefined {
  const { control } = label;
  if (control === null || !control.matches(HIDDEN_CONTROL) || isSeen(control)) return undefined;
  const seen = [...(control instanceof HTMLInputElement ? (control.labels ?? []) : [])];
  return seen.find((other) => isSeen(other)) === label ? "label" : undefined;
}

function isToggle(element: Element): boolean {
  if (element.localName !== "summary") return false;
  const details = element.parentElement;
  return details?.querySelector(":scope > summary") === element && details.localName === "details";
}

function isSvgLink(element: Element): boolean {
  return element instanceof SVGAElement && element.href.baseVal !== "";
}

function isEditable(element: Element): boolean {
  if (!(element instanceof HTMLElement) || !element.isContentEditable) return false;
  const parent = parentOf(element);
  return !(parent instanceof HTMLElement && parent.isContentEditable);
}

function isPointer(element: Element | null): boolean {
  return element !== null && getComputedStyle(element).cursor === "pointer";
}

/** Parts of a control, and of its label, belong to the control. */
function insideControl(element: Element, known: ReadonlyMap<Element, Why>): boolean {
  for (let at = parentOf(element); at !== null; at = parentOf(at)) {
    const why = known.get(at);
    if (why !== undefined && why !== "pointer" && why !== "click") return true;
    if (at instanceof HTMLLabelElement && at.control !== null) return true;
  }
  return false;
}

function contains(element: Element, other: Element): boolean {
  for (let at = parentOf(other); at !== null; at = parentOf(at)) {
    if (at === element) return true;
  }
  return false;
}

/** Nothing to be read or seen on it: a spacer, a backdrop. */
function isBare(element: Element): boolean {
  if (textOf(element) !== "" || element.querySelector("img, svg, canvas, i, span") !== null)
    return false;
  return !element.matches("img, svg, canvas, i, [aria-label], [title]");
}

function textOf(element: Element): string {
  // biome-ignore lint/performance/useDomNodeTextContent: only what is rendered can be read
  return element instanceof HTMLElement ? element.innerText.replace(/\s+/g, "") : "";
}
