import { clean, cut } from "../visible-text.ts";
import { holdsSecret, MASK } from "./filled-secrets.ts";
import { PLAIN_DOCUMENT } from "./plain-document.ts";
import { attributeOf, closest, matches } from "./plain-dom.ts";
import { isEditingHost } from "./roles.ts";
import { SECRET_FIELD } from "./secrets.ts";
import { deepActiveElement } from "./tree.ts";

const MAX_VALUE = 100;
const MAX_OPTIONS = 8;
const MAX_OPTION = 50;

/** States and value of a control as the snapshot shows them, each with a leading space. */
export function describeState(element: Element, role: string): string {
  if (element instanceof HTMLFormElement) return "";
  const marks = [
    ...toggleMarks(element, role),
    ...ariaMarks(element),
    ...fieldMarks(element),
    element instanceof HTMLMediaElement && !element.paused ? "playing" : "",
    PLAIN_DOCUMENT.hasFocus() && deepActiveElement() === element ? "focused" : "",
  ];
  const shown = marks.filter((mark) => mark !== "").map((mark) => ` [${mark}]`);
  const value = describeValue(element, role);
  return `${value}${shown.join("")}${describeLink(element)}${describeOptions(element)}`;
}

function toggleMarks(element: Element, role: string): string[] {
  if (element instanceof HTMLInputElement && /^(checkbox|radio)$/.test(element.type)) {
    return [element.indeterminate ? "mixed" : element.checked ? "checked" : ""];
  }
  const checked = element.getAttribute("aria-checked");
  const pressed = element.getAttribute("aria-pressed");
  return [
    checked === "true" ? "checked" : checked === "mixed" ? "mixed" : "",
    pressed === "true" ? "pressed" : pressed === "mixed" ? "pressed mixed" : "",
    isSelected(element, role) ? "selected" : "",
  ];
}

function isSelected(element: Element, role: string): boolean {
  if (element instanceof HTMLOptionElement) return element.selected;
  if (element.getAttribute("aria-selected") === "true") return true;
  const current = element.getAttribute("aria-current");
  return role === "link" && current !== null && current !== "false";
}

function ariaMarks(element: Element): string[] {
  const expanded = expandedState(element);
  return [
    isDisabled(element) ? "disabled" : "",
    expanded === undefined ? "" : expanded ? "expanded" : "collapsed",
    element.getAttribute("aria-busy") === "true" ? "busy" : "",
  ];
}

function expandedState(element: Element): boolean | undefined {
  if (element.tagName === "SUMMARY" && element.parentElement instanceof HTMLDetailsElement) {
    return element.parentElement.open;
  }
  const value = element.getAttribute("aria-expanded");
  return value === "true" ? true : value === "false" ? false : undefined;
}

const DISABLED = '[aria-disabled="true"], [inert]';

export function isDisabled(element: Element): boolean {
  if (matches(element, ":disabled")) return true;
  for (let at: Element | null = element; at !== null; at = hostOf(at)) {
    if (closest(at, DISABLED) !== null) return true;
  }
  return false;
}

function hostOf(element: Element): Element | null {
  const root = Node.prototype.getRootNode.call(element);
  return root instanceof ShadowRoot ? root.host : null;
}

export function isReadonly(element: Element): boolean {
  return matches(element, "[readonly]") || attributeOf(element, "aria-readonly") === "true";
}

function fieldMarks(element: Element): string[] {
  const required = element.matches(":required") || element.getAttribute("aria-required") === "true";
  return [
    required ? "required" : "",
    isInvalid(element) ? "invalid" : "",
    isReadonly(element) ? "readonly" : "",
  ];
}

/** An empty required field is not an error yet, as it is not for a person looking at it. */
function isInvalid(element: Element): boolean {
  const aria = element.getAttribute("aria-invalid") ?? "";
  return (aria !== "" && aria !== "false") || element.matches(":user-invalid");
}

