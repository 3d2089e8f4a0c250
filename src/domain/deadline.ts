import { BrowserMeter } from "./browser-meter.ts";
import { ToolFailure } from "./failure.ts";

/**
 * The time and the leave a call has to work: ends by its deadline or when the caller goes away.
 *
 * Whoever touches the page asks `check()` before each step, so that a call which has been answered
 * cannot act any more.
 */
export class CallScope {
  readonly deadlineAt: number;
  /** Whether the audit has a row of the call, whatever becomes of it now. */
  isNoted = false;
  readonly browser = new BrowserMeter();
  readonly #controller = new AbortController();
  readonly #parent: CallScope | undefined;
  #doing = "starting";
  #stage: string | undefined;

  constructor(deadlineAt: number, parent?: CallScope) {
    this.deadlineAt = deadlineAt;
    this.#parent = parent;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get remainingMs(): number {
    return Math.max(0, this.deadlineAt - Date.now());
  }

  /** What the call is busy with, for the answer that has to say it timed out. */
  get doing(): string {
    return this.#stage === undefined ? this.#doing : `${this.#stage}: ${this.#doing}`;
  }

  /** The step a call of several is at, in words of ours. */
  get stage(): string | undefined {
    return this.#stage;
  }

  enter(stage: string): void {
    this.#stage = stage;
    this.#parent?.enter(stage);
  }

  note(doing: string): void {
    this.#doing = doing;
    this.#parent?.note(doing);
  }

  /** A part of this call: ends with it at the latest, and may end sooner by itself. */
  branch(deadlineAt: number = this.deadlineAt): CallScope {
    const branch = new CallScope(deadlineAt, this);
    const end = () => branch.#controller.abort(this.signal.reason);
    if (this.signal.aborted) end();
    this.signal.addEventListener("abort", end, { once: true, signal: branch.signal });
    return branch;
  }

  /** Ends the call; the first reason stays. */
  end(reason: ToolFailure): void {
    if (!this.signal.aborted) this.#controller.abort(reason);
  }

  /** Throws the reason once the call has ended. */
  check(): void {
    this.signal.throwIfAborted();
  }

  /** `work`, or the reason the call ended, whichever comes first; `work` is not stopped by this. */
  race<T>(work: Promise<T>): Promise<T> {
    return unlessAborted(work, this.signal);
  }
}

/** Runs `work` under `scope`, ending the scope with `timed_out` at its deadline. */
export async function underDeadline<T>(scope: CallScope, work: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => scope.end(timedOut(scope.doing)), scope.remainingMs);
  try {
    return await scope.race(work());
  } finally {
    clearTimeout(timer);
    scope.end(new ToolFailure("cancelled", "The call has ended.", "Call again."));
  }
}

function timedOut(doing: string): ToolFailure {
  return new ToolFailure(
    "timed_out",
    `The call reached its deadline while ${doing}.`,
    "Take a snapshot to see what the page is like now; what was done stays done.",
  );
}

/** `work`, or the reason the signal aborted, whichever comes first; `work` is not stopped by this. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/** `work`, or the error `onLate()` makes when `ms` pass first. */
export async function within<T>(work: Promise<T>, ms: number, onLate: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(onLate()), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** `work`, or nothing when `ms` pass first; `work` is not stopped by this. */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs `work` in a part of a call that ends after `ms`, or with `work`, for the reason `onLate()` makes. */
export async function endingAfter<T>(
  part: CallScope,
  ms: number,
  onLate: () => ToolFailure,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setTimeout(() => part.end(onLate()), ms);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    part.end(onLate());
  }
}

/** Milliseconds kept back of a call's time to tell what happened. */
const REPORT_MS = 3_000;

/** Up to so many milliseconds for a wait whose end a call can do without. */
export function timeFor({ remainingMs }: CallScope, most: number): number {
  return Math.max(0, Math.min(most, remainingMs - REPORT_MS));
}
