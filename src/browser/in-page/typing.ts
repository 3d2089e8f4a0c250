import type { FillStart, Focused, Held } from "../in-page-contract.ts";
import { centre } from "./actionable.ts";
import { announce, fieldFor } from "./fields.ts";
import { matches, shadowOf } from "./plain-dom.ts";
import { editingHostOf, isEditingHost } from "./roles.ts";
import { deepActiveElement, deepElementFromPoint } from "./tree.ts";

const TYPED = /^(text|search|email|tel|url|password|number)$/;
const FORMATS: Readonly<Record<string, string>> = {
  number: "a number",
  date: "YYYY-MM-DD",
  time: "HH:MM",
  "datetime-local": "YYYY-MM-DDTHH:MM",
  month: "YYYY-MM",
  week: "YYYY-Www",
  color: "#rrggbb",
  range: "a number within its bounds",
};
const REFUSALS: Readonly<Record<string, string>> = {
  checkbox: "it is ticked, not filled; use the action check or uncheck",
  radio: "it is ticked, not filled; use the action check or uncheck",
  file: "it takes files; use the action upload",
};
/** Whatever may be typed into. */
const FIELDS = "input, textarea, [contenteditable]";

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** What a field held before it was filled, and whether the page has put anything up or away since. */
interface Filling {
  readonly field: HTMLElement;
  readonly before: string;
  readonly rebuilt: () => boolean;
}

let filling: Filling | undefined;

/** Readies a field for a value that replaces what it holds, or sets it where typing cannot. */
export async function startFill(ref: number, value: string): Promise<FillStart> {
  const element = fieldFor(ref);
  const field = fieldOf(element);
  if (field === undefined) {
    const isList = element instanceof HTMLSelectElement;
    const why = isList
      ? "it is a list; use the action select"
      : "it is not a field that takes text";
    return { way: "refused", why };
  }
  const why = field instanceof HTMLInputElement ? refusal(field, value) : undefined;
  if (why !== undefined) return { way: "refused", why };
  field.focus();
  await afterwards();
  if (!hasFocus(field)) return { way: "refused", why: "the page puts its focus elsewhere" };
  if (field instanceof HTMLInputElement && !isTyped(field)) return setInput(field, value);
  const isDrawn = field !== element && !isHit(field);
  selectAll(field);
  // An editor with a model of its own hears of the selection a moment later, and a key may come sooner.
  await afterwards();
  beginFilling(field);
  return { way: "type", suggests: suggests(field), selectByKeys: isDrawn };
}

