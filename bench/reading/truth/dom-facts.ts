import type { Why } from "./acting.ts";

/** What the DOM says of one control. */
export interface DomFacts {
  readonly why: Why;
  readonly tag: string;
  readonly type: string;
  readonly where: string;
  /** What a person reads on it, for controls without a name. */
  readonly text: string;
  /** States and the like that the accessibility tree lacks or words in its own way. */
  readonly states: readonly string[];
  readonly value: string;
  readonly options: readonly string[];
}

const VALUELESS = /^(button|submit|reset|image|checkbox|radio|hidden|file)$/;

/** Reads the DOM's word on a control; for a label, that of the input it stands for. */
export function factsOf(shown: Element, why: Why): DomFacts {
  const element = shown instanceof HTMLLabelElement && why === "label" ? shown.control : shown;
  const input = element ?? shown;
  return {
    why,
    tag: input.localName,
    type: input instanceof HTMLInputElement ? input.type : "",
    where: [
      shown.localName,
      shown.id && `#${shown.id}`,
      ...[...shown.classList].map((name) => `.${name}`),
    ]
      .join("")
      .slice(0, 80),
    text: textOf(shown),
    states: statesOf(input, why === "label"),
    value: fieldValue(input),
    options: input instanceof HTMLSelectElement ? [...input.options].map(labelOf) : [],
  };
}

function textOf(element: Element): string {
  // biome-ignore lint/performance/useDomNodeTextContent: only what is rendered can be read
  const text = element instanceof HTMLElement ? element.innerText : (element.textContent ?? "");
  return text.trim() || element.getAttribute("aria-label") || element.getAttribute("title") || "";
}

/** Required and empty is not yet an error, as it is none to whoever looks at it. */
function statesOf(element: Element, hidden: boolean): string[] {
  const says = (name: string) => element.getAttribute(`aria-${name}`) ?? "false";
  const states = [
    says("invalid") !== "false" || element.matches(":user-invalid") ? "invalid" : "",
    element.matches("input[readonly], textarea[readonly]") || says("readonly") === "true"
      ? "readonly"
      : "",
  ];
  if (hidden && element instanceof HTMLInputElement) {
    states.push(element.checked ? "checked" : "", element.disabled ? "disabled" : "");
  }
  return states.filter((state) => state !== "");
}

function fieldValue(element: Element): string {
  if (element instanceof HTMLInputElement) return VALUELESS.test(element.type) ? "" : element.value;
  if (element instanceof HTMLTextAreaElement) return element.value;
  if (element instanceof HTMLSelectElement) {
    return [...element.selectedOptions].map(labelOf).join(", ");
  }
  const editable = element instanceof HTMLElement && element.isContentEditable;
  // biome-ignore lint/performance/useDomNodeTextContent: only what is rendered is the value
  return editable ? element.innerText : "";
}

function labelOf(option: HTMLOptionElement): string {
  return option.label.replace(/\s+/g, " ").trim();
}
