import type { ArtifactStore } from "../../domain/artifact.ts";
import type { Page } from "../page.ts";
import type { ActInput, ActionName, ActionReport } from "./act-input.ts";
import { checkAction } from "./check-action.ts";
import { check, select, uncheck } from "./choice.ts";
import { drag } from "./drag.ts";
import { fill, press, type } from "./keyboard.ts";
import { back, forward, resize, scroll } from "./movement.ts";
import { click, dblclick, hover, mousemove } from "./pointer.ts";
import { upload } from "./upload.ts";

type Perform = (page: Page, input: ActInput, artifacts: ArtifactStore) => Promise<ActionReport>;

const PERFORM: Readonly<Record<ActionName, Perform>> = {
  click,
  dblclick,
  fill,
  type,
  check,
  uncheck,
  select,
  press,
  scroll,
  hover,
  mousemove,
  drag,
  upload,
  resize,
  back,
  forward,
};

/** Does one action, once; what followed is for the outcome to tell. */
export function perform(
  page: Page,
  input: ActInput,
  artifacts: ArtifactStore,
): Promise<ActionReport> {
  checkAction(input);
  page.mayRun();
  return PERFORM[input.action](page, input, artifacts);
}
