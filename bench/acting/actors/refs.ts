/** Finds the ref of what a snapshot shows under a name; texts that only say the name have none. */
export type RefFinder = (snapshot: string, name: string) => string | undefined;

/** In lines such as `@e4 button "Order" [disabled]`; in lists of links the role is left out. */
export const refOfOurs: RefFinder = (snapshot, name) =>
  new RegExp(`(@e\\d+)(?: [a-z-]+)? "${name}"`).exec(snapshot)?.[1];

/** In lines such as `- button "Order" [disabled] [ref=e4]`. */
export const refOfPlaywright: RefFinder = (snapshot, name) =>
  new RegExp(`- '?[a-z]+ "${name}".*?\\[ref=(\\w+)\\]`).exec(snapshot)?.[1];

/** In lines such as `uid=1_4 button "Order" disabled`; labels and texts are no controls. */
export const refOfDevtools: RefFinder = (snapshot, name) =>
  new RegExp(`uid=(\\S+) (?!LabelText|StaticText)[A-Za-z]+ "${name}\\s*"`).exec(snapshot)?.[1];
