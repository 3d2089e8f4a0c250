import { computeAccessibleName } from "dom-accessibility-api";
import { clean, isVisible } from "./visibility.ts";

const INPUT_ROLES: Readonly<Record<string, string>> = {
  button: "button",
  submit: "button",
  reset: "button",
  image: "button",
  checkbox: "checkbox",
  radio: "radio",
  range: "slider",
  number: "spinbutton",
  search: "searchbox",
  file: "file",
  color: "color",
  date: "date",
  "datetime-local": "datetime",
  month: "month",
  week: "week",
  time: "time",
};

const TAG_ROLES: Readonly<Record<string, string>> = {
  BUTTON: "button",
  SUMMARY: "button",
  TEXTAREA: "textbox",
  OPTION: "option",
  NAV: "navigation",
  MAIN: "main",
  ASIDE: "complementary",
  HEADER: "banner",
  FOOTER: "contentinfo",
  SEARCH: "search",
  DIALOG: "dialog",
  FIELDSET: "group",
  OUTPUT: "status",
  TR: "row",
  VIDEO: "video",
  AUDIO: "audio",
};

const CONTROL_ROLES = new Set(
  (
    "button link textbox checkbox radio combobox listbox option menuitem menuitemcheckbox " +
    "menuitemradio tab switch slider spinbutton searchbox treeitem file color date datetime month " +
    "week time video audio"
  ).split(" "),
);

/** The element's role: the first `role` token, else what its tag means; "" for none. */
export function roleOf(element: Element): string {
  const explicit = element.getAttribute("role")?.trim().split(/\s+/)[0]?.toLowerCase();
  if (explicit !== undefined && explicit !== "") {
    return explicit === "none" || explicit === "presentation" ? "" : explicit;
  }
  return nativeRole(element);
}

function nativeRole(element: Element): string {
  if (element instanceof HTMLInputElement) return inputRole(element);
  if (element instanceof HTMLSelectElement) {
    return element.multiple || element.size > 1 ? "listbox" : "combobox";
  }
  if (element instanceof HTMLAnchorElement || element instanceof HTMLAreaElement) {
    return element.hasAttribute("href") ? "link" : "";
  }
  if (/^H[1-6]$/.test(element.tagName)) return "heading";
  return sectionRole(element) ?? TAG_ROLES[element.tagName] ?? "";
}

function inputRole(input: HTMLInputElement): string {
  if (input.type === "hidden") return "";
  if (input.list !== null && /^(text|search|email|tel|url)$/.test(input.type)) return "combobox";
  return INPUT_ROLES[input.type] ?? "textbox";
}

/** Headers and footers are landmarks of the page only, not of an article or a section. */
function sectionRole(element: Element): string | undefined {
  if (!/^(HEADER|FOOTER)$/.test(element.tagName)) return undefined;
  return element.closest("article, aside, main, nav, section") === null ? undefined : "";
}

export function isControlRole(role: string): boolean {
  return CONTROL_ROLES.has(role);
}

/** Elements a person can act on though no role says so. */
export function behavesLikeControl(element: Element, style: CSSStyleDeclaration): boolean {
  if (element === document.body || element === document.documentElement) return false;
  if (element.hasAttribute("onclick") || isEditingHost(element)) return true;
  const tabIndex = element.getAttribute("tabindex");
  if (tabIndex !== null && Number(tabIndex) >= 0) return true;
  return style.cursor === "pointer" && !inheritsPointer(element) && !isLabel(element);
}

function inheritsPointer(element: Element): boolean {
  const parent = element.parentElement;
  return parent !== null && getComputedStyle(parent).cursor === "pointer";
}

function isLabel(element: Element): boolean {
  return element.closest("label") !== null;
}

export function isEditingHost(element: Element): boolean {
  const value = element.getAttribute("contenteditable");
  return value !== null && value.toLowerCase() !== "false";
}

/** The accessible name, cleaned; falls back to what a person would go by. */
export function nameOf(element: Element): string {
  const own = quickName(element) ?? clean(computeAccessibleName(element));
  if (own !== "") return own;
  return clean(
    element.getAttribute("placeholder") ??
      element.getAttribute("title") ??
      element.getAttribute("name") ??
      hrefTail(element),
  );
}

/** Plain text in one element needs no name computation, and most links and buttons are that. */
function quickName(element: Element): string | undefined {
  if (!(element instanceof HTMLAnchorElement || element instanceof HTMLButtonElement)) return;
  if (element.childElementCount > 0 || element.shadowRoot !== null) return;
  if (element.hasAttribute("aria-label") || element.hasAttribute("aria-labelledby")) return;
  const text = clean(element.textContent);
  return text === "" ? undefined : text;
}

function hrefTail(element: Element): string {
  const href = element.getAttribute("href");
  if (href === null) return "";
  return href.split(/[?#]/)[0]?.split("/").filter(Boolean).at(-1) ?? href;
}

/** A label whose control carries its text as a name already. */
export function isLabelOfShownControl(element: Element): boolean {
  if (!(element instanceof HTMLLabelElement) || element.control === null) return false;
  return isVisible(element.control) || element.control instanceof HTMLInputElement;
}
