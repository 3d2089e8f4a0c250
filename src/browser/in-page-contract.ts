/**
 * What the server and the code inside pages say to each other. Everything is plain JSON; points
 * are CSS pixels in the viewport of the frame the code runs in.
 */

/** What in-page code throws when an element it was sent to has left its document. */
export const ELEMENT_GONE = "the element is gone";

export type Detail = "controls" | "standard" | "full";

/** One control, text or head of a snapshot. */
export interface PageLine {
  readonly depth: number;
  /** What parts it from the one before on the same line; undefined where it starts a line. */
  readonly join?: string;
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
  /** Keep under this name what each line is of, for walks that are compared with this one. */
  readonly keep?: string;
  /** Tell which lines belong to this element, now and in the walk kept under that name. */
  readonly below?: { readonly ref: number; readonly since: string };
}

export interface WalkResult {
  readonly lines: readonly PageLine[];
  readonly refs: readonly number[];
  readonly nextRef: number;
  /** Elements that may hold a closed shadow root, about which the browser has to be asked. */
  readonly suspects: number;
  /** Lines by index; `before` is missing when that walk is not kept here. */
  readonly below?: { readonly now: readonly number[]; readonly before?: readonly number[] };
}

/** What a page may listen for that a person does. */
export type Heard = "press" | "hover" | "drop";

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
  /** The mouse only goes there, as it may to what is disabled. */
  readonly pointing?: boolean;
  /** Judge the press that follows, and swallow it if it reaches anything else. */
  readonly press?: boolean;
  readonly timeoutMs: number;
}

/**
 * A point of an element, the frame that lies there if the element holds one, and whether a press there
 * leaves a field or something open, after which pages tend to put something up or away.
 */
export interface ReachedPoint extends Point {
  readonly frame?: string;
  readonly leaves?: boolean;
}

export type Prepared =
  | ({ readonly ok: true } & ReachedPoint)
  | {
      readonly ok: false;
      readonly obstacle: Obstacle;
      readonly line: string;
      readonly by?: string;
    };

/**
 * What became of a press that was judged; one that was stopped was heard by nobody, and one that was
 * lost was no click in the end, since the element went or moved away from under it. What the document
 * has not seen may have been kept by controls that the browser draws itself.
 */
export type PressReport =
  | { readonly press: "reached"; readonly lost?: boolean }
  | { readonly press: "unseen" | "kept" }
  | { readonly press: "stopped"; readonly by: string };

export interface Activity {
  /** Nothing has changed for the time that was asked. */
  readonly calm: boolean;
  /** Something has changed since the watch began, be it without a change of what the page says. */
  readonly changed: boolean;
  /** The document has begun since then to show that it is at work, and still does. */
  readonly busy: boolean;
  /** Something has scrolled since then. */
  readonly scrolled: boolean;
  /** Pictures that scripts draw are to be seen, whose changes nobody can read. */
  readonly drawn: boolean;
  /** A movement of style is under way that has begun since then and comes to an end. */
  readonly moving: boolean;
  /** Some of it stands in closed shadow roots. */
  readonly sealed: boolean;
  /** The page has asked to print since then. */
  readonly printed: boolean;
  /** What was announced since then and has gone again; page text. */
  readonly passed: readonly string[];
  /** A link has asked for a file since the last look, of which the browser tells only once it comes. */
  readonly asksFile: boolean;
}

export interface Focused {
  /** The field offers suggestions for what is typed, which come a moment later. */
  readonly suggests: boolean;
}

/**
 * How a field takes its value: typed by the browser's input, or set at once and announced. What an
 * editor holds that draws its lines itself is chosen by its own keys.
 */
export type FillStart =
  | { readonly way: "type"; readonly suggests: boolean; readonly selectByKeys: boolean }
  | { readonly way: "set" }
  | { readonly way: "refused"; readonly why: string };

/** Where a secret would go. */
export interface SecretPlace {
  /** Of the document, as the browser's own security has it; `null` in a sandbox. */
  readonly origin: string;
  /** Whether what has the focus stands in this document, and in no frame inside it. */
  readonly hasFocus: boolean;
}

/** How a field took a secret. */
export type SecretEntry =
  | { readonly way: "entered"; readonly suggests: boolean }
  | { readonly way: "refused"; readonly why: string };

/** What a field has kept of what was put into it; `elsewhere` when it has lost the focus meanwhile. */
export type Held = "all of it" | "otherwise" | "nothing" | "elsewhere";

export type SelectResult =
  | { readonly way: "native" | "undone" | "custom" }
  | { readonly way: "missing" | "several"; readonly options: readonly string[] }
  | { readonly way: "disabled"; readonly option: string }
  | { readonly way: "suggested"; readonly value: string };

/** A file on its way into a page, whose bytes go there in parts. */
export interface FileAbout {
  readonly name: string;
  readonly type: string;
}

/** Where files go; `wants` is what an input says it takes, where the files are not that. */
export type FilePlace =
  | { readonly way: "input"; readonly wants?: string }
  | { readonly way: "drop" | "press" }
  | { readonly way: "refused"; readonly why: string };

/**
 * What became of files; `held` are their names and sizes. What was dropped unheard was let in by the
 * page and then left to the browser.
 */
export type FilesGiven =
  | {
      readonly way: "given" | "dropped" | "dropped unheard";
      readonly held: readonly string[];
    }
  | { readonly way: "gone" };

/** What a wheel turned, or would have; CSS pixels. */
export interface ScrollReport {
  readonly moved: number;
  /** The whole document of its frame, not a part of it. */
  readonly isPage: boolean;
  readonly x: number;
  readonly y: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** The frame that a wheel goes on into, and where it meets it. */
export type WheelPlace =
  | { readonly frame: string; readonly point: Point }
  | { readonly frame?: never };

/** What has been heard of a drag since it was watched for. */
export interface DragReport {
  /** The browser carries what was pulled. */
  readonly started: boolean;
  readonly dropped: boolean;
}

/** Options of a custom list; `labels` are those that show. */
export interface OptionsFound {
  readonly matches: readonly { readonly ref: number; readonly line: string }[];
  readonly labels: readonly string[];
  readonly nextRef: number;
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
  /** Pixels of the parent for one of the frame's. */
  readonly scale: Point;
  /** What lies over the frame at the asked point. */
  readonly by?: string;
}

/** Pairs of key and value. */
export type StorageEntries = readonly (readonly [string, string])[];

/** What of a document outlives its browser; a storage that is the same as before is absent. */
export interface PageState {
  readonly origin: string;
  readonly scroll: Point;
  readonly local?: StorageEntries | "too large";
  readonly session?: StorageEntries | "too large";
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where an element is to be seen in its frame; `isPart` when what scrolls around it hides the rest. */
export type Sighting =
  | { readonly seen: true; readonly box: Box; readonly isPart: boolean }
  | { readonly seen: false; readonly why: "hidden" | "no size" | "out of reach" };

/** Fields for secrets, those among them that show all the same, and all inputs that were looked through. */
export interface CoverReport {
  readonly fields: number;
  readonly open: number;
  readonly inputs: number;
}

/** `finished`: empty, with nothing on it that could fill it. */
export type Usability = "usable" | "empty" | "finished";

/** A script's value as text, or its size where that is too much for a message. */
export interface ScriptValue {
  readonly text?: string;
  readonly size?: number;
}
