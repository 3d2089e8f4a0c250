import type { Case } from "./case.ts";
import { CHOICE_CASES } from "./choice-cases.ts";
import { EDITOR_CASES } from "./editor-cases.ts";
import { FIELD_CASES } from "./field-cases.ts";
import { KEY_CASES } from "./key-cases.ts";
import { LIST_CASES } from "./list-cases.ts";
import { OBSTACLE_CASES } from "./obstacle-cases.ts";
import { PICKER_CASES } from "./picker-cases.ts";
import { POINTER_CASES } from "./pointer-cases.ts";
import { WHEEL_CASES } from "./wheel-cases.ts";
import { WILD_CASES } from "./wild-cases.ts";

/** Every case in which something is done, or is tried and refused at once. */
export const ALL_CASES: readonly Case[] = [
  ...FIELD_CASES,
  ...PICKER_CASES,
  ...CHOICE_CASES,
  ...LIST_CASES,
  ...EDITOR_CASES,
  ...KEY_CASES,
  ...POINTER_CASES,
  ...WHEEL_CASES,
  ...OBSTACLE_CASES,
  ...WILD_CASES,
];
