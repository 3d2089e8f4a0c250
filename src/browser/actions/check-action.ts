import { ToolFailure } from "../../domain/failure.ts";
import { type ActInput, type ActionName, refuseStrayFields, required } from "./act-input.ts";
import { chordOf } from "./keys.ts";
import { refuseBadSecrets } from "./secret-typing.ts";

type Needed = Parameters<typeof required>[1];

const NEEDED: Readonly<Record<ActionName, readonly Needed[]>> = {
  click: [],
  dblclick: [],
  fill: ["target", "value"],
  type: ["value"],
  check: ["target"],
  uncheck: ["target"],
  select: ["target", "value"],
  press: ["key"],
  scroll: [],
  hover: ["target"],
  mousemove: [],
  drag: ["target", "target2"],
  upload: ["target", "filePaths"],
  resize: ["width", "height"],
  back: [],
  forward: [],
};

const POINTED: readonly ActionName[] = ["click", "dblclick", "mousemove"];

/** Refuses what an action lacks, what means nothing for it and what no page could change, untouched. */
export function checkAction(input: ActInput): void {
  refuseStrayFields(input);
  refuseBadSecrets(input);
  for (const field of NEEDED[input.action]) required(input, field);
  if (input.key !== undefined) chordOf(input.key);
  const { action, target, x, y } = input;
  const isPlaced = target !== undefined || (x !== undefined && y !== undefined);
  if (POINTED.includes(action) && !isPlaced) throw needsPlace(action);
}

function needsPlace(action: ActionName): ToolFailure {
  return new ToolFailure(
    "invalid_arguments",
    `${action} needs target, or x and y; nothing was touched.`,
    "Name the element by its ref from snapshot.",
  );
}
