import type { FieldFact } from "../page-kind/page-facts.ts";
import { clean, cut } from "../visible-text.ts";
import { holdsSecret } from "./filled-secrets.ts";
import { attributeOf } from "./plain-dom.ts";

const MAX_NAME = 80;
/** Text nodes that are looked at for one name. */
const MAX_NODES = 12;
const PRESSED = /^(submit|button|reset|image)$/;
const UNASKED = /^(hidden)$/;

/** A field with what stands in it, which does not leave the page. */
export type FoundField = Omit<FieldFact, "echoed"> & { readonly value: string };

/** The words that name a control, a link or a heading: its label, else its own first text. */
export function nameOf(element: Element): string {
  const label = clean(cut(attributeOf(element, "aria-label") ?? "", MAX_NAME));
  return label === "" ? firstText(element) : label;
}

/** A field as its markup tells it; a button made of an input has its words as hint. */
export function readField(element: Element): FoundField | undefined {
  if (element instanceof HTMLSelectElement) return { type: "select", ...hints(element) };
  if (element instanceof HTMLTextAreaElement) return { type: "textarea", ...hints(element) };
  if (!(element instanceof HTMLInputElement) || UNASKED.test(element.type)) return undefined;
  const { type, value } = element;
  if (PRESSED.test(type)) {
    return { type: "button", hint: clean(cut(value, MAX_NAME)), complete: "", value: "" };
  }
  const isSearch = attributeOf(element, "role") === "searchbox" || type === "search";
  return { type: isSearch ? "search" : type, ...hints(element) };
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function hints(field: Field): Omit<FoundField, "type"> {
  const label = field.labels?.[0];
  const words = [
    attributeOf(field, "aria-label"),
    attributeOf(field, "placeholder"),
    attributeOf(field, "name"),
    label === undefined ? "" : firstText(label),
  ];
  return {
    hint: cut(words.map((word) => clean(cut(word ?? "", MAX_NAME))).join(" "), 2 * MAX_NAME).trim(),
    complete: cut(attributeOf(field, "autocomplete") ?? "", MAX_NAME),
    value: field.type === "password" || holdsSecret(field) ? "" : clean(cut(field.value, MAX_NAME)),
  };
}

function firstText(element: Element): string {
  const walker = Document.prototype.createTreeWalker.call(document, element, NodeFilter.SHOW_TEXT);
  let text = "";
  for (let seen = 0; seen < MAX_NODES && text.length < MAX_NAME && walker.nextNode(); seen++) {
    if (walker.currentNode instanceof Text)
      text += ` ${cut(walker.currentNode.data, 4 * MAX_NAME)}`;
  }
  return cut(clean(text), MAX_NAME);
}
