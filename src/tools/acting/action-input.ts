import * as z from "zod";
import { ACTIONS } from "../../browser/actions/act-input.ts";
import { MAX_UPLOAD_BYTES } from "../../domain/limits.ts";
import { listedInPart, sideInput, targetInput } from "../inputs.ts";

const coordinate = z.int().min(0).max(4_096).optional().describe("Viewport pixels");

const file = z
  .strictObject({
    name: z.string().min(1).max(200),
    type: z.string().max(100).default("application/octet-stream"),
    base64: z.string().max(Math.ceil(MAX_UPLOAD_BYTES / 3) * 4 + 4),
  })
  .register(listedInPart, { fields: ["name", "base64"] });

/** One action, as act and each step of batch_actions take it. */
export const actionInput = z.strictObject({
  action: z.enum(ACTIONS).describe("What to do"),
  target: targetInput.optional().describe("Ref (@e5), CSS, text=… or role=button[name=…]"),
  value: z.string().max(100_000).optional().describe("Text; for select options, one a line"),
  key: z.string().min(1).max(40).optional().describe("For press: Enter, Control+A"),
  scrollDirection: z.enum(["up", "down", "left", "right"]).optional().describe("down by default"),
  scrollAmount: z.int().min(1).max(100_000).optional().describe("Pixels, 300 by default"),
  typeDelay: z.int().min(0).max(1_000).optional().describe("ms between keys"),
  x: coordinate,
  y: coordinate,
  target2: targetInput.optional().describe("Where drag ends"),
  filePaths: z
    .union([
      z.string().max(100),
      z
        .array(z.union([z.string().max(100), file]))
        .min(1)
        .max(20),
    ])
    .optional()
    .describe("For upload: artifact ids or files"),
  width: sideInput.optional().describe("For resize"),
  height: sideInput.optional().describe("For resize"),
  holdDuration: z.int().min(0).max(10_000).optional().describe("ms to hold a click"),
  dialog: z
    .union([z.enum(["accept", "dismiss"]), z.strictObject({ promptText: z.string().max(2_000) })])
    .optional()
    .describe("Answer to its dialog; else dismissed"),
});

export type ActionGiven = z.output<typeof actionInput>;
