import * as z from "zod";
import type { ArtifactStore, KeptArtifact } from "../../domain/artifact.ts";
import { counted } from "../../domain/counted.ts";
import { type CallScope, endingAfter } from "../../domain/deadline.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { runScript } from "../../sandbox/run-script.ts";
import { ACTS, defineTool, type SessionContext } from "../define-tool.ts";
import { headOf } from "../page-answer.ts";
import { failed, MAX_OUTPUT, told } from "./script-answer.ts";
import { type ScriptCall, scriptCall } from "./script-calls.ts";
import { SCRIPT_PAGE } from "./script-page.ts";

const MAX_SCRIPT = 65_536;
const MAX_MS = 50_000;
const DEFAULT_MS = 30_000;
const LIMITS = {
  memoryBytes: 33_554_432,
  cpuMs: 2_000,
  interrupts: 80_000,
  calls: 300,
  consoleChars: MAX_OUTPUT,
};
/** Milliseconds kept back of a call's time to tell what became of its script. */
const REPORT_MS = 4_000;

export const execute = defineTool({
  name: "execute",
  title: "Run a script",
  description:
    "Many steps in one call: an async function body with page (goto, click, fill, press, waitFor, text, evaluate, locator, …; targets as in act) and console, run in a sandbox. return answers as JSON.",
  annotations: ACTS,
  theme: "acting",
  core: false,
  target: "session",
  isStep: true,
  input: z.strictObject({
    script: z.string().min(1).max(MAX_SCRIPT).describe("return await page.text('h1')"),
    timeout: z.int().min(1).max(MAX_MS).default(DEFAULT_MS).describe("ms"),
  }),
  policy: { capabilities: () => ["js"] },
  async run({ script, timeout }, context) {
    const startedAt = Date.now();
    const kept: KeptArtifact[] = [];
    const { scope } = context.page;
    const part = scope.branch();
    const ms = Math.min(timeout, Math.max(0, scope.remainingMs - REPORT_MS));
    const calls = new Calls({ ...context, artifacts: noting(context.artifacts, kept) }, part);
    const call = (name: string, args: readonly unknown[]) => calls.make(name, args);
    const { signal } = part;
    return endingAfter(
      part,
      ms,
      () => late(ms),
      async () => {
        const result = await runScript({
          script,
          prelude: SCRIPT_PAGE,
          call,
          limits: LIMITS,
          signal,
        });
        scope.check();
        const { end } = result;
        if (end.kind !== "returned") throw failed(end, signal.reason, result, kept);
        return {
          facts: [
            headOf(context),
            `script done in ${Date.now() - startedAt} ms · ${counted(result.calls, "page call")}`,
            ...(calls.acted ? ["diff shows what is new on the page"] : []),
          ],
          ...told(end.json, result),
          artifacts: kept,
        };
      },
    );
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
