import * as z from "zod";
import type { ArtifactStore, KeptArtifact } from "../../domain/artifact.ts";
import { counted } from "../../domain/counted.ts";
import type { CallScope } from "../../domain/deadline.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { visibleBlock, visibleJson } from "../../domain/unseen.ts";
import { runScript } from "../../sandbox/run-script.ts";
import type { ScriptEnd, ScriptResult } from "../../sandbox/script-contract.ts";
import { ACTS, defineTool, type SessionContext } from "../define-tool.ts";
import { headOf } from "../page-answer.ts";
import { type ScriptCall, scriptCall } from "./script-calls.ts";
import { SCRIPT_PAGE } from "./script-page.ts";

const MAX_SCRIPT = 65_536;
const MAX_MS = 50_000;
const DEFAULT_MS = 30_000;
/** Characters of what a script returns and writes to its console together. */
const MAX_OUTPUT = 20_000;
const LIMITS = {
  memoryBytes: 33_554_432,
  cpuMs: 2_000,
  interrupts: 80_000,
  calls: 300,
  consoleChars: MAX_OUTPUT,
};
/** Milliseconds kept back of a call's time to tell what became of its script. */
const REPORT_MS = 4_000;

/** Decisions over a call of the script's, which its caller can do something about. */
const PASSED_ON = ["policy_denied", "approval_required", "rate_limited"];

export const execute = defineTool({
  name: "execute",
  title: "Run a script",
  description:
    "Runs a script in a sandbox, not in the page: an async function body with page (goto, click, fill, press, waitFor, text, evaluate, locator, …; targets as in act) and console. return answers as JSON. Many steps in one call.",
  annotations: ACTS,
  theme: "acting",
  core: false,
  target: "session",
  input: z.strictObject({
    script: z.string().min(1).max(MAX_SCRIPT).describe("return await page.text('h1')"),
    timeout: z.int().min(1).max(MAX_MS).default(DEFAULT_MS).describe("Milliseconds"),
  }),
  policy: { capabilities: () => ["js"] },
  async run({ script, timeout }, context) {
    const startedAt = Date.now();
    const kept: KeptArtifact[] = [];
    const { scope } = context.page;
    const part = scope.branch();
    const ms = Math.min(timeout, Math.max(0, scope.remainingMs - REPORT_MS));
    const timer = setTimeout(() => part.end(late(ms)), ms);
    const calls = new Calls({ ...context, artifacts: noting(context.artifacts, kept) }, part);
    try {
      const call = (name: string, args: readonly unknown[]) => calls.make(name, args);
      const { signal } = part;
      const result = await runScript({
        script,
        prelude: SCRIPT_PAGE,
        call,
        limits: LIMITS,
        signal,
      });
      scope.check();
      const { end } = result;
      if (end.kind !== "returned") throw failed(end, part, result, kept);
      return {
        facts: [
          headOf(context),
          `script done in ${Date.now() - startedAt} ms · ${counted(result.calls, "page call")}`,
          ...(calls.acted ? ["diff shows what is new on the page"] : []),
        ],
        ...told(end.json, result),
        artifacts: kept,
      };
    } finally {
      clearTimeout(timer);
      part.end(late(ms));
    }
  },
});

/** The calls of a script, one after another; those that wait go on beside the others. */
class Calls {
  readonly #context: SessionContext;
  readonly #scope: CallScope;
  #last: Promise<unknown> = Promise.resolve();
  #count = 0;
  /** Whether anything was done that may have changed a page. */
  acted = false;

  constructor(context: SessionContext, scope: CallScope) {
    this.#context = context;
    this.#scope = scope;
  }

