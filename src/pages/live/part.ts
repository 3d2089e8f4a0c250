import type { LiveAsk, LiveState } from "../../domain/live.ts";

/** A piece of the view that shows some of the state, in place. */
export interface Part {
  readonly element: HTMLElement;
  render(state: LiveState): void;
  /** Once a second, for what counts down. */
  tick?(now: number): void;
}

/** Sends, and tells the person when it could not. */
export type Ask = (ask: LiveAsk) => void;
