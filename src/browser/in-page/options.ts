import type { OptionsFound } from "../in-page-contract.ts";
import { clean } from "../visible-text.ts";
import { bringIntoView, nextFrame } from "./actionable.ts";
import { fieldFor } from "./fields.ts";
import { lineOf } from "./lines.ts";
import { matches } from "./plain-dom.ts";
import { nextRef, refFor, reserveRefs } from "./registry.ts";
import { nameOf } from "./roles.ts";
import { allElements, composedParent, deepActiveElement } from "./tree.ts";
import { isVisible } from "./visibility.ts";

const OPTIONS = "[role=option], [role=menuitemradio], [role=menuitem], [role=treeitem]";
const MAX_LABELS = 30;

let shownBefore: ReadonlySet<Element> = new Set();
/** What had the focus before anything was done to the list. */
let focusBefore: Element | null = null;
let searching = false;
/** How a field says of itself that there is a list to what is typed there. */
const SEARCHES =
  "[role=combobox], [role=searchbox], [type=search], [aria-controls], [aria-owns], [aria-autocomplete]";

/** Remembers which options show before a list is opened, and what already reads like the value. */
export function noteOptions(value: string): void {
  shownBefore = new Set([...visibleOptions(), ...withText(value)]);
}

/** Readies the field in which an open list is searched, if it has one, for what is searched for. */
export function startSearch(ref: number): boolean {
  const field = searchField(ref);
  if (field === undefined) return false;
  field.select();
  searching = true;
  return true;
}

/** The field of the list itself, or the one into which opening it has put the focus. */
function searchField(ref: number): HTMLInputElement | undefined {
  const active = deepActiveElement();
  if (!(active instanceof HTMLInputElement) || !/^(text|search)$/.test(active.type)) return;
  const isOwn = fieldFor(ref).contains(active) || active !== focusBefore;
  const searches = matches(active, SEARCHES) || visibleOptions().some(isNew);
  return isOwn && searches && !active.readOnly ? active : undefined;
}

/** Milliseconds for options to show of themselves in a list that can be searched. */
const SEARCHED_MS = 1_000;
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
  if (!opened) {
    focusBefore = deepActiveElement();
    searching = false;
  }
  const isToBeSearched = !searching && searchField(ref) !== undefined;
  const until = performance.now() + (isToBeSearched ? SEARCHED_MS : OPTIONS_MS);
  const search = new ListSearch();
  for (;;) {
    const options = optionsOf(ref, value, opened);
    search.note(options);
    const called = optionsCalled(options, value);
    const isClosed = !opened && options.length === 0;
    const isThere = called.length > 0 && (await restsInView(called));
    if (isThere || isClosed || performance.now() > until) return foundAs(called, search.labels);
    if (called.length === 0 && search.isThrough()) return foundAs([], search.labels);
    await nextFrame();
  }
}

/** A list that draws only what is in view may draw an option anew as it comes into view. */
async function restsInView([option]: readonly Element[]): Promise<boolean> {
  if (option === undefined) return false;
  bringIntoView(option);
  await nextFrame();
  return option.isConnected;
}

function foundAs(called: readonly Element[], labels: Iterable<string>): OptionsFound {
  const matches = called.map((element) => ({ ref: refFor(element), line: lineOf(element) }));
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
  #options: readonly Element[] = [];
  #lastNew = performance.now();
  #wasAtStart = false;
  #scroller: Element | undefined;

  note(options: readonly Element[]): void {
    const known = this.labels.size;
    for (const option of options) this.labels.add(labelOf(option));
    if (this.labels.size > known) this.#lastNew = performance.now();
    this.#options = options;
  }

  /** Goes on to the next part; true when there is nothing more to come. */
  isThrough(): boolean {
    if (this.#goesOn()) return false;
    return this.#options.length > 0 && performance.now() - this.#lastNew > ALL_THERE_MS;
  }

  #goesOn(): boolean {
    const scroller = this.#scroller ?? scrollerOf(this.#options[0]);
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

function scrollerOf(option: Element | undefined): Element | undefined {
  for (let at = option ? composedParent(option) : null; at !== null; at = composedParent(at)) {
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
