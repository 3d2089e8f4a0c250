/**
 * What the server and the code inside pages say to each other. Everything is plain JSON; points
 * are CSS pixels in the viewport of the frame the code runs in.
 */

export type Detail = "controls" | "standard" | "full";

/** One line of a snapshot. */
export interface PageLine {
  readonly depth: number;
  /** For a frame only its label; the server, which knows the address, says the rest. */
  readonly text: string;
  readonly ref?: number;
  readonly frame?: FramePlaceholder;
}

/** The place of a child frame; `id` is missing until the server has told it. */
export interface FramePlaceholder {
  readonly id?: string;
  /** What the page asked for, which tells most while the frame is still loading. */
  readonly src: string;
}

export interface WalkRequest {
  readonly detail: Detail;
  /** The first number free for a new ref. */
  readonly nextRef: number;
  /** Walk only below this element. */
  readonly rootRef?: number;
}

export interface WalkResult {
  readonly lines: readonly PageLine[];
  readonly refs: readonly number[];
  readonly nextRef: number;
}

/** A target as the caller wrote it, taken apart. */
export type ParsedTarget =
  | { readonly kind: "ref"; readonly ref: number }
  | { readonly kind: "css"; readonly selector: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "role"; readonly role: string; readonly name?: string };

export interface FindResult {
  /** Elements that match; each has a ref now. */
  readonly matches: readonly { readonly ref: number; readonly line: string }[];
  readonly total: number;
  readonly nextRef: number;
  /** Set when the selector cannot be parsed. */
  readonly error?: string;
}

export type Obstacle =
  | "unknown"
  | "detached"
  | "hidden"
  | "moving"
  | "disabled"
  | "readonly"
  | "outside"
  | "covered";

export interface PrepareRequest {
  readonly ref: number;
  readonly editable?: boolean;
  /** The point must receive the event. */
  readonly hit?: boolean;
  readonly timeoutMs: number;
}

export type Prepared =
  | {
      readonly ok: true;
      readonly x: number;
      readonly y: number;
      readonly tag: string;
      readonly type: string;
      readonly role: string;
      readonly line: string;
    }
  | {
      readonly ok: false;
      readonly obstacle: Obstacle;
      readonly line: string;
      readonly by?: string;
    };

/** How a field takes its value: typed by the browser's input, or set at once and announced. */
export type FillStart =
  | { readonly way: "type" }
  | { readonly way: "set"; readonly value: string }
  | { readonly way: "refused"; readonly why: string };

export type SelectResult =
  | { readonly way: "native"; readonly chosen: readonly string[] }
  | { readonly way: "missing"; readonly options: readonly string[] }
  | { readonly way: "disabled"; readonly option: string }
  | { readonly way: "custom" };

export interface UploadFile {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}

export interface ScrollState {
  readonly x: number;
  readonly y: number;
  readonly maxX: number;
  readonly maxY: number;
}

export interface WaitRequest {
  readonly target?: ParsedTarget;
  readonly text?: string;
  readonly timeoutMs: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface FramePlace {
  /** Top left of the frame's content in the viewport of its parent. */
  readonly offset: Point;
  /** What lies over the frame at the asked point. */
  readonly by?: string;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** `finished`: empty, with nothing on it that could fill it. */
export type Usability = "usable" | "empty" | "finished";

/** The functions of the isolated world, as the server calls them. */
export interface InPageApi {
  boxOf(ref: number): Box | null;
  checkedState(ref: number): boolean | null;
  describe(ref: number): string;
  draggable(ref: number): boolean;
  find(target: ParsedTarget, nextRef: number): FindResult;
  focusForTyping(ref: number): boolean;
  frameAt(frameId: string, point: Point): FramePlace | null;
  holds(ref: number, value: string): boolean;
  prepare(request: PrepareRequest): Promise<Prepared>;
  pressReached(ref: number): boolean | null;
  quiet(quietMs: number, maxMs: number): Promise<boolean>;
  readHtml(ref?: number): { readonly html: string; readonly length: number };
  readText(ref?: number): string[];
  refState(ref: number): "attached" | "detached" | "unknown";
  revealFrame(frameId: string, point?: Point): void;
  scrollRest(ref: number | null): Promise<ScrollState>;
  scrollState(ref: number | null): ScrollState;
  select(ref: number, value: string): SelectResult;
  setFiles(ref: number, files: readonly UploadFile[]): { why?: string; held: string[] };
  shownValue(ref: number): string;
  startFill(ref: number, value: string): FillStart;
  usability(): Usability;
  visibleOptions(): string[];
  waitFor(request: WaitRequest): Promise<boolean>;
  walk(request: WalkRequest): WalkResult;
  watchPress(): void;
}