  async make(name: string, args: readonly unknown[]): Promise<unknown> {
    const call = scriptCall(name, args);
    const number = ++this.#count;
    const work = () => this.#run(call, number);
    if (name === "waitFor") return work();
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  #run({ method, tool, input, run }: ScriptCall, number: number): Promise<unknown> {
    const { steps } = this.#context;
    const page = this.#context.page.during(this.#scope);
    this.#scope.check();
    this.#scope.enter(`page.${method}, call ${number}`);
    return steps.run(page, { name: `call.${number}`, tool, input }, (own) => {
      this.acted ||= !tool.annotations.readOnlyHint;
      return run({ ...this.#context, page: own });
    });
  }
}

/** The same store, noting what is kept. */
function noting(store: ArtifactStore, kept: KeptArtifact[]): ArtifactStore {
  return {
    keep: async (about, chunks) => {
      const artifact = await store.keep(about, chunks);
      kept.push(artifact);
      return artifact;
    },
    find: (id) => store.find(id),
    read: (id) => store.read(id),
    list: () => store.list(),
  };
}

function late(ms: number): ToolFailure {
  return new ToolFailure(
    "script_failed",
    `The script did not end within ${ms} ms.`,
    "Take a snapshot, then run what is left; give more timeout, up to 50000.",
  );
}

function told(json: string | undefined, result: ScriptResult) {
  const returned = json === undefined ? "nothing" : visibleJson(json);
  const shown = returned.slice(0, MAX_OUTPUT);
  const { lines, dropped } = consoleOf(result, MAX_OUTPUT - shown.length);
  const { unawaited, lateFailures } = result;
  const cut = returned.length - shown.length;
  const failures = lateFailures.map(({ failure }) => failure.code).join(", ");
  return {
    notices: [
      ...(cut > 0 ? [`${cut} more characters of what it returned are cut off: return less`] : []),
      ...(dropped > 0 ? [`${counted(dropped, "console message")} had no room`] : []),
      ...(unawaited > 0 ? [`not awaited, but made: ${counted(unawaited, "page call")}`] : []),
      ...(failures === "" ? [] : [`of those failed: ${failures}`]),
    ],
    page: [`returned: ${shown}`, ...lines].join("\n"),
  };
}

function consoleOf({ console, consoleDropped }: ScriptResult, room: number) {
  const lines: string[] = [];
  let left = room;
  for (const line of console.map((text) => `console: ${visibleBlock(text)}`)) {
    left -= line.length + 1;
    if (left < 0) break;
    lines.push(line);
  }
  return { lines, dropped: consoleDropped + console.length - lines.length };
}

function failed(
  end: Exclude<ScriptEnd, { kind: "returned" }>,
  part: CallScope,
  result: ScriptResult,
  kept: readonly KeptArtifact[],
): ToolFailure {
  const { calls } = result;
  const made = calls === 0 ? "no page call was made" : `${counted(calls, "page call")} made`;
  const files = kept.length === 0 ? "" : ` Kept: ${kept.map(({ id }) => id).join(", ")}.`;
  const { lines } = consoleOf(result, MAX_OUTPUT);
  const extra = { pageText: lines.join("\n") };
  const { reason } = part.signal;
  if (end.kind === "stopped") {
    if (reason instanceof ToolFailure) {
      const { code, what, next } = reason.failure;
      return new ToolFailure(code, `${what} ${made}.${files}`, next, extra);
    }
    const next = "What it had done stays done; take a snapshot, then correct the script.";
    return new ToolFailure("script_failed", `The script ${end.why}; ${made}.${files}`, next, extra);
  }
  const where = end.line === undefined ? "" : ` at its line ${end.line}`;
  if (end.cause === undefined) {
    const pageText = [`threw: ${visibleBlock(end.message)}`, ...lines].join("\n");
    const what = `The script threw${where}; ${made}.${files}`;
    const next = "What it had done stays done; correct the script.";
    return new ToolFailure("script_failed", what, next, { pageText });
  }
  const { code, what, next, pageText = "", ...more } = end.cause.failure;
  const isPassedOn = PASSED_ON.includes(code);
  const why = isPassedOn ? what : `${code}: ${what}`;
  return new ToolFailure(
    isPassedOn ? code : "script_failed",
    `${why} The script ended with this${where}; ${made}.${files}`,
    next,
    { ...more, pageText: [pageText, ...lines].filter((line) => line !== "").join("\n") },
  );
}
