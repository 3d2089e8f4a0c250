import type { Signal } from "./signal.ts";
import { ACCOUNTS } from "./signals/accounts.ts";
import { PLACES } from "./signals/places.ts";
import { READING } from "./signals/reading.ts";
import { SHOPPING } from "./signals/shopping.ts";
import { STREAMS } from "./signals/streams.ts";
import { TROUBLE } from "./signals/trouble.ts";

/** The whole table; its weights are in the units of `score.ts`. */
export const SIGNALS: readonly Signal[] = [
  ...TROUBLE,
  ...ACCOUNTS,
  ...SHOPPING,
  ...READING,
  ...STREAMS,
  ...PLACES,
];
