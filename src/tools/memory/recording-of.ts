import type { RecordedStep } from "../../domain/recorded-step.ts";
import { redactUrl } from "../../domain/redact-credentials.ts";
import { namesSecret } from "../../domain/secret-reference.ts";
import { nameFrom, personalKind } from "./personal.ts";
import {
  PARAM,
  REPLAYED,
  type Recording,
  type RecordingStep,
  type ReplayedTool,
} from "./recording.ts";

export interface RecordingOptions {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly keepExtracts: boolean;
}

/** A recording, and what of the steps could not become part of it, in words of ours. */
export interface Made {
  readonly recording: Recording;
  readonly notices: readonly string[];
}

type Params = Recording["params"];

/** What was done with success, as it can be done again: locators for refs, parameters for what is somebody's. */
export function recordingOf(
  steps: readonly RecordedStep[],
  { name, at, keepExtracts }: RecordingOptions,
): Made {
  const params: Params = {};
  const left: string[] = [];
  const made = steps.flatMap((step): RecordingStep[] => {
    const { code, number, tool } = step;
    if (code !== "ok" || !isReplayed(tool) || (tool === "extract" && !keepExtracts)) return [];
    const lacks = lackOf(step);
    if (lacks !== undefined) {
      left.push(`step ${number} is left out: ${lacks}`);
      return [];
    }
    const args = withParams(withLocators(step), step, params);
    return [{ tool, args, targets: targetsOf(step) }];
  });
  const createdAt = new Date(at).toISOString();
  return { recording: { version: 1, name, createdAt, params, steps: made }, notices: left };
}

function isReplayed(tool: string): tool is ReplayedTool {
  return REPLAYED.some((one) => one === tool);
}

/** A value that was not kept is asked for; of anything else that was not nobody knows what it was. */
function lackOf({ masked, args, targets }: RecordedStep): string | undefined {
  const lost = masked.find((name) => name !== "value");
  if (lost !== undefined) return `its ${lost} is not kept`;
  const dead = ["target", "target2"].find((name) => {
    const isRef = isRefText(args[name]);
    return isRef && (targets[name]?.ways.length ?? 0) === 0;
  });
  return dead === undefined ? undefined : `nothing but its ref leads to its ${dead}`;
}

/** What was found by a ref is found by its best locator, and what was found by words by these. */
function withLocators({ args, targets }: RecordedStep): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const [way] = targets[name]?.ways ?? [];
      const isRef = isRefText(value);
      return [name, isRef && way !== undefined ? way : value];
    }),
  );
}

function targetsOf({ args, targets }: RecordedStep): RecordingStep["targets"] {
  return Object.fromEntries(
    Object.entries(targets).map(([name, { ways, frames, label }]) => {
      const given = args[name];
      const isOwn = typeof given === "string" && !isRefText(given);
      const all = isOwn ? [given, ...ways.filter((way) => way !== given)] : [...ways];
      return [name, { ways: all, frames: frames.map((one) => [...one]), label }];
    }),
  );
}

function withParams(
  args: Record<string, unknown>,
  step: RecordedStep,
  params: Params,
): Record<string, unknown> {
  if (step.tool === "navigate") return { ...args, url: address(String(args.url), params) };
  return step.tool === "act" ? withValue(withBraces(args, params), step, params) : args;
}

/** What looks like a parameter and is none becomes one that stands for itself. */
function withBraces(args: Record<string, unknown>, params: Params): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const isOne = typeof value === "string" && value.search(PARAM) >= 0;
      return [name, isOne ? `{{${paramFor("text", value, name, params)}}}` : value];
    }),
  );
}

function withValue(
  args: Record<string, unknown>,
  step: RecordedStep,
  params: Params,
): Record<string, unknown> {
  const label = step.targets.target?.label ?? "";
  if (step.masked.includes("value")) {
    const name = unusedName(nameFrom(label === "" ? "password" : label), params);
    params[name] = { description: `What goes into ${label || "the field"}; not kept.` };
    return { ...args, value: `{{${name}}}` };
  }
  const { action, value } = args;
  const isTyped = action === "fill" || action === "type";
  if (!isTyped || typeof value !== "string" || value === "" || namesSecret(value)) return args;
  if (value !== step.args.value) return args;
  const kind = personalKind(value, label);
  return kind === undefined
    ? args
    : { ...args, value: `{{${paramFor(kind, value, label, params)}}}` };
}

/** The same value is one parameter, wherever it goes. */
function paramFor(kind: string, value: string, label: string, params: Params): string {
  const known = Object.entries(params).find(([, param]) => param.default === value);
  if (known !== undefined) return known[0];
  const name = unusedName(kind, params);
  params[name] = { description: label, ...(kind === "card" ? {} : { default: value }) };
  return name;
}

/** Credentials in an address are asked for. */
function address(url: string, params: Params): string {
  if (redactUrl(url) === url) {
    return url.search(PARAM) < 0 ? url : `{{${paramFor("text", url, "address", params)}}}`;
  }
  const name = unusedName("url", params);
  params[name] = {
    description: `The whole address, whose credentials are not kept: ${redactUrl(url)}`,
  };
  return `{{${name}}}`;
}

function unusedName(wanted: string, params: Params): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}_${number}`;
    if (!Object.hasOwn(params, name)) return name;
  }
}

function isRefText(value: unknown): boolean {
  return typeof value === "string" && /^@?e\d+$/.test(value.trim());
}
