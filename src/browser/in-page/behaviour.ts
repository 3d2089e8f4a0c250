import { attributeOf, boxOf, closest, tagOf } from "./plain-dom.ts";
import { holdsPressables, isPressable } from "./pressables.ts";
import { isEditingHost } from "./roles.ts";
import { composedParent } from "./tree.ts";

/** Why a person would act on an element whose role is no control's; "" for not at all. */
export type Behaviour = "" | "edit" | "point" | "click" | "listen" | "focus";

/** The strongest sign that an element invites a person to act on it. */
export function behaviourOf(element: Element, style: CSSStyleDeclaration): Behaviour {
  if (isEditingHost(element)) return "edit";
  if (element === document.body || element === document.documentElement) return "";
  if (style.cursor === "pointer" && !inheritsPointer(element) && !isControlsLabel(element)) {
    return "point";
  }
  if (attributeOf(element, "onclick") !== null) return "click";
  if (listens(element)) return "listen";
  const tabIndex = attributeOf(element, "tabindex");
  return tabIndex !== null && /^\s*\+?\d/.test(tabIndex) ? "focus" : "";
}

/** What holds controls of its own; a listener on such an element is often there for them. */
const CONTROLS =
  "a[href], button, input, select, textarea, summary, [onclick], [role=button], [role=link], [tabindex]";
const LISTS = /^(UL|OL|DL|TABLE|TBODY|THEAD|TR|MENU)$/;
const CARD_SHARE = 0.4;

/** Whether the page listens for presses on the element as a whole, or in its list for each item. */
function listens(element: Element): boolean {
  const parent = composedParent(element);
  if (parent !== null && isPressable(parent) && isListOfParts(parent)) return true;
  if (!isPressable(element) || isListOfParts(element)) return false;
  if (!holdsPressables(element) && element.querySelector(CONTROLS) === null) return true;
  const { width, height } = boxOf(element);
  return width * height < CARD_SHARE * innerWidth * innerHeight;
}

/** A list that holds no controls hears presses for its items. */
function isListOfParts(element: Element): boolean {
  return (
    LISTS.test(tagOf(element)) &&
    element.childElementCount > 1 &&
    !holdsPressables(element) &&
    element.querySelector(CONTROLS) === null
  );
}

const CONTAINERS =
  /^(alert|status|log|dialog|alertdialog|group|radiogroup|menu|menubar|tablist|tree|toolbar|navigation|main|complementary|banner|contentinfo|search|form|region)$/;

/** Containers take focus and clicks for what is inside them; rows and headings take focus so. */
export function isClickable(behaviour: Behaviour, role: string): boolean {
  if (behaviour === "click" || behaviour === "listen") return !CONTAINERS.test(role);
  if (behaviour === "focus") return !CONTAINERS.test(role) && role !== "heading" && role !== "row";
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
