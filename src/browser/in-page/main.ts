import type { InPageApi } from "../in-page-api.ts";
import { drawn, prepare } from "./actionable.ts";
import { quiet, watch } from "./activity.ts";
import { boxOf } from "./box.ts";
import { takeHosts } from "./closed-roots.ts";
import { bannerTurns, consentControls, consentFacts } from "./consent.ts";
import { dragReport, watchDrag } from "./drag-watch.ts";
import { checkedState, select } from "./fields.ts";
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
import { frameLocators, locatorsOf } from "./locators.ts";
import { findNext } from "./next-control.ts";
import { waitFor } from "./observe.ts";
import { awaitOptions, noteOptions, startSearch } from "./options.ts";
import { pageFacts } from "./page-facts.ts";
import { pageState, plantStorage, scrollBack } from "./page-state.ts";
import { keepRoot } from "./plain-dom.ts";
import { endGuard, guardFrame, pressSlipped } from "./press-guard.ts";
import { elementOf } from "./registry.ts";
import { scrollRest, trackScroll } from "./scrolling.ts";
import { enterSecret, secretHeld, secretPlace } from "./secret-entry.ts";
import { coverSecrets, noteRoots, uncoverSecrets } from "./secrets.ts";
import { readHtml, readText } from "./text.ts";
import { adoptFrame } from "./tree.ts";
import { focusForKeys, heldAfter, holds, startFill, strayKeys } from "./typing.ts";
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
  adoptRoot: keepRoot,
  giveFiles,
  inputPlace,
  keepPressable,
  noteRoots,
  takeHosts,
};

const api: InPageApi & typeof handed = {
  ...handed,
  approachFrame,
  bannerTurns,
  awaitOptions,
  boxOf,
  checkedState,
  consentControls,
  consentFacts,
  coverSecrets,
  dragReport,
  drawn,
  dropFiles,
  endGuard,
  enterFiles,
  enterSecret,
  filePlace,
  find,
  findNext,
  focusForKeys,
  frameAt,
  frameLocators,
  guardFrame,
  hearListeners,
  heldAfter,
  holds,
  locatorsOf,
  noteOptions,
  pageFacts,
  pageState,
  plantStorage,
  prepare,
  pressSlipped,
  quiet,
  readHtml,
  readText,
  refState,
  revealFrame,
  scrollBack,
  scrollRest,
  secretHeld,
  secretPlace,
  select,
  setFiles,
  stageFile,
  startFill,
  startSearch,
  strayKeys,
  trackScroll,
  uncoverSecrets,
  unstageFiles,
  usability,
  waitFor,
  walk,
  watch,
  watchDrag,
};

// The page's own scripts live in another world and cannot see this name.
Object.defineProperty(globalThis, "leapfrog", { value: api });
