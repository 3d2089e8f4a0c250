const ALT = 1;
const CONTROL = 2;
const META = 4;
const SHIFT = 8;

/** The page runs on Linux, where Control is what Command is on a person's Mac. */
export const IS_APPLE = /^(Mac|iP)/.test(navigator.platform);

interface Modified {
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** Modifiers as bits of the wire. */
export function modifiersOf({ altKey, ctrlKey, metaKey, shiftKey }: Modified): number {
  const isControl = ctrlKey || (IS_APPLE && metaKey);
  const isMeta = metaKey && !IS_APPLE;
  return (
    (altKey ? ALT : 0) | (isControl ? CONTROL : 0) | (isMeta ? META : 0) | (shiftKey ? SHIFT : 0)
  );
}

/** The modifiers of a key that may write: those that only chose its character are none. */
export function keyModifiersOf(event: KeyboardEvent): number {
  const modifiers = modifiersOf(event);
  if ([...event.key].length !== 1) return modifiers;
  if (event.getModifierState("AltGraph")) return modifiers & ~(ALT | CONTROL);
  return IS_APPLE && event.altKey && !event.metaKey ? modifiers & ~ALT : modifiers;
}
