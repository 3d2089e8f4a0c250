import { ToolFailure } from "../../domain/failure.ts";
import type { DialogAnswer } from "../dialogs.ts";
import type { ScrollReport } from "../in-page-contract.ts";
import type { Settled } from "../settle.ts";
import type { InlineFile } from "./upload-files.ts";

/** The sixteen actions. */
export const ACTIONS = [
  "click",
  "dblclick",
  "fill",
  "type",
  "check",
  "uncheck",
  "select",
  "press",
  "scroll",
  "hover",
  "mousemove",
  "drag",
  "upload",
  "resize",
  "back",
  "forward",
] as const;

export type ActionName = (typeof ACTIONS)[number];

/** An action as the caller asked for it; lengths in CSS pixels, times in milliseconds. */
export interface ActInput {
  readonly action: ActionName;
  readonly target?: string | undefined;
  readonly value?: string | undefined;
  readonly key?: string | undefined;
  readonly scrollDirection?: "up" | "down" | "left" | "right" | undefined;
  readonly scrollAmount?: number | undefined;
  readonly typeDelay?: number | undefined;
  readonly x?: number | undefined;
  readonly y?: number | undefined;
  readonly target2?: string | undefined;
  readonly filePaths?: string | readonly (string | InlineFile)[] | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly holdDuration?: number | undefined;
  readonly dialog?: DialogAnswer | undefined;
}

/** What an action itself can say beyond what is seen of the page afterwards; words of ours only. */
export interface ActionReport {
  readonly facts: readonly string[];
  /** The ref that was acted on. */
  readonly target?: number;
  /** Milliseconds without a change after which what follows of it is over, where that is known. */
  readonly quietMs?: number;
  readonly notices?: readonly string[];
  /** Where what a wheel turned has come to. */
  readonly scroll?: ScrollReport;
  /** What was seen of the page between the steps of several, before the last one. */
  readonly earlier?: readonly Settled[];
  /** Page text that belongs to the report. */
  readonly page?: readonly string[];
}

type Field = Exclude<keyof ActInput, "action" | "dialog">;

const FIELDS: Readonly<Record<ActionName, readonly Field[]>> = {
  click: ["target", "x", "y", "holdDuration"],
  dblclick: ["target", "x", "y"],
  fill: ["target", "value"],
  type: ["target", "value", "typeDelay"],
  check: ["target"],
  uncheck: ["target"],
  select: ["target", "value"],
  press: ["target", "key"],
  scroll: ["target", "scrollDirection", "scrollAmount"],
  hover: ["target"],
  mousemove: ["target", "x", "y"],
  drag: ["target", "target2"],
  upload: ["target", "filePaths"],
  resize: ["width", "height"],
  back: [],
  forward: [],
};

/** Refuses fields that mean nothing for the action, so that no option is ever dropped in silence. */
export function refuseStrayFields(input: ActInput): void {
  if (input.target !== undefined && (input.x !== undefined || input.y !== undefined)) {
    throw new ToolFailure(
      "invalid_arguments",
      `${input.action} takes a target or x and y, not both; nothing was touched.`,
      "Leave out x and y to hit the target's middle.",
    );
  }
  const allowed: readonly string[] = [...FIELDS[input.action], "action", "dialog"];
  const stray = Object.entries(input)
    .filter(([field, value]) => value !== undefined && !allowed.includes(field))
    .map(([field]) => field);
  if (stray.length === 0) return;
  const takes = FIELDS[input.action].join(", ") || "no field";
  throw new ToolFailure(
    "invalid_arguments",
    `${input.action} does not take ${stray.join(", ")}; nothing was touched.`,
    `It takes ${takes}.`,
  );
}

/** The field's value, or a failure that names it. */
export function required<F extends Field>(input: ActInput, field: F): NonNullable<ActInput[F]> {
  const value = input[field];
  if (value !== undefined && value !== null) return value;
  throw new ToolFailure(
    "invalid_arguments",
    `${input.action} needs ${field}; nothing was touched.`,
    `Call again with ${field}.`,
  );
}
