import type {
  QuickJSContext,
  QuickJSDeferredPromise,
  QuickJSHandle,
} from "quickjs-emscripten-core";
import { ToolFailure } from "../domain/failure.ts";
import { ScriptConsole } from "./script-console.ts";
import type { ScriptRequest } from "./script-contract.ts";

const MAX_TIMERS = 1_000;
const MAX_TIMER_MS = 60_000;
const MAX_CALL_CHARS = 1_000_000;

/** All that a script can reach: a console, timers, and calls, whose ends it hears of in its own turn. */
export class Outside {
  readonly console: ScriptConsole;
  readonly #request: ScriptRequest;
  readonly #context: QuickJSContext;
  #arrived: (() => void)[] = [];
  #wake: () => void = () => undefined;
  #timers = 0;
  calls = 0;
  /** Calls under way. */
  calling = 0;
  readonly #failures = new Map<number, ToolFailure>();
  /** What is no failure of a call's, and ends the whole. */
  fault: { readonly error: unknown } | undefined;

  constructor(request: ScriptRequest, context: QuickJSContext) {
    this.#request = request;
    this.#context = context;
    this.console = new ScriptConsole(request.limits.consoleChars);
    request.signal.addEventListener("abort", () => this.#wake(), { once: true });
  }

  /** Whether anything is still to come. */
  get isSilent(): boolean {
    return this.calling + this.#timers + this.#arrived.length === 0;
  }

  failure(number: unknown): ToolFailure | undefined {
    return typeof number === "number" ? this.#failures.get(number) : undefined;
  }

  /** Of all calls so far, in the order they failed. */
  get failures(): readonly ToolFailure[] {
    return [...this.#failures.values()];
  }

  /** Hands the script what has come; only while it is its turn. */
  deliver(): void {
    for (const take of this.#arrived.splice(0)) take();
  }

  /** Lets go of what has come for a script that is over. */
  forget(): void {
    this.#arrived = [];
  }

  /** Settles when something comes, or when the script is to end. */
  async news(): Promise<void> {
    if (this.#arrived.length > 0 || this.#request.signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  /** What the script sends; gives a promise of the script's, but for its console. */
  send(parts: readonly QuickJSHandle[]): QuickJSHandle | undefined {
    const [kind, name = "", text = ""] = parts.map((part) => this.#context.getString(part));
    if (kind === "console") {
      this.console.take(name, text);
      return undefined;
    }
    const deferred = this.#context.newPromise();
    if (kind === "timer") this.#startTimer(deferred, Number(text));
    else this.#startCall(deferred, name, text);
    return deferred.handle;
  }

  #startTimer(deferred: QuickJSDeferredPromise, ms: number): void {
    // One too many never comes.
    if (this.#timers >= MAX_TIMERS) return;
    this.#timers++;
    const due = () => {
      this.#timers--;
      this.#arrive(() => deferred.resolve(this.#context.undefined));
    };
    setTimeout(due, Math.min(Math.max(0, ms), MAX_TIMER_MS));
  }

  #startCall(deferred: QuickJSDeferredPromise, name: string, text: string): void {
    const number = ++this.calls;
    const answer = (reply: object) =>
      deferred.resolve(this.#context.newString(JSON.stringify(reply)));
    const refusal = this.#refusalOf(text);
    if (refusal !== undefined) {
      answer({ ok: false, name: "Error", message: refusal });
      return;
    }
    this.calling++;
    const end = (reply: object) => {
      this.calling--;
      this.#arrive(() => answer(reply));
    };
    this.#request.call(name, JSON.parse(text) as unknown[]).then(
      (value) => end({ ok: true, value }),
      (error: unknown) => {
        if (error instanceof ToolFailure) {
          this.#failures.set(number, error);
          const { code, pageText = "" } = error.failure;
          const message = [error.message, pageText].filter((part) => part !== "").join("\n");
          end({ ok: false, name: "PageError", number, code, message });
        } else {
          this.fault ??= { error };
          end({ ok: false, name: "Error", message: "the call failed" });
        }
      },
    );
  }

  #refusalOf(text: string): string | undefined {
    const most = this.#request.limits.calls;
    if (this.calls > most) return `a script makes at most ${most} page calls`;
    if (text.length > MAX_CALL_CHARS)
      return `a page call takes at most ${MAX_CALL_CHARS} characters`;
    return undefined;
  }

  #arrive(take: () => void): void {
    this.#arrived.push(take);
    this.#wake();
  }
}
