import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten-core";
import { GLOBALS, SCRIPT_NAME } from "./globals.ts";
import { Outside } from "./outside.ts";
import { newInterpreter } from "./quickjs.ts";
import type { ScriptEnd, ScriptRequest, ScriptResult } from "./script-contract.ts";
import { isObject, lineOf, messageOf } from "./script-error.ts";
import { ScriptMeter } from "./script-meter.ts";

/** Bytes of the interpreter's own stack; WebAssembly's is larger, so that mostly its end is met first. */
const STACK_BYTES = 262_144;
/** Jobs between two looks at the limits. */
const JOBS_AT_ONCE = 200;

/**
 * Runs a script in an interpreter that has nothing but what it is given here: no network, no modules, no
 * object of ours. Throws only what a call threw that was no failure of its own.
 */
export async function runScript(request: ScriptRequest): Promise<ScriptResult> {
  const context = (await newInterpreter()).newContext();
  const run = new ScriptRun(request, context);
  const end = await run.toEnd();
  return { end, ...run.account };
}

class ScriptRun {
  readonly #request: ScriptRequest;
  readonly #context: QuickJSContext;
  readonly #meter: ScriptMeter;
  readonly #outside: Outside;
  #unawaited = 0;
  #failedBefore = 0;
  #stringify: QuickJSHandle | undefined;

  constructor(request: ScriptRequest, context: QuickJSContext) {
    const { limits, signal } = request;
    this.#request = request;
    this.#context = context;
    this.#meter = new ScriptMeter(limits, signal);
    this.#outside = new Outside(request, context);
    const { runtime } = context;
    runtime.setMemoryLimit(limits.memoryBytes);
    runtime.setMaxStackSize(STACK_BYTES);
    runtime.setInterruptHandler(() => this.#meter.isOver());
  }

  get account(): Omit<ScriptResult, "end"> {
    const { console, calls, failures } = this.#outside;
    return {
      console: console.lines,
      consoleDropped: console.dropped,
      calls,
      unawaited: this.#unawaited,
      lateFailures: failures.slice(this.#failedBefore),
    };
  }

  async toEnd(): Promise<ScriptEnd> {
    const main = this.#meter.slice(() => this.#begin());
    if (main === undefined || this.#isOver) return this.#halted();
    const end = "kind" in main ? main : await this.#toSettled(main);
    const { fault } = this.#outside;
    if (fault !== undefined) throw fault.error;
    return end;
  }

  get #isOver(): boolean {
    const { stopped } = this.#meter;
    return (
      stopped !== undefined || this.#request.signal.aborted || this.#outside.fault !== undefined
    );
  }

  #halted(): ScriptEnd {
    return { kind: "stopped", why: this.#meter.stopped ?? "was ended with its call" };
  }

  /** The script's promise, or how it ended before there was one. */
  #begin(): QuickJSHandle | ScriptEnd {
    const context = this.#context;
    const run = (code: string, name: string) => context.unwrapResult(context.evalCode(code, name));
    const given = (work: QuickJSHandle, what: QuickJSHandle) =>
      context.unwrapResult(context.callFunction(work, context.undefined, what));
    const send = context.newFunction("send", (...parts) => this.#outside.send(parts));
    this.#stringify = run("JSON.stringify", "json.js");
    given(run(this.#request.prelude, "page.js"), given(run(GLOBALS, "globals.js"), send));
    const begun = context.evalCode(`(async () => {${this.#request.script}\n})()`, SCRIPT_NAME);
    return begun.error === undefined ? begun.value : this.#threw(begun.error);
  }

  async #toSettled(main: QuickJSHandle): Promise<ScriptEnd> {
    const context = this.#context;
    for (;;) {
      const state = this.#meter.slice(() => {
        this.#outside.deliver();
        this.#runJobs();
        return context.getPromiseState(main);
      });
      if (state === undefined || this.#isOver) return this.#halted();
      if (state.type !== "pending") {
        const end = this.#meter.slice(() =>
          state.type === "rejected" ? this.#threw(state.error) : this.#returned(state.value),
        );
        await this.#calm();
        return end === undefined || this.#meter.stopped !== undefined ? this.#halted() : end;
      }
      if (this.#outside.isSilent) {
        return { kind: "stopped", why: "waits for something that never comes" };
      }
      await this.#outside.news();
    }
  }

  /** Calls that nobody waits for are made all the same, and are over before the script's end is told. */
  async #calm(): Promise<void> {
    this.#unawaited = this.#outside.calling;
    this.#failedBefore = this.#outside.failures.length;
    while (this.#outside.calling > 0 && !this.#request.signal.aborted) {
      await this.#outside.news();
      // Nobody hears of it any more.
      this.#outside.forget();
    }
  }

  /** What a job throws goes to its promise; where one fails by itself there was no room for that. */
  #runJobs(): void {
    const { runtime } = this.#context;
    while (!this.#meter.isOver() && runtime.hasPendingJob()) {
      const ran = runtime.executePendingJobs(JOBS_AT_ONCE);
      const isEnded = this.#request.signal.aborted;
      if (ran.error !== undefined && !isEnded) this.#meter.stopped ??= "ran out of memory";
    }
  }

  #returned(value: QuickJSHandle): ScriptEnd {
    const context = this.#context;
    const { undefined: none } = context;
    if (this.#stringify === undefined) throw new Error("the script was not begun");
    const told = context.callFunction(this.#stringify, none, value);
    if (told.error !== undefined) return this.#threw(told.error);
    const isText = context.typeof(told.value) === "string";
    return { kind: "returned", json: isText ? context.getString(told.value) : undefined };
  }

  #threw(error: QuickJSHandle): ScriptEnd {
    const context = this.#context;
    const message = messageOf(context, error);
    const line = lineOf(context, error);
    const number = isObject(context, error)
      ? context.dump(context.getProp(error, "callNumber"))
      : undefined;
    const cause = this.#outside.failure(number);
    return {
      kind: "threw",
      message,
      ...(line === undefined ? {} : { line }),
      ...(cause === undefined ? {} : { cause }),
    };
  }
}
