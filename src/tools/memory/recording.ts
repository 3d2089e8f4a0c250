import * as z from "zod";

/** Tools whose steps are done again; all others only look. */
export const REPLAYED = [
  "navigate",
  "act",
  "wait_for",
  "extract",
  "tab_switch",
  "tab_close",
  "add_init_script",
  "network_intercept",
  "execute",
  "paginate",
] as const;

export type ReplayedTool = (typeof REPLAYED)[number];

const way = z.string().min(1).max(2_000);

const target = z.strictObject({
  ways: z.array(way).max(20),
  frames: z.array(z.array(way).max(20)).max(10).default([]),
  label: z.string().max(500).default(""),
});

const param = z.strictObject({
  description: z.string().max(500).default(""),
  /** Left out where it has to be given. */
  default: z.string().max(100_000).optional(),
});

const step = z.strictObject({
  tool: z.enum(REPLAYED),
  args: z.record(z.string(), z.unknown()),
  targets: z.record(z.string(), target).default({}),
});

/** A recording as it is exported and replayed; version 1. */
export const recordingSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1).max(200).default("recording"),
  createdAt: z.string().max(40).optional(),
  params: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/), param).default({}),
  steps: z.array(step).min(1).max(500),
});

export type Recording = z.output<typeof recordingSchema>;
export type RecordingStep = Recording["steps"][number];

/** `{{name}}` in the text of an argument stands for a parameter. */
export const PARAM = /\{\{([a-z][a-z0-9_]{0,63})\}\}/g;
