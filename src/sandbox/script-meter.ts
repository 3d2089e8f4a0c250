import type { ScriptLimits } from "./script-contract.ts";

/** Measures what the interpreter does, and says when it is too much. */
export class ScriptMeter {
  readonly #limits: Pick<ScriptLimits, "cpuMs" | "interrupts">;
  readonly #signal: AbortSignal;
  #usedMs = 0;
  #from: number | undefined;
  #interrupts = 0;
  /** Why the script may not go on, in words of ours after "The script". */
  stopped: string | undefined;

  constructor(limits: Pick<ScriptLimits, "cpuMs" | "interrupts">, signal: AbortSignal) {
    this.#limits = limits;
    this.#signal = signal;
  }

  /** Runs what keeps the interpreter busy; what ends it from within stops the script. */
  slice<T>(work: () => T): T | undefined {
    const isOuter = this.#from === undefined;
    this.#from ??= Date.now();
    try {
      return work();
    } catch (error) {
      // WebAssembly has one stack with ours; past its end nothing is told but this.
      this.stopped ??=
        error instanceof RangeError ? "nests too deeply" : "broke its interpreter with what it did";
      return undefined;
    } finally {
      if (isOuter) {
        this.#usedMs += Date.now() - (this.#from ?? 0);
        this.#from = undefined;
      }
    }
  }

  /**
   * Whether the script is over; asked by the interpreter every so often. The platform's clock may stand
   * still while code runs, so that the times it asks are counted too.
   */
  isOver(): boolean {
    const { cpuMs, interrupts } = this.#limits;
    const usedMs = this.#usedMs + (this.#from === undefined ? 0 : Date.now() - this.#from);
    if (++this.#interrupts > interrupts || usedMs > cpuMs) {
      this.stopped ??= "kept the processor busy for too long";
    }
    return this.stopped !== undefined || this.#signal.aborted;
  }
}
