/** A small page with something to do on it, and the calls with which an agent does it. */
export interface Task {
  readonly name: string;
  /** What the page asks for. */
  readonly say: string;
  /**
   * What can be acted on and must have a ref carries `data-need`; what takes the press for a control
   * that is hidden carries `data-hit`. A function where the page needs addresses of frames.
   */
  readonly html: string | (() => string);
  readonly steps: readonly Step[];
  /** A screen lies over the page until it is clicked. */
  readonly start?: boolean;
  /** Only listeners show that something can be acted on. */
  readonly needsListeners?: boolean;
  /** What can be acted on lies in closed shadow roots. */
  readonly needsClosedRoots?: boolean;
}

/** One call of `act`, or a wait for text. */
export interface Step {
  readonly action: string;
  /** Where to find the ref in a snapshot; see `refIn`. */
  readonly on?: string;
  /** The `data-need` or `data-hit` that must hear of it. */
  readonly need?: string;
  readonly on2?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

export function click(on: string, need = named(on)): Step {
  return { action: "click", on, need };
}

export function dblclick(on: string, need = named(on)): Step {
  return { action: "dblclick", on, need };
}

export function hover(on: string, need = named(on)): Step {
  return { action: "hover", on, need };
}

export function check(on: string, need = named(on)): Step {
  return { action: "check", on, need };
}

export function uncheck(on: string, need = named(on)): Step {
  return { action: "uncheck", on, need };
}

export function fill(on: string, value: string, need = named(on)): Step {
  return { action: "fill", on, need, args: { value } };
}

export function type(on: string, value: string, need = named(on)): Step {
  return { action: "type", on, need, args: { value } };
}

/** Chooses in a list; a list that opens its own options is pressed at the option. */
export function select(on: string, value: string, need = named(on)): Step {
  return { action: "select", on, need, args: { value } };
}

export function press(on: string, key: string, need = named(on)): Step {
  return { action: "press", on, need, args: { key } };
}

/** A key where the focus is. */
export function key(name: string): Step {
  return { action: "press", args: { key: name } };
}

export function drag(on: string, on2: string, need = named(on)): Step {
  return { action: "drag", on, on2, need };
}

export function upload(on: string, name: string, need = named(on)): Step {
  const file = { name, type: "text/plain", base64: btoa("words") };
  return { action: "upload", on, need, args: { filePaths: [file] } };
}

export function scroll(on: string, scrollAmount: number): Step {
  return { action: "scroll", on, args: { scrollAmount } };
}

/** Waits for text that comes late. */
export function waitFor(text: string): Step {
  return { action: "wait", args: { text } };
}

/** The name in a place, without its anchor and role. */
function named(on: string): string {
  return on
    .replace(/^.* >> /, "")
    .replace(/ << .*$/, "")
    .replace(/^[a-z-]+:/, "");
}
