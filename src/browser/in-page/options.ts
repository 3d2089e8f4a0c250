import type { OptionsFound } from "../in-page-contract.ts";
import { fieldFor } from "./fields.ts";
import { matches } from "./plain-dom.ts";
import { nextRef, refFor, reserveRefs } from "./registry.ts";
import { nameOf } from "./roles.ts";
import { allElements } from "./tree.ts";
import { clean, isVisible } from "./visibility.ts";
import { lineOf } from "./walk.ts";

const OPTIONS = "[role=option], [role=menuitemradio], [role=menuitem], [role=treeitem]";
const MAX_LABELS = 30;

let shownBefore: ReadonlySet<Element> = new Set();

/** Remembers which options show before a list is opened, and what already reads like the value. */
export function noteOptions(value: string): void {
  shownBefore = new Set([...visibleOptions(), ...withText(value)]);
}

/**
 * The options of a custom list that are called so: of the lists that belong to the element, else,
 * once it was opened, of those that have come to show since.
 */
export function findOptions(
  ref: number,
  value: string,
  opened: boolean,
  from: number,
): OptionsFound {
  reserveRefs(from);
  const own = visibleOptions().filter(belongsTo(fieldFor(ref)));
  const fresh = opened && own.length === 0 ? visibleOptions().filter(isNew) : own;
  const options = fresh.length > 0 || !opened ? fresh : withText(value).filter(isNew);
  const called = optionsCalled(options, value).map((element) => ({
    ref: refFor(element),
    line: lineOf(element),
  }));
  return { matches: called, labels: options.map(labelOf).slice(0, MAX_LABELS), nextRef: nextRef() };
}

function isNew(element: Element): boolean {
  return !shownBefore.has(element);
}

function visibleOptions(): Element[] {
  return [...allElements()].filter((element) => matches(element, OPTIONS) && isVisible(element));
}

/** Lists that are inside the element or that it names as its own. */
function belongsTo(element: Element): (option: Element) => boolean {
  const owners = [element, ...element.querySelectorAll("[aria-controls], [aria-owns]")];
  const ids = owners.flatMap((owner) =>
    ["aria-controls", "aria-owns"].flatMap((name) => owner.getAttribute(name)?.split(/\s+/) ?? []),
  );
  return (option) =>
    element.contains(option) || ids.some((id) => id !== "" && option.closest(`#${CSS.escape(id)}`));
}

function optionsCalled(options: readonly Element[], value: string): Element[] {
  const wanted = clean(value);
  const exact = options.filter(
    (option) => labelOf(option) === wanted || option.getAttribute("data-value") === value,
  );
  if (exact.length > 0) return exact;
  return options.filter((option) => labelOf(option).toLowerCase() === wanted.toLowerCase());
}

function labelOf(option: Element): string {
  return nameOf(option) || clean(option.textContent ?? "");
}

/** The smallest visible elements that read exactly so, for lists that say of nothing what it is. */
function withText(value: string): Element[] {
  const wanted = clean(value).toLowerCase();
  const showing = [...allElements()].filter(
    (element) => clean(element.textContent ?? "").toLowerCase() === wanted && isVisible(element),
  );
  return showing.filter(
    (element) => !showing.some((one) => one !== element && element.contains(one)),
  );
}
