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
  input(args: Args): Input;
  run(input: Input, context: SessionContext): Promise<unknown>;
}

/** The call a script has made; throws `invalid_arguments` for one that its tool would not take. */
export function scriptCall(method: string, args: Args): ScriptCall {
  const found = METHODS.get(method);
  if (found === undefined) throw invalid(method, "is no method", "See the tool's description.");
  const { tool } = found;
  const parsed = tool.input.safeParse(found.input(args));
  if (!parsed.success) throw invalid(method, problemsOf(parsed.error), "Correct the script.");
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

/** Options as a script gives them last. */
function options(given: unknown): Input {
  return typeof given === "object" && given !== null && !Array.isArray(given) ? { ...given } : {};
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
      const last = args[skipped > 0 ? 0 : names.length];
      return defined({ ...options(last), ...Object.fromEntries(given), action });
    },
    run: async (input, context) => {
      const { facts, page } = await actOnce(input, context);
      return [...facts, ...page].join(" · ");
    },
  };
}

function reading(type: "text" | "html" | "title" | "url"): Method {
  return {
    tool: extract,
    input: ([target]) => defined({ type, target }),
    run: (input, context) => read(extract.input.parse(input), context),
  };
}

const evaluating: Method = {
  tool: extract,
  input: ([js]) => ({ type: "js", js }),
  run: async (input, { page }) => {
    const { js = "" } = extract.input.parse(input);
    const json = await runExpression(page, js);
    // Of what is no JSON, such as a function, there is nothing.
    return json === "undefined" ? null : (JSON.parse(json) as unknown);
  },
};

const press: Method = {
  ...acting("press"),
  input: ([first, second, third]) => {
    const isOnElement = typeof second === "string";
    const [target, key, more] = isOnElement ? [first, second, third] : [undefined, first, second];
    return defined({ ...options(more), target, key, action: "press" });
  },
};

const select: Method = {
  ...acting("select"),
  input: ([target, value, more]) => {
    const lines = Array.isArray(value) ? value.join("\n") : value;
    return defined({ ...options(more), target, value: lines, action: "select" });
  },
};

const scroll: Method = {
  ...acting("scroll"),
  input: ([first, second]) => {
    const { direction, amount, ...more } = options(typeof first === "object" ? first : second);
    const isWay = /^(?:up|down|left|right)$/.test(String(first));
    const target = typeof first === "string" && !isWay ? first : undefined;
    const by = typeof second === "number" ? second : amount;
    const way = isWay ? first : direction;
    return defined({
      ...more,
      ...(target === undefined ? {} : { target }),
      scrollDirection: way,
      scrollAmount: by,
      action: "scroll",
    });
  },
};

const waiting: Method = {
  tool: waitFor,
  input: ([what, given]) => {
    const { timeout } = options(given);
    if (typeof what === "string") return defined({ condition: "element", target: what, timeout });
    const { text, js, element, navigation, networkIdle, ...more } = options(what);
    const rest = { timeout, ...more };
    if (text !== undefined) return defined({ ...rest, condition: "text", text });
    if (js !== undefined) return defined({ ...rest, condition: "js", js });
    if (element !== undefined) return defined({ ...rest, condition: "element", target: element });
    if (networkIdle === true) return defined({ ...rest, condition: "network_idle" });
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
  input: ([given]) => {
    const { name = "script", ...more } = options(given);
    return { ...more, savePath: name };
  },
  run: async (input, context) => {
    const { artifacts = [] } = await screenshot.run(screenshot.input.parse(input), context);
    return artifacts.map(({ id, name, type, bytes }) => ({ id, name, type, bytes }))[0];
  },
};

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["goto", { tool: navigate, input: ([url, more]) => ({ ...options(more), url }), run: goTo }],
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
  ["text", reading("text")],
  ["content", reading("html")],
  ["snapshot", { tool: snapshot, input: ([more]) => options(more), run: shownBy }],
  ["screenshot", picture],
]);
