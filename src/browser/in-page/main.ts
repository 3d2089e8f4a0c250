import type { InPageApi } from "../in-page-contract.ts";
import { frameAt, prepare, revealFrame } from "./actionable.ts";
import { boxOf } from "./box.ts";
import {
  checkedState,
  focusForTyping,
  holds,
  select,
  setFiles,
  shownValue,
  startFill,
} from "./fields.ts";
import { find } from "./find.ts";
import {
  draggable,
  pressReached,
  quiet,
  scrollRest,
  scrollState,
  visibleOptions,
  waitFor,
  watchPress,
} from "./observe.ts";
import { elementOf } from "./registry.ts";
import { readHtml, readText } from "./text.ts";
import { adoptFrame } from "./tree.ts";
import { usability } from "./usability.ts";
import { lineOf, walk } from "./walk.ts";

/** Whether a ref of this document can still be used. */
function refState(ref: number): "attached" | "detached" | "unknown" {
  const element = elementOf(ref);
  return element === undefined ? "unknown" : element.isConnected ? "attached" : "detached";
}

function describe(ref: number): string {
  const element = elementOf(ref);
  return element === undefined ? "" : lineOf(element);
}

const api: InPageApi & { adoptFrame: typeof adoptFrame } = {
  adoptFrame,
  boxOf,
  checkedState,
  describe,
  draggable,
  find,
  focusForTyping,
  frameAt,
  holds,
  prepare,
  pressReached,
  quiet,
  readHtml,
  readText,
  refState,
  revealFrame,
  scrollRest,
  scrollState,
  select,
  setFiles,
  shownValue,
  startFill,
  usability,
  visibleOptions,
  waitFor,
  walk,
  watchPress,
};

// The page's own scripts live in another world and cannot see this name.
Object.defineProperty(globalThis, "leapfrog", { value: api });
