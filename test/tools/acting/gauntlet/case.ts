/** One page with a hard thing on it, what is done there, and what must have come of it. */
export interface Case {
  readonly name: string;
  /** Something in it waits until the time is up. */
  readonly slow?: boolean;
  /**
   * The body of the page, in the words of `case-page.ts`; a function where it needs the address of
   * its documents on another site.
   */
  readonly html: string | ((far: string) => string);
  /** More documents that the page's own server holds, by name. */
  readonly documents?: Readonly<Record<string, string>>;
  readonly acts: readonly Act[];
  /** All that the server has been asked for after the page itself, in order. */
  readonly sent: readonly string[];
  /** Expressions of the page and the values they have in the end. */
  readonly dom?: Readonly<Record<string, unknown>>;
}

/** One call of `act`, and what its answer must say and must not. */
export interface Act {
  readonly action: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly says?: RegExp;
  readonly untold?: RegExp;
  /** The code of the refusal; nothing may have been touched then. */
  readonly refused?: string;
  /** The refusal comes after the page has heard of the act, and says so. */
  readonly touched?: boolean;
}

type More = Readonly<Record<string, unknown>>;

function on(action: string, target: string | undefined, more: More): Act {
  return { action, args: { ...(target === undefined ? {} : { target }), ...more } };
}

/** A target of the form `ref: words` is the ref of the line with these words. */
export const click = (target: string, more: More = {}): Act => on("click", target, more);
export const clickAt = (x: number, y: number): Act => on("click", undefined, { x, y });
export const dblclick = (target: string): Act => on("dblclick", target, {});
export const hover = (target: string): Act => on("hover", target, {});
export const check = (target: string): Act => on("check", target, {});
export const uncheck = (target: string): Act => on("uncheck", target, {});
export const fill = (target: string, value: string): Act => on("fill", target, { value });
export const type = (target: string | undefined, value: string): Act =>
  on("type", target, { value });
export const select = (target: string, value: string): Act => on("select", target, { value });
export const press = (key: string, target?: string): Act => on("press", target, { key });
export const drag = (target: string, target2: string): Act => on("drag", target, { target2 });
export const scroll = (target: string | undefined, more: More = {}): Act =>
  on("scroll", target, more);
export const moveTo = (x: number, y: number): Act => on("mousemove", undefined, { x, y });
export const resize = (width: number, height: number): Act =>
  on("resize", undefined, { width, height });
export const back: Act = on("back", undefined, {});
export const forward: Act = on("forward", undefined, {});

/** The act succeeds, and its answer says this. */
export function says(act: Act, words: RegExp): Act {
  return { ...act, says: words };
}

/** The act succeeds, and its answer does not say this. */
export function untold(act: Act, words: RegExp): Act {
  return { ...act, untold: words };
}

/** The act is refused, its answer says why, and nothing was touched. */
export function no(act: Act, refused: string, words: RegExp): Act {
  return { ...act, refused, says: words };
}

/** The act was tried, came to nothing, and its answer says so. */
export function failed(act: Act, refused: string, words: RegExp): Act {
  return { ...no(act, refused, words), touched: true };
}
