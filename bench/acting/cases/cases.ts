import type { Case } from "./case.ts";
import { CHOICES } from "./choices.ts";
import { CLICKS } from "./clicks.ts";
import { FIELDS } from "./fields.ts";
import { PLACES } from "./places.ts";
import { REFUSALS } from "./refusals.ts";
import { STALE } from "./stale.ts";

/** All cases of the gauntlet, in the order they are put. */
export const CASES: readonly Case[] = [
  ...CLICKS,
  ...PLACES,
  ...STALE,
  ...FIELDS,
  ...CHOICES,
  ...REFUSALS,
];
