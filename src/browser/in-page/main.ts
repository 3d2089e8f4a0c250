import type { InPageApi } from "../in-page-contract.ts";
import { prepare } from "./actionable.ts";
import { quiet, watch } from "./activity.ts";
import { boxOf } from "./box.ts";
import { adoptRoot, takeHosts } from "./closed-roots.ts";
import { checkedState, focusForKeys, holds, select, startFill } from "./fields.ts";
import {
  dropFiles,
  enterFiles,
  filePlace,
  giveFiles,
  inputPlace,
  setFiles,
  stageFile,
  unstageFiles,
} from "./files.ts";
import { find } from "./find.ts";
import { approachFrame, frameAt, revealFrame } from "./frame-place.ts";
import { hearListeners, keepPressable } from "./listeners.ts";
import { draggable, waitFor } from "./observe.ts";
import { findOptions, noteOptions } from "./options.ts";
import { pageFacts } from "./page-facts.ts";
import { pageState, plantStorage, scrollBack } from "./page-state.ts";
import { endGuard, guardFrame } from "./press-guard.ts";
import { elementOf } from "./registry.ts";
import { scrollRest, trackScroll } from "./scrolling.ts";
import { coverSecrets, noteRoots, uncoverSecrets } from "./secrets.ts";
import { readHtml, readText } from "./text.ts";
import { adoptFrame } from "./tree.ts";
import { usability } from "./usability.ts";
import { walk } from "./walk.ts";

/** Whether a ref of this document can still be used. */
function refState(ref: number): "attached" | "detached" | "unknown" {
  const element = elementOf(ref);
  return element === undefined ? "unknown" : element.isConnected ? "attached" : "detached";
}

/** What is called with nodes, which no message can carry. */
const handed = {
  adoptFrame,
  adoptRoot,
  giveFiles,
  inputPlace,
  keepPressable,
  noteRoots,
  takeHosts,
};

const api: InPageApi & typeof handed = {
  ...handed,
  approachFrame,
  boxOf,
  checkedState,
  coverSecrets,
  draggable,
  dropFiles,
  endGuard,
  enterFiles,
  filePlace,
  find,
  findOptions,
  focusForKeys,
  frameAt,
  guardFrame,
  hearListeners,
  holds,
  noteOptions,
  pageFacts,
  pageState,
  plantStorage,
  prepare,
  quiet,
  readHtml,
  readText,
  refState,
  revealFrame,
  scrollBack,
  scrollRest,
  select,
  setFiles,
  stageFile,
  startFill,
  trackScroll,
  uncoverSecrets,
  unstageFiles,
  usability,
  waitFor,
  walk,
  watch,
};

// The page's own scripts live in another world and cannot see this name.
Object.defineProperty(globalThis, "leapfrog", { value: api });
