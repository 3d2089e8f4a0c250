import { allRoots } from "./tree.ts";

let since = 0;

/** Movements that have begun before this moment count no more. */
export function forgetMotion(): void {
  since = performance.now();
}

/** Milliseconds until the transitions and animations that have begun since are over; endless ones are none. */
export function motionMs(): number {
  const age = performance.now() - since;
  let most = 0;
  for (const root of allRoots()) {
    const { getAnimations } = root instanceof Document ? Document.prototype : ShadowRoot.prototype;
    for (const animation of getAnimations.call(root)) most = Math.max(most, leftOf(animation, age));
  }
  return most;
}

function leftOf({ playState, currentTime, effect, playbackRate }: Animation, age: number): number {
  const end = Number(effect?.getComputedTiming().endTime);
  const at = Number(currentTime);
  const isOurs = playState === "running" && at <= age && Number.isFinite(end);
  return isOurs && playbackRate > 0 ? Math.max(0, (end - at) / playbackRate) : 0;
}

/** Whether something in the element turns or pulses without end. */
export function movesForever(element: Element): boolean {
  const animations = Element.prototype.getAnimations.call(element, { subtree: true });
  return animations.some(({ effect }) => effect?.getComputedTiming().endTime === Infinity);
}
