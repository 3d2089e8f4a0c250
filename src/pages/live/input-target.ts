import type { LiveAsk } from "../../domain/live.ts";

/** A place of the page, in its CSS pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What a person's hands meet: the picture, and the page behind it while they hold it. */
export interface InputTarget {
  readonly screen: HTMLElement;
  /** Takes what keys, compositions and phones write. */
  readonly typing: HTMLTextAreaElement;
  /** Whether what is done here goes to the page. */
  readonly isHeld: boolean;
  /** Whether a finger moves the picture, which is larger than the screen. */
  readonly isPanned: boolean;
  send(ask: LiveAsk): void;
  /** Undefined while there is no picture. */
  placeOf(at: { readonly clientX: number; readonly clientY: number }): Place | undefined;
  /** Tells the person why nothing happens. */
  refuse(): void;
}
