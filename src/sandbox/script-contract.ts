import type { ToolFailure } from "../domain/failure.ts";

/** What a script may use; all of it together, not each time. */
export interface ScriptLimits {
  readonly memoryBytes: number;
  /** Milliseconds it may keep the processor busy, and how often the interpreter may ask meanwhile. */
  readonly cpuMs: number;
  readonly interrupts: number;
  /** Calls to the outside. */
  readonly calls: number;
  /** Characters of its console that are kept. */
  readonly consoleChars: number;
}

export interface ScriptRequest {
  /** Body of an async function. */
  readonly script: string;
  /**
   * Code of ours that is run before it: an expression for a function that gets `call(name, ...args)`,
   * which gives a promise, and may put what the script is to find on `globalThis`.
   */
  readonly prelude: string;
  /** A call to the outside; arguments and what comes back are as JSON carries them. */
  readonly call: (name: string, args: readonly unknown[]) => Promise<unknown>;
  readonly limits: ScriptLimits;
  /** Ends the script when it aborts. */
  readonly signal: AbortSignal;
}

/** How a script ended. */
export type ScriptEnd =
  /** Undefined for a script that returned nothing. */
  | { readonly kind: "returned"; readonly json: string | undefined }
  | {
      readonly kind: "threw";
      /** The script's own words. */
      readonly message: string;
      readonly line?: number;
      /** What a call failed with, where it is that which the script let through. */
      readonly cause?: ToolFailure;
    }
  /** In words of ours, after "The script". */
  | { readonly kind: "stopped"; readonly why: string };

export interface ScriptResult {
  readonly end: ScriptEnd;
  /** One entry a message, `level: text` where it is no log. */
  readonly console: readonly string[];
  /** Messages that had no room. */
  readonly consoleDropped: number;
  readonly calls: number;
  /** Calls that the script did not wait for, and what of them failed. */
  readonly unawaited: number;
  readonly lateFailures: readonly ToolFailure[];
}
