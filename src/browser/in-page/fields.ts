import { ELEMENT_GONE, type SelectResult } from "../in-page-contract.ts";
import { clean } from "../visible-text.ts";
import { elementOf } from "./registry.ts";
import { roleOf } from "./roles.ts";
import { optionLabel } from "./states.ts";

/** The element of a ref, or the control that a label stands for. */
export function fieldFor(ref: number): Element {
  const element = elementOf(ref);
  if (!element?.isConnected) throw new Error(ELEMENT_GONE);
  return (element instanceof HTMLLabelElement ? element.control : null) ?? element;
}

/** Tells the page of a value that was not typed. */
export function announce(element: Element): void {
  element.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  element.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Chooses options of a native list by label or value; one line of `value` per option. */
export function select(ref: number, value: string): SelectResult {
  const element = fieldFor(ref);
  if (element instanceof HTMLInputElement && element.list instanceof HTMLDataListElement) {
    return suggested(element.list, value);
  }
  if (!(element instanceof HTMLSelectElement)) return { way: "custom" };
  const wanted = element.multiple ? value.split("\n") : [value];
  const found = wanted.map((text) => optionsCalled(element, text));
  if (found.some((options) => options.length === 0)) {
    return { way: "missing", options: Array.from(element.options, optionLabel).slice(0, 30) };
  }
  const several = found.find((options) => options.length > 1);
  if (several !== undefined) return { way: "several", options: several.map(withValue) };
  const options = found.flat();
  const disabled = options.find((option) => option.matches(":disabled"));
  if (disabled !== undefined) return { way: "disabled", option: optionLabel(disabled) };
  choose(element, options);
  const isKept = options.every((option) => option.selected || !option.isConnected);
  return { way: isKept ? "native" : "undone" };
}

function choose(select: HTMLSelectElement, chosen: readonly HTMLOptionElement[]): void {
  select.focus();
  for (const option of select.options) option.selected = chosen.includes(option);
  announce(select);
}

/** What the browser suggests for a field is chosen by typing it. */
function suggested({ options }: HTMLDataListElement, value: string): SelectResult {
  const wanted = clean(value).toLowerCase();
  const option = Array.from(options).find(
    (one) => one.value === value || optionLabel(one).toLowerCase() === wanted,
  );
  if (option !== undefined) return { way: "suggested", value: option.value };
  return { way: "missing", options: Array.from(options, optionLabel).slice(0, 30) };
}

/** By value, else by label; several where labels are the same and values are not. */
function optionsCalled(select: HTMLSelectElement, text: string): HTMLOptionElement[] {
  const options = Array.from(select.options);
  const byValue = options.find((option) => option.value === text);
  if (byValue !== undefined) return [byValue];
  const wanted = clean(text);
  const exact = options.filter((option) => optionLabel(option) === wanted);
  if (exact.length > 0) return exact;
  return options.filter((option) => optionLabel(option).toLowerCase() === wanted.toLowerCase());
}

function withValue(option: HTMLOptionElement): string {
  return `${optionLabel(option)}, value ${option.value}`;
}

const CHECKED_ROLES = /^(checkbox|radio|switch|menuitemcheckbox|menuitemradio)$/;

/** Whether a checkbox, radio or switch is on; null when it is none of them. */
export function checkedState(ref: number): boolean | "mixed" | null {
  const element = fieldFor(ref);
  if (element instanceof HTMLInputElement && /^(checkbox|radio)$/.test(element.type)) {
    return element.indeterminate ? "mixed" : element.checked;
  }
  const checked = element.getAttribute("aria-checked") ?? element.getAttribute("aria-pressed");
  if (checked === null) return CHECKED_ROLES.test(roleOf(element)) ? false : null;
  return checked === "mixed" ? "mixed" : checked === "true";
}
