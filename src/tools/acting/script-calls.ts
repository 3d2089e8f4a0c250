import { runExpression } from "../../browser/page-script.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { strayReference } from "../../domain/secret-reference.ts";
import type { SessionContext, SessionTool } from "../define-tool.ts";
import { problemsOf } from "../input-problems.ts";
import { extract, read } from "../reading/extract.ts";
import { goTo, navigate } from "../reading/navigate.ts";
import { screenshot } from "../reading/screenshot.ts";
import { shownBy, snapshot } from "../reading/snapshot.ts";
import { waitFor } from "../reading/wait-for.ts";
import { act } from "./act.ts";
import { actOnce } from "./act-once.ts";

type Input = Readonly<Record<string, unknown>>;
type Args = readonly unknown[];

/** A call of a script's page, as the tool it amounts to. */
export interface ScriptCall {
  readonly method: string;
  readonly tool: SessionTool;
  /** Checked by the tool's own schema. */
  readonly input: Input;
  /** What the script gets for it, as JSON carries it. */
  run(context: SessionContext): Promise<unknown>;
}

interface Method {
  readonly tool: SessionTool;
  /** What the tool would be given, or what is wrong. */
  input(args: Args): Input | string;
  run(input: Input, context: SessionContext): Promise<unknown>;
}

const CORRECT = "Correct the script.";

/** The call a script has made; throws `invalid_arguments` for one that its tool would not take. */
export function scriptCall(method: string, args: Args): ScriptCall {
  const found = METHODS.get(method);
  if (found === undefined) throw invalid(method, "is no method", "See the tool's description.");
  const { tool } = found;
  const given = found.input(args);
  if (typeof given === "string") throw invalid(method, given, CORRECT);
  const parsed = tool.input.safeParse(given);
  if (!parsed.success) throw invalid(method, problemsOf(parsed.error), CORRECT);
  const stray = strayReference(parsed.data, () => false);
  if (stray !== undefined) {
    const next = "Secrets go into value of act and batch_actions alone.";
    throw invalid(method, `${stray} names a secret, which scripts do not take`, next);
  }
  const input = parsed.data;
  return { method, tool, input, run: (context) => found.run(input, context) };
}

function invalid(method: string, what: string, next: string): ToolFailure {
  return new ToolFailure("invalid_arguments", `page.${method}: ${what}; nothing was done.`, next);
}

/** Options as a script gives them last; what is none, or stands before them already, no tool takes. */
function options(given: unknown, ...placed: readonly string[]): Input {
  if (given === undefined || given === null) return {};
  if (typeof given !== "object" || Array.isArray(given)) return { options: given };
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      placed.includes(name) ? `${name} twice` : name,
      value,
    ]),
  );
}

/** Arguments past the last one that means something, as a field that no tool takes. */
function surplus(args: Args, most: number): Input {
  return args.length > most ? { [`argument ${most + 1}`]: args[most] } : {};
}

