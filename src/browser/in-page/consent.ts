import type {
  BannerLook,
  ConsentControls,
  ConsentFacts,
  ConsentMisfit,
  ConsentWay,
} from "../consent/banner.ts";
import { clean } from "../visible-text.ts";
import { noteHosts } from "./closed-roots.ts";
import { changed } from "./observe.ts";
import { PLAIN_DOCUMENT, selectAll } from "./plain-document.ts";
import { attributeOf, boxOf, childNodesOf, matches, shadowOf, tagOf } from "./plain-dom.ts";
import { nextRef, refFor, reserveRefs } from "./registry.ts";
import { composedParent, frameIdOf } from "./tree.ts";
import { hasBox, standIn } from "./visibility.ts";

/** Script elements, banners and hosts of one look, and parts of a banner that are looked at. */
const MOST_SCRIPTS = 500;
const MOST_ALIKE = 20;
const MOST_PARTS = 2_000;
/** What belongs to a login or a payment, and to no consent banner. */
const PRIVATE_FIELDS =
  "input[type=password], input[type=email], input[type=tel], input[type=file], textarea, [autocomplete^=cc-]";
const CONTROLS = "button, a, input, iframe, [role=button]";
/** What would take a press on something in it, and what a press on its middle would reach instead. */
const AROUND = "a[href], button, label, summary";
const INSIDE = "a[href], button, input, select, textarea, label, form, iframe, summary";
/** Addresses of links that are only drawn as such. */
const NO_ADDRESS = /^(#[0!]?|javascript:(void(\(0\)| 0))?;?)$/i;

/** Which of the banners are to be seen, and which scripts the document names. */
export function consentFacts(looks: readonly BannerLook[]): ConsentFacts {
  const shown = looks.flatMap((look, index) => {
    const [first] = shownBanners(look);
    if (first === undefined) return [];
    const frame = frameIdOf(first);
    return [{ index, isOne: isOne(look), ...(frame === undefined ? {} : { frame }) }];
  });
  return { shown, scriptHosts: scriptHosts(), suspects: noteHosts(looks.flatMap(hostsOf)) };
}

/** Resolves when one of the banners is to be seen, or none is any more; false when the time is up. */
export async function bannerTurns(
  looks: readonly BannerLook[],
  wanted: "shown" | "gone",
  timeoutMs: number,
): Promise<boolean> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const isShown = looks.some((look) => shownBanners(look).length > 0);
    if (isShown === (wanted === "shown")) return true;
    if (performance.now() >= until) return false;
    await changed(until);
  }
}

/**
 * The controls of the first way that the banner offers, with refs; none when it offers no way, or why
 * what stands there is not pressed.
 */
export function consentControls(
  look: BannerLook,
  ways: readonly ConsentWay[],
  from: number,
): ConsentControls {
  reserveRefs(from);
  for (const way of ways) {
    const [shown = [], ...later] = way.map((selector, step) =>
      candidates(look, selector).filter((one) => (step > 0 ? mayShow(one) : standIn(one))),
    );
    if (shown.length === 0 || later.some(({ length }) => length === 0)) continue;
    const steps = [shown, ...later];
    if (steps.some(({ length }) => length > 1)) return { way: "refused", why: "several" };
    const controls = steps.flat();
    const why = controls.map(misfit).find((one) => one !== undefined) ?? privacy(look);
    if (why !== undefined) return { way: "refused", why };
    return { way: "found", refs: controls.map(refFor), nextRef: nextRef() };
  }
  return { way: "none" };
}

/** What is only hidden by what is around it shows with that. */
function mayShow(element: Element): boolean {
  return getComputedStyle(element).display !== "none";
}

function candidates(look: BannerLook, selector: string): Element[] {
  const inside = bannersOf(look).flatMap((banner) => [
    ...Element.prototype.querySelectorAll.call(banner, selector),
  ]);
  return [...new Set(inside)];
}

/** Whether each of the banners stands there once; a second one is somebody else's. */
function isOne(look: BannerLook): boolean {
  return look.banners.every((banner) => shownBanners({ ...look, banners: [banner] }).length <= 1);
}

function shownBanners(look: BannerLook): Element[] {
  return bannersOf(look).filter(isShown);
}

/** Those inside others are parts of them. */
function bannersOf(look: BannerLook): Element[] {
  const shadows = hostsOf(look).flatMap((host) => shadowOf(host) ?? []);
  const roots = look.host === undefined ? [document] : shadows;
  const all = roots.flatMap((root) => [...selectAll(root, look.banners.join())]);
  const found = all.slice(0, MOST_ALIKE);
  return found.filter((one) => !found.some((other) => other !== one && other.contains(one)));
}

function hostsOf({ host }: BannerLook): Element[] {
  return host === undefined ? [] : [...selectAll(document, host)].slice(0, MOST_ALIKE);
}

/** Whether any text or control of it can be seen; boxes around what has gone may stay for good. */
function isShown(banner: Element): boolean {
  const parts = [banner, ...Element.prototype.querySelectorAll.call(banner, "*")];
  return parts
    .slice(0, MOST_PARTS)
    .some((part) => (matches(part, CONTROLS) || hasText(part)) && isSeen(part));
}

function hasText(element: Element): boolean {
  return [...childNodesOf(element)].some((node) => node instanceof Text && clean(node.data) !== "");
}

function isSeen(element: Element): boolean {
  const isDrawn = Element.prototype.checkVisibility.call(element, {
    opacityProperty: true,
    visibilityProperty: true,
  });
  return isDrawn && hasBox(element) && !isAside(element);
}

/** What slides in or out is not there yet, or not any more. */
function isAside(element: Element): boolean {
  let fixed: Element | null = element;
  while (fixed !== null && getComputedStyle(fixed).position !== "fixed")
    fixed = composedParent(fixed);
  if (fixed === null || !hasBox(fixed)) return false;
  const { left, top, right, bottom } = boxOf(fixed);
  return right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight;
}

function scriptHosts(): string[] {
  const scripts = [...PLAIN_DOCUMENT.findAll("script[src]")].slice(0, MOST_SCRIPTS);
  const hosts = scripts.map((script) => {
    const src = script instanceof Element ? (attributeOf(script, "src") ?? "") : "";
    return URL.parse(src, PLAIN_DOCUMENT.base())?.hostname ?? "";
  });
  return [...new Set(hosts)].filter((host) => host !== "");
}

/** Why a press here could do something else than answer a banner. */
function misfit(element: Element): ConsentMisfit | undefined {
  const holds = Element.prototype.querySelector.call(element, INSIDE) !== null;
  if (holds || isHeld(element)) return "nested";
  if (element instanceof HTMLAnchorElement) {
    const href = attributeOf(element, "href");
    return href === null || NO_ADDRESS.test(href.trim()) ? undefined : "link";
  }
  if (element instanceof HTMLButtonElement)
    return element.type === "button" || element.form === null ? undefined : "submit";
  const isInput = element instanceof HTMLInputElement && element.type === "button";
  const isDrawn = /^(DIV|SPAN)$/.test(tagOf(element)) && attributeOf(element, "role") === "button";
  return isInput || isDrawn ? undefined : "no button";
}

function isHeld(element: Element): boolean {
  for (let at = composedParent(element); at !== null; at = composedParent(at)) {
    if (matches(at, AROUND)) return true;
  }
  return false;
}

function privacy(look: BannerLook): ConsentMisfit | undefined {
  const asks = bannersOf(look).some(
    (banner) => Element.prototype.querySelector.call(banner, PRIVATE_FIELDS) !== null,
  );
  return asks ? "private" : undefined;
}
