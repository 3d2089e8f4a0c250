import {
  ELEMENT_GONE,
  type FillStart,
  type Focused,
  type SelectResult,
} from "../in-page-contract.ts";
import { matches, shadowOf } from "./plain-dom.ts";
import { elementOf } from "./registry.ts";
import { isEditingHost } from "./roles.ts";
import { optionLabel } from "./states.ts";
import { deepActiveElement } from "./tree.ts";
import { clean } from "./visibility.ts";

const TYPED = /^(text|search|email|tel|url|password|number)$/;
const FORMATS: Readonly<Record<string, string>> = {
  date: "YYYY-MM-DD",
  time: "HH:MM",
  "datetime-local": "YYYY-MM-DDTHH:MM",
  month: "YYYY-MM",
  week: "YYYY-Www",
  color: "#rrggbb",
  range: "a number within its bounds",
};

/** The element of a ref, or the control that a label stands for. */
export function fieldFor(ref: number): Element {
  const element = elementOf(ref);
  if (!element?.isConnected) throw new Error(ELEMENT_GONE);
  return (element instanceof HTMLLabelElement ? element.control : null) ?? element;
}

/** Readies a field for a value that replaces what it holds, or sets it where typing cannot. */
export function startFill(ref: number, value: string): FillStart {
  const element = fieldFor(ref);
  if (element instanceof HTMLInputElement) return startInput(element, value);
  if (element instanceof HTMLTextAreaElement) return selectAll(element);
  const host = element.closest('[contenteditable]:not([contenteditable="false"])');
  if (host instanceof HTMLElement && isEditingHost(host)) return selectContents(host);
  const inner = element.querySelector("input, textarea");
  if (inner instanceof HTMLInputElement) return startInput(inner, value);
  if (inner instanceof HTMLTextAreaElement) return selectAll(inner);
  if (element instanceof HTMLSelectElement) {
    return { way: "refused", why: "it is a list; use the action select" };
  }
  return { way: "refused", why: "it is not a field that takes text" };
}

function startInput(input: HTMLInputElement, value: string): FillStart {
  if (input.type === "number" && value !== "" && Number.isNaN(Number(value))) {
    return { way: "refused", why: "it takes a number" };
  }
  if (TYPED.test(input.type)) return selectAll(input);
  if (/^(checkbox|radio)$/.test(input.type)) {
    return { way: "refused", why: "it is ticked, not filled; use the action check or uncheck" };
  }
  if (input.type === "file")
    return { way: "refused", why: "it takes files; use the action upload" };
  return setInput(input, value);
}

function setInput(input: HTMLInputElement, value: string): FillStart {
  const format = FORMATS[input.type];
  if (format === undefined) return { way: "refused", why: `a ${input.type} input takes no value` };
  const before = input.value;
  input.focus();
  input.value = value;
  if (value !== "" && !tookValue(input, value)) {
    input.value = before;
    return { way: "refused", why: `it takes ${format}` };
  }
  announce(input);
  return { way: "set", value: input.value };
}

/** Browsers drop what they cannot read, and clamp a range; a colour is lower-cased. */
function tookValue(input: HTMLInputElement, value: string): boolean {
  if (input.type === "range") return Number(input.value) === Number(value);
  if (input.type === "color") return input.value === value.toLowerCase();
  return input.value !== "";
}

/** Tells the page of a value that was set, as typing would. */
export function announce(element: Element): void {
  element.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  element.dispatchEvent(new Event("change", { bubbles: true }));
}

function selectAll(field: HTMLInputElement | HTMLTextAreaElement): FillStart {
  field.focus();
  field.select();
  return { way: "type", suggests: suggests(field) };
}

function selectContents(host: HTMLElement): FillStart {
  host.focus();
  getSelection()?.selectAllChildren(host);
  return { way: "type", suggests: suggests(host) };
}

/** Whether the field says of itself that it searches or completes while one types. */
function suggests(field: Element): boolean {
  return matches(
    field,
    '[role="combobox"], [role="searchbox"], [type="search"], [aria-haspopup="listbox"], [aria-autocomplete="list"], [aria-autocomplete="both"]',
  );
}

/**
 * Puts the focus on the element; null when it takes none. A field that comes into focus gets its caret at the end, and so
 * does one that is to be typed into while its caret stands where the browser put it.
 */
export function focusForKeys(ref: number, typing: boolean): Focused | null {
  const element = fieldFor(ref);
  if (!(element instanceof HTMLElement)) return null;
  const before = deepActiveElement();
  element.focus();
  const active = deepActiveElement();
  if (active !== before || (typing && caretAtStart(active))) caretToEnd(active);
  const focused = matches(element, ":focus, :focus-within") || shadowOf(element)?.activeElement;
  return focused ? { suggests: suggests(active ?? element) } : null;
}

/** True also where nobody can tell. */
function caretAtStart(element: Element | null): boolean {
  if (!isText(element)) return false;
  return (
    element.selectionStart === null || element.selectionStart + (element.selectionEnd ?? 0) === 0
  );
}

/** Moves as a person would, because fields of numbers and addresses tell scripts of no caret. */
function caretToEnd(element: Element | null): void {
  if (isText(element) || (element instanceof HTMLElement && isEditingHost(element))) {
    getSelection()?.modify("move", "forward", "documentboundary");
  }
}

function isText(element: Element | null): element is HTMLInputElement | HTMLTextAreaElement {
  if (element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && TYPED.test(element.type);
}

/** True when the field holds exactly this; passwords are compared here and never leave the page. */
export function holds(ref: number, value: string): boolean {
  const element = fieldFor(ref);
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    return element.value === value.replaceAll("\r\n", "\n");
  }
  // Rich text makes lines into elements, which leaves no trace in its text content.
  return (element.textContent ?? "").replace(/\s/g, "") === value.replace(/\s/g, "");
}

/** Chooses options of a native list by label or value; one line of `value` per option. */
export function select(ref: number, value: string): SelectResult {
  const element = fieldFor(ref);
  if (!(element instanceof HTMLSelectElement)) return { way: "custom" };
  const wanted = element.multiple ? value.split("\n") : [value];
  const options = wanted.map((text) => findOption(element, text));
  const found = options.filter((option) => option !== undefined);
  if (found.length < wanted.length) {
    return { way: "missing", options: Array.from(element.options, optionLabel).slice(0, 30) };
  }
  const disabled = found.find((option) => option.matches(":disabled"));
  if (disabled !== undefined) return { way: "disabled", option: optionLabel(disabled) };
  choose(element, found);
  return { way: "native", chosen: found.map(optionLabel) };
}

function choose(select: HTMLSelectElement, chosen: readonly HTMLOptionElement[]): void {
  select.focus();
  for (const option of select.options) option.selected = chosen.includes(option);
  announce(select);
}

function findOption(select: HTMLSelectElement, text: string): HTMLOptionElement | undefined {
  const options = Array.from(select.options);
  const wanted = clean(text);
  return (
    options.find((option) => option.value === text) ??
    options.find((option) => optionLabel(option) === wanted) ??
    options.find((option) => optionLabel(option).toLowerCase() === wanted.toLowerCase())
  );
}

/** Whether a checkbox, radio or switch is on; null when it is none of them. */
export function checkedState(ref: number): boolean | null {
  const element = fieldFor(ref);
  if (element instanceof HTMLInputElement && /^(checkbox|radio)$/.test(element.type)) {
    return element.checked;
  }
  const checked = element.getAttribute("aria-checked") ?? element.getAttribute("aria-pressed");
  return checked === null ? null : checked === "true";
}
