import { composedParent } from "./tree.ts";

let pressables = new WeakSet<Element>();
let holders = new WeakSet<Element>();
let stopHearing = (): void => undefined;

/**
 * Forgets what was heard and hears anew: each element that the page's own world sends this event
 * from has a listener for presses. Only that world can ask for listeners.
 */
export function hearPressables(event: string): void {
  stopHearing();
  pressables = new WeakSet();
  holders = new WeakSet();
  addEventListener(event, note, { capture: true });
  stopHearing = () => removeEventListener(event, note, { capture: true });
}

function note(event: Event): void {
  event.stopImmediatePropagation();
  const [element] = event.composedPath();
  if (!(element instanceof Element)) return;
  pressables.add(element);
  for (let at = composedParent(element); at !== null && !holders.has(at); at = composedParent(at)) {
    holders.add(at);
  }
}

/** Whether the page listens for presses on the element itself. */
export function isPressable(element: Element): boolean {
  return pressables.has(element);
}

/** Whether the page listens for presses on something inside the element. */
export function holdsPressables(element: Element): boolean {
  return holders.has(element);
}
