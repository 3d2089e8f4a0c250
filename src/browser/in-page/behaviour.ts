import { holdsPressables, listensFor } from "./listeners.ts";
import { PLAIN_DOCUMENT } from "./plain-document.ts";
import {
  attributeOf,
  boxOf,
  childNodesOf,
  childrenOf,
  closest,
  siblingAfter,
  siblingBefore,
  tagOf,
} from "./plain-dom.ts";
import { isEditingHost, roleOf } from "./roles.ts";
import { composedParent } from "./tree.ts";
import { isVisible } from "./visibility.ts";

/** Why a person would act on an element whose role is no control's; "" for not at all. */
export type Behaviour =
  | ""
  | "edit"
  | "point"
  | "click"
  | "listen"
  | "drop"
  | "drag"
  | "scroll"
  | "focus"
  | "hover";

/** The strongest sign that an element invites a person to act on it. */
export function behaviourOf(element: Element, style: CSSStyleDeclaration): Behaviour {
  if (isEditingHost(element)) return "edit";
  if (element === PLAIN_DOCUMENT.body() || element === PLAIN_DOCUMENT.root()) return "";
  if (style.cursor === "pointer" && !inheritsPointer(element) && !isControlsLabel(element)) {
    return "point";
  }
  if (attributeOf(element, "onclick") !== null) return "click";
  if (listens(element)) return "listen";
  if (isChoosable(element)) return "click";
  if (listensFor("drop", element)) return "drop";
  if (attributeOf(element, "draggable") === "true") return "drag";
  if (scrolls(element, style)) return "scroll";
  const tabIndex = attributeOf(element, "tabindex");
  if (tabIndex !== null && /^\s*\+?\d/.test(tabIndex)) return "focus";
  const isHoverable = listensFor("hover", element) && !showsControls(element);
  return isHoverable && !isHoveredWithin(element) ? "hover" : "";
}

/** A row or cell that says whether it is chosen can be chosen, wherever the page listens for it. */
function isChoosable(element: Element): boolean {
  return attributeOf(element, "aria-selected") !== null && /^(row|gridcell)$/.test(roleOf(element));
}

/** Whether all that the element holds listens too: the mouse over that is over the element as well. */
function isHoveredWithin(element: Element): boolean {
  for (let at = onlyChild(element); at !== undefined; at = onlyChild(at)) {
    if (listensFor("hover", at)) return isVisible(at);
  }
  return false;
}

function onlyChild(element: Element): Element | undefined {
  const [child, other] = [...childNodesOf(element)].filter(isSomething);
  return other === undefined && child instanceof Element ? child : undefined;
}

function isSomething(node: Node): boolean {
  return node instanceof Text ? node.data.trim() !== "" : node instanceof Element;
}

const WORDS: Readonly<Partial<Record<Behaviour, string>>> = {
  drop: "drop-zone",
  drag: "draggable",
  scroll: "scrollable",
  hover: "hoverable",
};

/** What a line calls an element that only behaves like a control. */
export function wordOf(behaviour: Behaviour): string {
  return WORDS[behaviour] ?? "clickable";
}

const CONTROLS =
  "a[href], button, input, select, textarea, summary, [onclick], [tabindex], [role=button], [role=link], " +
  "[role=checkbox], [role=radio], [role=switch], [role=tab], [role=option], [role=combobox], [role=slider]";
const LISTS = /^(UL|OL|DL|TABLE|TBODY|THEAD|MENU)$/;
/** Share of the window up to which something that listens and holds controls is taken for a card. */
const CARD_SHARE = 0.4;
const ITEM_LENGTH = 60;

/** Whether the element holds controls of its own; a listener on it is often there for them. */
export function holdsControls(element: Element): boolean {
  return (
    holdsPressables(element) || Element.prototype.querySelector.call(element, CONTROLS) !== null
  );
}

function showsControls(element: Element): boolean {
  return [...Element.prototype.querySelectorAll.call(element, CONTROLS)].some(isVisible);
}

/** Whether the page listens for presses on the element as a whole, or in its list for each item. */
function listens(element: Element): boolean {
  const parent = listAround(element);
  if (parent !== null && listensFor("press", parent) && isListOfParts(parent)) return true;
  if (!listensFor("press", element) || isListOfParts(element)) return false;
  if (!holdsControls(element)) return true;
  const { width, height } = boxOf(element);
  return width * height < CARD_SHARE * innerWidth * innerHeight;
}

/** The rows of a table are parts of the table, whatever parts they are grouped in. */
function listAround(element: Element): Element | null {
  const parent = composedParent(element);
  if (element instanceof HTMLTableSectionElement) return null;
  const isInGroup = element instanceof HTMLTableRowElement && parent !== null;
  return isInGroup && !listensFor("press", parent) ? closest(parent, "table") : parent;
}

let lists = new WeakMap<Element, boolean>();

/** Begins a reading: whether an element is a list of parts is asked once for each of its parts, and found out once. */
export function forgetLists(): void {
  lists = new WeakMap();
}

function isListOfParts(element: Element): boolean {
  const known = lists.get(element);
  if (known !== undefined) return known;
  const found = holdsLikeParts(element);
  lists.set(element, found);
  return found;
}

/** What holds no controls but several like parts hears presses for each of them, unless it is one of several. */
function holdsLikeParts(element: Element): boolean {
  const parts = [...(element instanceof HTMLTableElement ? element.rows : childrenOf(element))];
  if (parts.length < 2 || holdsControls(element)) return false;
  const isOneOfSeveral = [siblingBefore(element), siblingAfter(element)].some(isPressable);
  if (isOneOfSeveral && !LISTS.test(tagOf(element))) return false;
  if (element instanceof SVGElement)
    return parts.every((part) => part instanceof SVGGeometryElement);
  return LISTS.test(tagOf(element)) || parts.every((part) => isLikeItem(part, parts[0]));
}

function isPressable(element: Element | null): boolean {
  return element !== null && listensFor("press", element);
}

function isLikeItem(part: Element, first: Element | undefined): boolean {
  return (
    first !== undefined &&
    tagOf(part) === tagOf(first) &&
    (part.textContent ?? "").length <= ITEM_LENGTH
  );
}

/** Without a control inside, only a ref of its own leads into what has to be scrolled. */
function scrolls(element: Element, { overflowY }: CSSStyleDeclaration): boolean {
  if (overflowY !== "auto" && overflowY !== "scroll") return false;
  return element.scrollHeight > element.clientHeight + 1 && !holdsControls(element);
}

const CONTAINERS =
  /^(alert|status|log|dialog|alertdialog|group|radiogroup|menu|menubar|tablist|tree|toolbar|navigation|main|complementary|banner|contentinfo|search|form|region)$/;
/** Containers hear this for what is inside them. */
const FOR_OTHERS: ReadonlySet<Behaviour> = new Set(["click", "listen", "focus", "hover"]);

/** Containers take focus and clicks for what is inside them; rows and headings take focus so. */
export function isClickable(behaviour: Behaviour, role: string): boolean {
  if (FOR_OTHERS.has(behaviour) && CONTAINERS.test(role)) return false;
  if (behaviour === "focus") return role !== "heading" && role !== "row";
  return behaviour !== "";
}

function inheritsPointer(element: Element): boolean {
  const parent = composedParent(element);
  return parent !== null && getComputedStyle(parent).cursor === "pointer";
}

function isControlsLabel(element: Element): boolean {
  const label = closest(element, "label");
  return label instanceof HTMLLabelElement && label.control !== null;
}
