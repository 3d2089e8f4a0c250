import { computeAccessibleName } from "dom-accessibility-api";
import { clean } from "../visible-text.ts";
import { PLAIN_DOCUMENT } from "./plain-document.ts";
import { attributeOf, closest, shadowOf, tagOf } from "./plain-dom.ts";
import { isVisible, standIn } from "./visibility.ts";

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
  TEXTAREA: "textbox",
  OPTION: "option",
  NAV: "navigation",
  MAIN: "main",
  ASIDE: "complementary",
  HEADER: "banner",
  FOOTER: "contentinfo",
  SEARCH: "search",
  SECTION: "region",
  FORM: "form",
  DIALOG: "dialog",
  FIELDSET: "group",
  OUTPUT: "status",
  PROGRESS: "progressbar",
  METER: "meter",
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

const OTHER_ROLES = new Set(
  (
    "alert alertdialog application article banner blockquote caption cell code columnheader " +
    "complementary contentinfo definition dialog document feed figure form generic grid gridcell " +
    "group heading img image list listitem log main mark marquee math menu menubar meter " +
    "navigation note paragraph progressbar radiogroup region row rowgroup rowheader scrollbar " +
    "search separator status table tablist tabpanel term timer toolbar tooltip tree treegrid"
  ).split(" "),
);

/**
 * The element's role: the first `role` token that exists, else what its tag means; "" for none. A
 * native control stays one whatever a role that is no control's says of it.
 */
export function roleOf(element: Element): string {
  const native = nativeRole(element);
  const given = attributeOf(element, "role");
  if (given === null) return native;
  const tokens = given.toLowerCase().split(/\s+/);
  const role = tokens.find((token) => isKnown(token));
  if (role === undefined) return native;
  if (!isControlRole(role) && isControlRole(native)) return native;
  return role === "none" || role === "presentation" || role === "generic" ? "" : role;
}

function isKnown(role: string): boolean {
  return isControlRole(role) || OTHER_ROLES.has(role) || role === "none" || role === "presentation";
}

function nativeRole(element: Element): string {
  if (element instanceof HTMLInputElement) return inputRole(element);
  if (element instanceof HTMLSelectElement) {
    return element.multiple || element.size > 1 ? "listbox" : "combobox";
  }
  const tag = tagOf(element);
  if (tag === "A" || tag === "AREA") return element.hasAttribute("href") ? "link" : "";
  if (tag === "a") return element instanceof SVGAElement && element.href.baseVal ? "link" : "";
  if (tag === "SUMMARY") return isToggle(element) ? "button" : "";
  if (/^H[1-6]$/.test(tag)) return "heading";
  if ((tag === "SECTION" || tag === "FORM") && !isLabelled(element)) return "";
  return sectionRole(element, tag) ?? TAG_ROLES[tag] ?? "";
}

function inputRole(input: HTMLInputElement): string {
  if (input.type === "hidden") return "";
  if (input.list !== null && /^(text|search|email|tel|url)$/.test(input.type)) return "combobox";
  return INPUT_ROLES[input.type] ?? "textbox";
}

function isToggle(summary: Element): boolean {
  const details = summary.parentElement;
  return (
    details instanceof HTMLDetailsElement && details.querySelector(":scope > summary") === summary
  );
}

/** Headers and footers are landmarks of the page only, not of an article or a section. */
function sectionRole(element: Element, tag: string): string | undefined {
  if (tag !== "HEADER" && tag !== "FOOTER") return undefined;
  return closest(element, "article, aside, main, nav, section") === null ? undefined : "";
}

export function isControlRole(role: string): boolean {
  return CONTROL_ROLES.has(role);
}

/** Whether text is written right into the element, as into the body of a document in design mode. */
export function isEditingHost(element: Element): boolean {
  const value = attributeOf(element, "contenteditable");
  if (value !== null) return value.toLowerCase() !== "false";
  return element === PLAIN_DOCUMENT.body() && PLAIN_DOCUMENT.designMode() === "on";
}

