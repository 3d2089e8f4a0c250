import type { InPageApi } from "../in-page-contract.ts";
import { frameAt, prepare, revealFrame } from "./actionable.ts";
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
  usable,
  visibleOptions,
  waitFor,
  watchPress,
} from "./observe.ts";
import { elementOf } from "./registry.ts";
import { boxOf, readHtml, readText } from "./text.ts";
import { adoptFrame } from "./tree.ts";
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
  usable,
  visibleOptions,
  waitFor,
  walk,
  watchPress,
};

// The page's own scripts live in another world and cannot see this name.
Object.defineProperty(globalThis, "leapfrog", { value: api });
