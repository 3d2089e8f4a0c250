import type { Heard } from "../in-page-contract.ts";
import { composedParent } from "./tree.ts";

const KINDS = ["press", "hover", "drop"] as const;

let heard: Readonly<Record<Heard, WeakSet<Element>>> = nothing();
let holders = new WeakSet<Element>();
/** Inside closed roots, where only the browser hears, once. */
const kept = new WeakSet<Element>();
let stopHearing = (): void => undefined;

function nothing(): Record<Heard, WeakSet<Element>> {
  return { press: new WeakSet(), hover: new WeakSet(), drop: new WeakSet() };
}

/**
 * Forgets what was heard and hears anew: each element from which the page's own world sends an event
 * of this name and kind has such listeners. Only that world can ask for listeners.
 */
export function hearListeners(name: string): void {
  stopHearing();
  heard = nothing();
  holders = new WeakSet();
  const stops = KINDS.map((kind) => {
    const note = (event: Event): void => noteListener(event, kind);
    addEventListener(`${name}-${kind}`, note, { capture: true });
    return () => removeEventListener(`${name}-${kind}`, note, { capture: true });
  });
  stopHearing = () => {
    for (const stop of stops) stop();
  };
}

function noteListener(event: Event, kind: Heard): void {
  event.stopImmediatePropagation();
  const [element] = event.composedPath();
  if (!(element instanceof Element)) return;
  heard[kind].add(element);
  if (kind === "press") noteHolders(element);
}

function noteHolders(element: Element): void {
  for (let at = composedParent(element); at !== null && !holders.has(at); at = composedParent(at)) {
    holders.add(at);
  }
}

/** Notes an element inside a closed root that listens for presses. */
export function keepPressable(element: Element): void {
  kept.add(element);
  noteHolders(element);
}

/** Whether the page listens for this on the element itself. */
export function listensFor(kind: Heard, element: Element): boolean {
  return heard[kind].has(element) || (kind === "press" && kept.has(element));
}

/** Whether the page listens for presses on something inside the element. */
export function holdsPressables(element: Element): boolean {
  return holders.has(element);
}