function describeValue(element: Element, role: string): string {
  const chosen = element instanceof HTMLSelectElement ? choiceOf(element) : undefined;
  const value = chosen ?? fieldValue(element, role);
  return value === undefined ? "" : ` value=${quote(value, MAX_VALUE)}`;
}

function choiceOf(select: HTMLSelectElement): string {
  return Array.from(select.selectedOptions, optionLabel).join(", ");
}

/** Last, so that marks of the list are not taken for those of an option. */
function describeOptions(element: Element): string {
  if (!(element instanceof HTMLSelectElement)) return "";
  const all = Array.from(element.options);
  const shown = all.slice(0, MAX_OPTIONS).map(describeOption).join(" | ");
  const more = all.length > MAX_OPTIONS ? ` | … ${all.length} in all` : "";
  return ` options: ${shown}${more}`;
}

/** Quoted only where the label could be taken for something else on the line. */
function describeOption(option: HTMLOptionElement): string {
  const label = optionLabel(option);
  const shown =
    /["|[\]@]/.test(label) || label.length > MAX_OPTION ? quote(label, MAX_OPTION) : label;
  return matches(option, ":disabled") ? `${shown} [disabled]` : shown;
}

export function optionLabel(option: HTMLOptionElement): string {
  return clean(option.label || option.text) || option.value;
}

/**
 * The live value as a person sees it: passwords, card numbers, codes and secrets masked; undefined
 * where there is none.
 */
export function fieldValue(element: Element, role: string): string | undefined {
  const value = liveValue(element, role);
  const isSecret = () => holdsSecret(element) || matches(element, SECRET_FIELD);
  return value !== undefined && isSecret() ? MASK : value;
}

function liveValue(element: Element, role: string): string | undefined {
  if (element instanceof HTMLInputElement) return inputValue(element);
  if (element instanceof HTMLTextAreaElement) return element.value || undefined;
  if (element instanceof HTMLProgressElement) return percentOf(element.position);
  if (element instanceof HTMLMeterElement) return `${element.value} of ${element.max}`;
  if (element instanceof HTMLElement && isEditingHost(element)) {
    // biome-ignore lint/performance/useDomNodeTextContent: only what is rendered is the value
    return clean(element.innerText) || undefined;
  }
  if (role === "textbox" || role === "searchbox" || role === "combobox") {
    return clean(element.textContent) || undefined;
  }
  return (
    element.getAttribute("aria-valuetext") ?? element.getAttribute("aria-valuenow") ?? undefined
  );
}

/** A progress bar that knows no end is at −1. */
function percentOf(position: number): string | undefined {
  return position < 0 ? undefined : `${Math.round(position * 100)}%`;
}

function inputValue(input: HTMLInputElement): string | undefined {
  if (/^(button|submit|reset|image|checkbox|radio|hidden)$/.test(input.type)) return undefined;
  if (input.value === "") return undefined;
  if (input.type === "file") return Array.from(input.files ?? [], (file) => file.name).join(", ");
  return input.type === "password" ? MASK : input.value;
}

/** The host a link leads to that leaves the site; most do not, and need no taking apart. */
function describeLink(element: Element): string {
  const href = hrefOf(element);
  if (href === "" || href.startsWith(`${origin}/`)) return "";
  const url = URL.parse(href, PLAIN_DOCUMENT.base());
  if (url === null || url.origin === origin) return "";
  return ` → ${/^https?:$/.test(url.protocol) ? url.host.replace(/^www\./, "") : url.protocol}`;
}

function hrefOf(element: Element): string {
  if (element instanceof HTMLAnchorElement || element instanceof HTMLAreaElement) {
    return element.href;
  }
  return element instanceof SVGAElement ? element.href.baseVal : "";
}

/** Quotes text for a line: one line, quotes escaped, cut with an ellipsis that says so. */
export function quote(text: string, max: number): string {
  const line = clean(text);
  const shown = line.length > max ? `${cut(line, max)}…` : line;
  return `"${shown.replace(/[\\"]/g, "\\$&")}"`;
}
