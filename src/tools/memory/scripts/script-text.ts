import { PARAM, type Recording, type RecordingStep, type ReplayedTool } from "../recording.ts";

/** Code of one step; undefined for what has no counterpart. */
export type StepWriter = (step: RecordingStep) => readonly string[] | undefined;

/** How a library does the steps of each tool; those of others have no counterpart. */
export type StepWriters = Readonly<Partial<Record<ReplayedTool, StepWriter>>>;

/** A script, and the steps that it does not do, counted from one. */
export interface ScriptText {
  readonly text: string;
  readonly left: readonly { readonly number: number; readonly tool: string }[];
}

interface Frame {
  /** Names the library; what comes before and after the steps. */
  readonly title: string;
  readonly head: string;
  readonly tail: string;
}

/** A module that does the steps of a recording one after the other. */
export function scriptOf(
  { name, params, steps }: Recording,
  frame: Frame,
  writers: StepWriters,
): ScriptText {
  const left: { number: number; tool: string }[] = [];
  const body = steps.flatMap((step, index) => {
    const lines = writers[step.tool]?.(step);
    const about = `// ${index + 1}: ${[step.tool, ...labelsOf(step)].join(" ")}`;
    if (lines !== undefined) return [about, ...lines, ""];
    left.push({ number: index + 1, tool: step.tool });
    return [`${about}, which has no counterpart here`, ""];
  });
  const asked = Object.entries(params).map(([param, { default: value }]) => {
    const variable = JSON.stringify(param.toUpperCase());
    const rest = value === undefined ? `missing(${variable})` : literal(value);
    return `  ${param}: process.env[${variable}] ?? ${rest},`;
  });
  const text = [
    `// ${oneLine(name)}: recorded with Leapfrog. ${frame.title}`,
    "// What it types is taken from the environment, by the names of params in capitals.",
    frame.head,
    "function missing(name) {",
    '  throw new Error("set " + name);',
    "}",
    "const params = {",
    ...asked,
    "};",
    "const filled = (text) => text.replace(/\\{\\{([a-z][a-z0-9_]*)\\}\\}/g, (whole, name) => params[name] ?? whole);",
    "",
    ...body,
    frame.tail,
  ].join("\n");
  return { text: `${text}\n`, left };
}

function labelsOf({ args, targets }: RecordingStep): string[] {
  const action = typeof args.action === "string" ? [args.action] : [];
  return [...action, ...Object.values(targets).map(({ label }) => oneLine(label))];
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ").slice(0, 120);
}

/** A text with its params as an expression; what only looks like one stays as it is. */
export function textOf(value: unknown): string {
  const text = String(value);
  return text.search(PARAM) < 0 ? literal(text) : `filled(${literal(text)})`;
}

/** A value as code that means it. */
export function literal(value: unknown): string {
  return JSON.stringify(value ?? null).replace(/[\u2028\u2029]/g, (found) =>
    found === "\u2028" ? "\\u2028" : "\\u2029",
  );
}

/** What `find` takes to find the element of an argument. */
export function waysOf(
  { args, targets }: RecordingStep,
  name: "target" | "target2",
): string | undefined {
  const known = targets[name];
  const given = args[name];
  const ways = known?.ways ?? (typeof given === "string" ? [given] : []);
  if (ways.length === 0) return undefined;
  const frames = known?.frames ?? [];
  return frames.length === 0 ? literal(ways) : `${literal(ways)}, ${literal(frames)}`;
}

/** An act of a library's, its dialog's answer before it and its delay after it. */
export function acting(
  dialogLines: (dialog: unknown) => readonly string[],
  actLine: (step: RecordingStep, element: string | undefined) => string | undefined,
): StepWriter {
  return (step) => {
    const { dialog, delayAfter } = step.args;
    const ways = waysOf(step, "target");
    const line = actLine(step, ways === undefined ? undefined : `(await find(${ways}))`);
    if (line === undefined) return undefined;
    return [...dialogLines(dialog), `await ${line};`, ...wait(delayAfter)];
  };
}

/** Writes what a step reads to the console, by the expressions of a library. */
export function reading(body: string, text: string, html: string): StepWriter {
  return (step) => {
    const ways = waysOf(step, "target");
    const root = ways === undefined ? body : `(await find(${ways}))`;
    const what: Readonly<Record<string, string>> = {
      text: `${root}${text}`,
      html: `${root}${html}`,
      title: "page.title()",
      url: "page.url()",
      js: `page.evaluate(${textOf(step.args.js)})`,
    };
    return [`console.log(await ${what[String(step.args.type ?? "text")]});`];
  };
}

/** Whether an act has an element, and so is no matter of points or of the focus. */
export function isWay(element: string | undefined): element is string {
  return element !== undefined;
}

/** The delay that a step asks for after it. */
function wait(ms: unknown): string[] {
  const pause = Number(ms ?? 0);
  return pause > 0 ? [`await new Promise((resolve) => setTimeout(resolve, ${pause}));`] : [];
}

/** How far a scroll turns the wheel, across and down. */
export function wheelOf({ scrollAmount = 300, scrollDirection = "down" }: RecordingStep["args"]) {
  const by = Number(scrollAmount) * (/^(?:up|left)$/.test(String(scrollDirection)) ? -1 : 1);
  const isAcross = /^(?:left|right)$/.test(String(scrollDirection));
  return isAcross ? ([by, 0] as const) : ([0, by] as const);
}

interface InlineFile {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}

/** The files of an upload; undefined where one was kept elsewhere, of which nobody knows here what it holds. */
export function inlineFiles({ filePaths }: RecordingStep["args"]): InlineFile[] | undefined {
  const given: readonly unknown[] = Array.isArray(filePaths) ? filePaths : [filePaths];
  const files = given.map((file) => {
    const {
      name,
      type = "application/octet-stream",
      base64,
    } = Object(file) as Record<string, unknown>;
    const isInline = typeof name === "string" && typeof base64 === "string";
    return isInline ? { name, type: String(type), base64 } : undefined;
  });
  return files.some((file) => file === undefined)
    ? undefined
    : files.filter((file) => file !== undefined);
}