/** The editing host that an element is or stands in. */
export function editingHostOf(element: Element): HTMLElement | undefined {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    if (isEditingHost(at)) return at instanceof HTMLElement ? at : undefined;
    if (attributeOf(at, "contenteditable") !== null) return undefined;
  }
  return undefined;
}

/** The accessible name, cleaned; falls back to what a person would go by. */
export function nameOf(element: Element): string {
  if (element instanceof HTMLFormElement) return labelledName(element);
  const own = quickName(element) ?? givenName(element);
  if (own !== "") return own;
  const label = element instanceof HTMLInputElement ? labelText(element) : "";
  if (label !== "") return label;
  return clean(
    element.getAttribute("placeholder") ??
      element.getAttribute("title") ??
      element.getAttribute("alt") ??
      partsName(element) ??
      element.getAttribute("name") ??
      hrefTail(element),
  );
}

/** The accessible name by the platform's rules, or the title of a drawing. */
export function givenName(element: Element): string {
  if (element instanceof HTMLFormElement) return labelledName(element);
  const name = clean(computeAccessibleName(element));
  if (name !== "" || !(element instanceof SVGElement)) return name;
  return clean(element.querySelector(":scope > title")?.textContent ?? "");
}

/** Icons are often named by a part that has no text. */
function partsName(element: Element): string | null {
  const parts = element.querySelectorAll("[aria-label], [title], [alt]");
  const part = [...parts].find((one) => one.checkVisibility({ visibilityProperty: true }));
  if (part === undefined) return null;
  return part.getAttribute("aria-label") ?? part.getAttribute("title") ?? part.getAttribute("alt");
}

/** An input that is not rendered has no accessible name, but its label is what a person sees. */
function labelText(input: HTMLInputElement): string {
  return clean(Array.from(input.labels ?? [], (label) => label.textContent).join(" "));
}

/** Whether an attribute names the element on purpose. */
export function isLabelled(element: Element): boolean {
  return (attributeOf(element, "aria-label") ?? attributeOf(element, "aria-labelledby")) !== null;
}

/** A name given on purpose by an attribute; computed here for forms, whose properties may be hidden. */
function labelledName(element: Element): string {
  const ids = attributeOf(element, "aria-labelledby")?.split(/\s+/) ?? [];
  const texts = ids.map((id) => PLAIN_DOCUMENT.byId(id)?.textContent ?? "");
  return clean(texts.join(" ")) || clean(attributeOf(element, "aria-label") ?? "");
}

/** Plain text in one element needs no name computation, and most links and buttons are that. */
function quickName(element: Element): string | undefined {
  if (!(element instanceof HTMLAnchorElement || element instanceof HTMLButtonElement)) return;
  if (element.childElementCount > 0 || shadowOf(element) !== null) return;
  if (element.hasAttribute("aria-label") || element.hasAttribute("aria-labelledby")) return;
  const text = clean(element.textContent);
  return text === "" ? undefined : text;
}

function hrefTail(element: Element): string {
  const href = element.getAttribute("href");
  if (href === null) return "";
  return href.split(/[?#]/)[0]?.split("/").filter(Boolean).at(-1) ?? href;
}

/** The control a label stands for on the screen, because the control itself is not to be seen. */
export function controlBehind(element: Element): HTMLInputElement | undefined {
  if (!(element instanceof HTMLLabelElement)) return undefined;
  const { control } = element;
  if (!(control instanceof HTMLInputElement) || isVisible(control)) return undefined;
  return standIn(control) === element ? control : undefined;
}

/** A label whose control, shown elsewhere, carries its text as a name already. */
export function isRepeatedByControl(element: Element): boolean {
  if (!(element instanceof HTMLLabelElement) || element.control === null) return false;
  if (standIn(element.control) === undefined) return false;
  return nameOf(element.control).includes(clean(element.textContent));
}
