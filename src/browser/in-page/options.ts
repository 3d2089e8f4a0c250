import type { OptionsFound } from "../in-page-contract.ts";
import { nextFrame } from "./actionable.ts";
import { fieldFor } from "./fields.ts";
import { matches } from "./plain-dom.ts";
import { nextRef, refFor, reserveRefs } from "./registry.ts";
import { nameOf } from "./roles.ts";
import { allElements, composedParent } from "./tree.ts";
import { clean, isVisible } from "./visibility.ts";
import { lineOf } from "./walk.ts";

const OPTIONS = "[role=option], [role=menuitemradio], [role=menuitem], [role=treeitem]";
const MAX_LABELS = 30;

let shownBefore: ReadonlySet<Element> = new Set();

/** Remembers which options show before a list is opened, and what already reads like the value. */
export function noteOptions(value: string): void {
  shownBefore = new Set([...visibleOptions(), ...withText(value)]);
}

/** Milliseconds for options to come, and without a new one after which those that are there are all. */
const OPTIONS_MS = 5_000;
const ALL_THERE_MS = 600;

/**
 * The options of a custom list that are called so: of the lists that belong to the element, else,
 * once it was opened, of those that have come to show since. A list that was opened is waited for, and
 * one that shows only a part of itself at a time is scrolled through.
 */
export async function awaitOptions(
  ref: number,
  value: string,
  opened: boolean,
  from: number,
): Promise<OptionsFound> {
  reserveRefs(from);
  const first = optionsOf(ref, value, opened);
  if (!opened && first.length === 0) return foundAmong(first, value);
  const until = performance.now() + OPTIONS_MS;
  const search = new ListSearch();
  for (let options = first; ; options = optionsOf(ref, value, opened)) {
    const isThere = optionsCalled(options, value).length > 0;
    if (isThere || performance.now() > until || search.isThrough(options)) {
      return foundAmong(options, value, search.labels);
    }
    await nextFrame();
  }
}

function foundAmong(
  options: readonly Element[],
  value: string,
  labels: Iterable<string> = [],
): OptionsFound {
  const matches = optionsCalled(options, value).map((element) => ({
    ref: refFor(element),
    line: lineOf(element),
  }));
  return { matches, labels: [...labels].slice(0, MAX_LABELS), nextRef: nextRef() };
}

function optionsOf(ref: number, value: string, opened: boolean): Element[] {
  const own = visibleOptions().filter(belongsTo(fieldFor(ref)));
  const fresh = opened && own.length === 0 ? visibleOptions().filter(isNew) : own;
  return fresh.length > 0 || !opened ? fresh : withText(value).filter(isNew);
}

/** The way through a list from where it stands to its end, and from its start if it was not there. */
class ListSearch {
  readonly labels = new Set<string>();
  #lastNew = performance.now();
  #wasAtStart = false;
  #scroller: Element | undefined;

  /** Takes in what shows, and goes on to the next part; true when there is nothing more to come. */
  isThrough(options: readonly Element[]): boolean {
    const known = this.labels.size;
    for (const option of options) this.labels.add(labelOf(option));
    if (this.labels.size > known) this.#lastNew = performance.now();
    if (this.#goesOn(options)) return false;
    return options.length > 0 && performance.now() - this.#lastNew > ALL_THERE_MS;
  }

  #goesOn([option]: readonly Element[]): boolean {
    const scroller = this.#scroller ?? (option && scrollerOf(option));
    if (scroller === undefined) return false;
    if (this.#scroller === undefined) {
      this.#scroller = scroller;
      this.#wasAtStart = scroller.scrollTop === 0;
    }
    const before = scroller.scrollTop;
    scroller.scrollTop = before + scroller.clientHeight;
    if (scroller.scrollTop > before) return true;
    if (this.#wasAtStart) return false;
    this.#wasAtStart = true;
    scroller.scrollTop = 0;
    return true;
  }
}

function scrollerOf(option: Element): Element | undefined {
  for (let at = composedParent(option); at !== null; at = composedParent(at)) {
    if (at === document.body || at === document.documentElement) return undefined;
    const isLonger = at.scrollHeight > at.clientHeight + 1;
    if (isLonger && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return undefined;
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
