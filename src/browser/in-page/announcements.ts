import { closest, matches } from "./plain-dom.ts";
import { shownText } from "./text.ts";
import { isVisible } from "./visibility.ts";

/** Where a page tells a person what has happened. */
const LIVE =
  '[role="alert"], [role="status"], [role="log"], output, [aria-live="polite"], [aria-live="assertive"]';
const MOST = 5;
const LENGTH = 200;
/** Nodes of one change that are looked at. */
const MOST_NODES = 20;

/** What was said, by the element that says it. */
const said = new Map<Element, string>();

export function forgetAnnouncements(): void {
  said.clear();
}

/** Keeps what has come into regions that announce, as it reads now. */
export function noteAnnouncements(records: readonly MutationRecord[]): void {
  for (const { target, addedNodes } of records) {
    if (said.size >= MOST) return;
    const place = target instanceof Element ? target : target.parentElement;
    const region = place === null ? null : closest(place, LIVE);
    for (const node of [...addedNodes].slice(0, MOST_NODES)) note(region, node);
  }
}

function note(region: Element | null, added: Node): void {
  const inside = region === null ? regionIn(added) : added instanceof Element ? added : region;
  if (inside === null || said.size >= MOST || !isVisible(inside)) return;
  const text = shownText(inside, LENGTH);
  if (text !== "") said.set(inside, text);
}

function regionIn(added: Node): Element | null {
  if (!(added instanceof Element)) return null;
  return matches(added, LIVE) ? added : Element.prototype.querySelector.call(added, LIVE);
}

/** What was announced and is not to be seen any more. */
export function passedAnnouncements(): string[] {
  const gone = [...said].filter(([element]) => !element.isConnected || !isVisible(element));
  return [...new Set(gone.map(([, text]) => text))];
}
