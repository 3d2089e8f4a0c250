import { make } from "./make.ts";
import { clock } from "./time-words.ts";

/** A time in the person's words, which programs can read too. */
export function timeOf(at: number): HTMLTimeElement {
  return make("time", { datetime: new Date(at).toISOString() }, clock(at));
}
