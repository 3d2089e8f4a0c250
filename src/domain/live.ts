/** What the live view and the session's object say to each other over one WebSocket; JSON but for frames. */

/** What a viewer may do: look, or take the page over too. */
export type LiveRole = "watch" | "control";

/** How much of the page a viewer wants: all of it in sharp text, or a small picture now and then. */
export type LiveSize = "full" | "tile";

/** A page of the browser as a viewer may know it; `id` is good for this connection alone. */
export interface LiveTab {
  readonly id: string;
  /** The page's own words, as are the two below. */
  readonly title: string;
  readonly url: string;
  readonly isActive: boolean;
}

/** A question of the page that waits for the person who has it. */
export interface LiveDialog {
  readonly id: string;
  readonly kind: "alert" | "confirm" | "prompt" | "beforeunload";
  /** The page's own words. */
  readonly message: string;
  readonly defaultText: string;
}

/** The page asks for files; the person gives some or none. */
export interface LiveChooser {
  readonly id: string;
  readonly isMultiple: boolean;
}

/** What an agent has asked of a person. */
export interface HumanRequest {
  readonly id: string;
  /** The agent's own words. */
  readonly reason: string;
  /** Milliseconds since the epoch, both. */
  readonly askedAt: number;
  readonly expiresAt: number;
}

export interface LiveViewer {
  /** In words of ours, such as `admin` or `a person with a code`. */
  readonly name: string;
  readonly role: LiveRole;
  readonly isYou: boolean;
}

/** All that a viewer is shown around the picture. */
export interface LiveState {
  readonly sessionId: string;
  readonly name?: string;
  readonly role: LiveRole;
  /** `asleep` and `restoring` have no picture until the agent's next call. */
  readonly session: "ready" | "busy" | "restoring" | "asleep";
  readonly viewers: readonly LiveViewer[];
  /** Who has the page, so that the agent waits; undefined while nobody has. */
  readonly holder?: { readonly name: string; readonly isYou: boolean };
  readonly request?: HumanRequest;
  /**
   * Why whoever has shown nothing but a link is sent no picture: somebody else types into the page, or
   * a secret was typed in the session.
   */
  readonly hidden?: "held" | "secret";
  readonly tabs: readonly LiveTab[];
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly isLoading: boolean;
  readonly dialog?: LiveDialog;
  readonly chooser?: LiveChooser;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** The head of a binary message: 4 bytes of its length, big-endian, its JSON, then a JPEG or PNG. */
export interface FrameHead {
  readonly seq: number;
  readonly type: "image/jpeg" | "image/png";
  /** CSS pixels of the page's viewport, in which all places are given. */
  readonly width: number;
  readonly height: number;
}

/** From the session's object, besides frames. */
export type LiveNews =
  | { readonly type: "state"; readonly state: LiveState }
  /** What the agent is doing; with a place where it pressed or pointed. */
  | { readonly type: "act"; readonly tool: string; readonly x?: number; readonly y?: number }
  /** What became of something the viewer asked for, in words of ours. */
  | { readonly type: "told"; readonly isError: boolean; readonly text: string }
  /** The connection ends after it, and trying again is of no use. */
  | { readonly type: "over"; readonly reason: string };

interface Modified {
  /** Alt 1, Control 2, Meta 4, Shift 8. */
  readonly modifiers: number;
}

export interface LivePointer extends Modified {
  readonly type: "pointer";
  readonly kind: "move" | "down" | "up";
  readonly x: number;
  readonly y: number;
  readonly button: "none" | "left" | "middle" | "right";
  /** All that are down after it: left 1, right 2, middle 4. */
  readonly buttons: number;
  /** 2 for the second press of a double click. */
  readonly clicks: number;
}

export interface LiveWheel extends Modified {
  readonly type: "wheel";
  readonly x: number;
  readonly y: number;
  /** CSS pixels. */
  readonly dx: number;
  readonly dy: number;
}

export interface LiveTouch extends Modified {
  readonly type: "touch";
  readonly kind: "start" | "move" | "end" | "cancel";
  /** All fingers that are down after it. */
  readonly points: readonly { readonly id: number; readonly x: number; readonly y: number }[];
}

export interface LiveKey extends Modified {
  readonly type: "key";
  readonly kind: "down" | "up";
  /** `KeyboardEvent.key`, `.code`, `.location` and `.keyCode`. */
  readonly key: string;
  readonly code: string;
  readonly location: number;
  readonly keyCode: number;
  readonly isRepeated: boolean;
}

export interface LiveFile {
  readonly name: string;
  readonly type: string;
  /** Base64. */
  readonly data: string;
}

/** From a viewer; all but `shown` and `pause` needs the role `control`, and all input the page itself. */
export type LiveAsk =
  /** The frame is on the screen; the next may come. */
  | { readonly type: "shown"; readonly seq: number }
  /** Nobody looks at the viewer's page. */
  | { readonly type: "pause"; readonly on: boolean }
  /** Takes the page over, so that the agent waits; and gives it back. */
  | { readonly type: "take" }
  | { readonly type: "give" }
  | LivePointer
  | LiveWheel
  | LiveTouch
  | LiveKey
  /** Text as it is pasted, or comes from a composition or a phone's keyboard. */
  | { readonly type: "text"; readonly text: string }
  /** A composition under way; without text it is given up. */
  | { readonly type: "compose"; readonly text: string }
  | { readonly type: "tab"; readonly id: string }
  | { readonly type: "closeTab"; readonly id: string }
  | { readonly type: "newTab" }
  | { readonly type: "go"; readonly url: string }
  | { readonly type: "back" }
  | { readonly type: "forward" }
  | { readonly type: "reload" }
  | {
      readonly type: "dialog";
      readonly id: string;
      readonly isAccepted: boolean;
      readonly text?: string;
    }
  /** Files for a chooser; none is a person who gave up choosing. */
  | { readonly type: "files"; readonly id: string; readonly files: readonly LiveFile[] }
  /** The person's word on the agent's request. */
  | {
      readonly type: "answer";
      readonly requestId: string;
      readonly isDone: boolean;
      readonly note: string;
    };

/** Characters of one message but files, of a person's note, and bytes of all files of one choice. */
export const MAX_LIVE_MESSAGE = 64 * 1024;
export const MAX_HUMAN_NOTE = 500;
export const MAX_LIVE_FILES_BYTES = 10 * 1024 * 1024;
/** What a socket asks for in its address: `?size=tile`. */
export const LIVE_SIZE_PARAM = "size";