function defined(fields: Input): Input {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** An act, whose arguments after the names given are options. */
function acting(action: string, ...names: readonly string[]): Method {
  return {
    tool: act,
    input: (args) => {
      // Without an element they are what is acted on, such as a point.
      const skipped = names[0] === "target" && typeof args[0] === "object" ? names.length : 0;
      const given = names.slice(skipped).map((name, at) => [name, args[at]]);
      const place = skipped > 0 ? 0 : names.length;
      const more = {
        ...options(args[place], "action", ...names.slice(skipped)),
        ...surplus(args, place + 1),
      };
      return defined({ ...more, ...Object.fromEntries(given), action });
    },
    run: async (input, context) => {
      const { facts, page } = await actOnce(input, context);
      return [...facts, ...page].join(" · ");
    },
  };
}

function reading(type: "text" | "html" | "title" | "url", ...names: readonly ["target"?]): Method {
  return {
    tool: extract,
    input: (args) =>
      names.length === 0
        ? { type, ...surplus(args, 0) }
        : defined({ type, target: args[0], ...surplus(args, 1) }),
    run: (input, context) => read(extract.input.parse(input), context),
  };
}

const evaluating: Method = {
  tool: extract,
  input: (args) => ({ type: "js", js: args[0], ...surplus(args, 1) }),
  run: async (input, { page }) => {
    const { js = "" } = extract.input.parse(input);
    const json = await runExpression(page, js);
    // Of what is no JSON, such as a function, there is nothing.
    return json === "undefined" ? null : (JSON.parse(json) as unknown);
  },
};

const press: Method = {
  ...acting("press"),
  input: (args) => {
    const isOnElement = typeof args[1] === "string";
    const [target, key, more] = isOnElement ? args : [undefined, ...args];
    const rest = surplus(args, isOnElement ? 3 : 2);
    return defined({
      ...options(more, "target", "key", "action"),
      ...rest,
      target,
      key,
      action: "press",
    });
  },
};

const select: Method = {
  ...acting("select"),
  input: (args) => {
    const [target, value, more] = args;
    const lines = Array.isArray(value) ? value.join("\n") : value;
    const rest = { ...options(more, "target", "value", "action"), ...surplus(args, 3) };
    return defined({ ...rest, target, value: lines, action: "select" });
  },
};

const scroll: Method = {
  ...acting("scroll"),
  input: (args) => {
    const [first, second] = args;
    const isWay = /^(?:up|down|left|right)$/.test(String(first));
    const isTarget = typeof first === "string" && !isWay;
    const isFar = typeof second === "number";
    const placed = [...(isWay ? ["direction"] : []), ...(isTarget ? ["target"] : []), "action"];
    const given = typeof first === "string" ? (isFar ? undefined : second) : first;
    const { direction, amount, ...more } = options(given, ...placed);
    return defined({
      ...more,
      ...surplus(args, typeof first === "string" ? 2 : 1),
      ...(isTarget ? { target: first } : {}),
      scrollDirection: isWay ? first : direction,
      scrollAmount: isFar ? second : amount,
      action: "scroll",
    });
  },
};

const WAITS = ["text", "js", "element", "navigation", "networkIdle"];

const waiting: Method = {
  tool: waitFor,
  input: (args) => {
    const [what, given] = args;
    const last = { ...options(given, ...WAITS), ...surplus(args, 2) };
    if (typeof what === "string") return { ...last, condition: "element", target: what };
    const { text, js, element, navigation, networkIdle, ...more } = options(what);
    const asked = defined({ text, js, element, navigation, networkIdle });
    const [name, ...others] = Object.keys(asked);
    if (name === undefined || others.length > 0) return `takes one of ${WAITS.join(", ")}`;
    if (networkIdle !== undefined && networkIdle !== true) return "networkIdle: takes true";
    const rest = { ...more, ...last };
    if (text !== undefined) return { ...rest, condition: "text", text };
    if (js !== undefined) return { ...rest, condition: "js", js };
    if (element !== undefined) return { ...rest, condition: "element", target: element };
    if (networkIdle === true) return { ...rest, condition: "network_idle" };
    const target = navigation === true ? undefined : navigation;
    return defined({ ...rest, condition: "navigation", target });
  },
  run: async (input, context) => {
    await waitFor.run(waitFor.input.parse(input), context);
    return null;
  },
};

/** Kept as an artifact, which the answer names. */
const picture: Method = {
  tool: screenshot,
  input: (args) => {
    const { name = "script", ...more } = options(args[0], "savePath");
    return { ...more, ...surplus(args, 1), savePath: name };
  },
  run: async (input, context) => {
    const { artifacts = [] } = await screenshot.run(screenshot.input.parse(input), context);
    return artifacts.map(({ id, name, type, bytes }) => ({ id, name, type, bytes }))[0];
  },
};

function goTarget(args: Args): Input {
  return { ...options(args[1], "url"), ...surplus(args, 2), url: args[0] };
}

function snapshotOptions(args: Args): Input {
  return { ...options(args[0]), ...surplus(args, 1) };
}

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["goto", { tool: navigate, input: goTarget, run: goTo }],
  ["click", acting("click", "target")],
  ["dblclick", acting("dblclick", "target")],
  ["fill", acting("fill", "target", "value")],
  ["type", acting("type", "target", "value")],
  ["check", acting("check", "target")],
  ["uncheck", acting("uncheck", "target")],
  ["hover", acting("hover", "target")],
  ["drag", acting("drag", "target", "target2")],
  ["upload", acting("upload", "target", "filePaths")],
  ["back", acting("back")],
  ["forward", acting("forward")],
  ["select", select],
  ["press", press],
  ["scroll", scroll],
  ["waitFor", waiting],
  ["evaluate", evaluating],
  ["title", reading("title")],
  ["url", reading("url")],
  ["text", reading("text", "target")],
  ["content", reading("html", "target")],
  ["snapshot", { tool: snapshot, input: snapshotOptions, run: shownBy }],
  ["screenshot", picture],
]);