/** Once the page has done what it puts off when something comes into focus. */
export function afterwards(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Takes note of what a field holds before it gets something, for `heldAfter`. */
export function beginFilling(field: HTMLElement): void {
  filling = { field, before: textOf(field), rebuilt: watchTree() };
}

/** The field itself, the rich text around it, or the field inside what only looks like one. */
export function fieldOf(element: Element): HTMLElement | undefined {
  if (isField(element)) return element;
  const host = editingHostOf(element);
  if (host !== undefined) return host;
  const inner = [...element.querySelectorAll(FIELDS)].find(
    (one) => isField(one) || isEditingHost(one),
  );
  return inner instanceof HTMLElement ? inner : undefined;
}

function isField(element: Element): element is TextField {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

/** Tried on an input that is in no page, so that a value which is refused is heard of nowhere. */
export function refusal(input: HTMLInputElement, value: string): string | undefined {
  const { type } = input;
  const format = FORMATS[type];
  if (format === undefined) {
    if (isTyped(input)) return undefined;
    return REFUSALS[type] ?? `a ${type} input takes no value`;
  }
  return value === "" || tookValue(trial(input, value), value) ? undefined : `it takes ${format}`;
}

function trial({ type, min, max, step }: HTMLInputElement, value: string): HTMLInputElement {
  return Object.assign(document.createElement("input"), { type, min, max, step, value });
}

/** Browsers drop what they cannot read, and clamp a range; a colour is lower-cased. */
function tookValue(input: HTMLInputElement, value: string): boolean {
  if (input.type === "range") return Number(input.value) === Number(value);
  if (input.type === "color") return input.value === value.toLowerCase();
  return input.value !== "";
}

export function setInput(input: HTMLInputElement, value: string): FillStart {
  filling = { field: input, before: input.value, rebuilt: () => true };
  input.value = value;
  announce(input);
  return { way: "set" };
}

/** A text area that lies unseen below the lines of its editor has none of the editor's text. */
function isHit(field: HTMLElement): boolean {
  const { x, y } = centre(field.getBoundingClientRect());
  return deepElementFromPoint(x, y) === field;
}

export function selectAll(field: HTMLElement): void {
  if (isField(field)) field.select();
  else getSelection()?.selectAllChildren(field);
}

/** Whether anything has been put into the document or taken away since. */
function watchTree(): () => boolean {
  let rebuilt = false;
  const note = (): void => {
    rebuilt = true;
  };
  const observer = new MutationObserver(note);
  observer.observe(document, { childList: true, subtree: true });
  return () => {
    if (observer.takeRecords().length > 0) note();
    observer.disconnect();
    return rebuilt;
  };
}

/** What became of a value that was put into a field; passwords are compared here and never leave. */
export function heldAfter(ref: number, value: string): Held {
  const { field, before, rebuilt } = filling ?? {};
  filling = undefined;
  const hasChanged = rebuilt?.() ?? true;
  if (holds(ref, value)) return "all of it";
  if (hasChanged || field === undefined || textOf(field) !== before) return "otherwise";
  return hasFocus(field) ? "nothing" : "elsewhere";
}

/** True when the field holds exactly this. */
export function holds(ref: number, value: string): boolean {
  const element = fieldFor(ref);
  const field = fieldOf(element);
  // The text of an editor that draws its lines itself stands in its lines.
  const shown = field === undefined || (field !== element && !isHit(field)) ? element : field;
  if (shown instanceof HTMLInputElement && shown.type in FORMATS) {
    // The browser's own spelling of the value is the value.
    return shown.value === trial(shown, value).value;
  }
  const text = textOf(shown);
  if (isField(shown)) return text === value.replaceAll("\r\n", "\n");
  // Rich text makes lines into elements, which leaves no trace in its text content.
  return text.replace(/\s/g, "") === value.replace(/\s/g, "");
}

export function textOf(element: Element): string {
  return isField(element) ? element.value : (element.textContent ?? "");
}

/** Whether the field says of itself that it searches or completes while one types. */
export function suggests(field: Element): boolean {
  return matches(
    field,
    '[role="combobox"], [role="searchbox"], [type="search"], [aria-haspopup="listbox"], [aria-autocomplete="list"], [aria-autocomplete="both"]',
  );
}

/**
 * Puts the focus on the element, or on the field inside it where that is to be typed into; null when
 * it takes none. A field that comes into focus gets its caret at the end, and so does one that is to
 * be typed into while its caret stands where the browser put it.
 */
export function focusForKeys(ref: number, typing: boolean): Focused | null {
  const element = fieldFor(ref);
  if (!(element instanceof HTMLElement)) return null;
  const before = deepActiveElement();
  element.focus();
  if (typing && !hasFocus(element)) fieldOf(element)?.focus();
  const active = deepActiveElement();
  if (active !== before || (typing && caretAtStart(active))) caretToEnd(active);
  if (typing) countStrays();
  return hasFocus(element) ? { suggests: suggests(active ?? element) } : null;
}

export function hasFocus(element: Element): boolean {
  return matches(element, ":focus, :focus-within") || shadowOf(element)?.activeElement != null;
}

/** True also where nobody can tell. */
export function caretAtStart(element: Element | null): boolean {
  if (!isText(element)) return false;
  return (
    element.selectionStart === null || element.selectionStart + (element.selectionEnd ?? 0) === 0
  );
}

/** Moves as a person would, because fields of numbers and addresses tell scripts of no caret. */
export function caretToEnd(element: Element | null): void {
  if (isText(element) || (element instanceof HTMLElement && isEditingHost(element))) {
    getSelection()?.modify("move", "forward", "documentboundary");
  }
}

function isText(element: Element | null): element is TextField {
  if (element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && isTyped(element);
}

export function isTyped({ type }: HTMLInputElement): boolean {
  return TYPED.test(type);
}

let strays = 0;

function countStrays(): void {
  strays = 0;
  addEventListener("keydown", noteStray, { capture: true });
}

function noteStray(event: KeyboardEvent): void {
  const [target] = event.composedPath();
  const isNowhere = target === document.body || target === document.documentElement;
  if (event.isTrusted && isNowhere) strays++;
}

/** Keys since the focus was put on a field that found no focus at all. */
export function strayKeys(): number {
  removeEventListener("keydown", noteStray, { capture: true });
  return strays;
}
