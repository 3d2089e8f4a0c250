import type { Case } from "./case.ts";
import { CHOICE_CASES } from "./choice-cases.ts";
import { EDITOR_CASES } from "./editor-cases.ts";
import { FIELD_CASES } from "./field-cases.ts";
import { LIST_CASES } from "./list-cases.ts";
import { PICKER_CASES } from "./picker-cases.ts";

/** Every case in which something is done, or is tried and refused at once. */
export const ALL_CASES: readonly Case[] = [
  ...FIELD_CASES,
  ...PICKER_CASES,
  ...CHOICE_CASES,
  ...LIST_CASES,
  ...EDITOR_CASES,
];
