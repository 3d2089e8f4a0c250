import type { Answer } from "../domain/answer.ts";
import { sizeOf, sizeOfFailure } from "../domain/answer-size.ts";
import type { CallScope } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { Admission } from "./admission.ts";

export interface GatedRun {
  readonly admission: Admission;
  /** True where the time of the call is time of a browser. */
  readonly usesBrowser: boolean;
  /** Of the call, which is told that the audit has its row, and that time; a step counts in its call. */
  readonly scope?: CallScope;
  /** Keeps the object, or the request, until this is done; the answer does not wait for it. */
  readonly later: (work: Promise<void>) => void;
}

/** Runs what was let through, and notes afterwards how it went. */
export function runAdmitted(run: GatedRun, work: () => Promise<Answer>): Promise<Answer> {
  return noted(run, work, (answer) => ({ code: codeOfAnswer(answer), bytes: sizeOf(answer) }));
}

/** The same for a step of a call that answers nobody by itself. */
export function runStep<T>(run: GatedRun, work: () => Promise<T>): Promise<T> {
  return noted(run, work, () => ({ code: "ok", bytes: 0 }));
}

async function noted<T>(
  { admission, usesBrowser, scope, later }: GatedRun,
  work: () => Promise<T>,
  tell: (result: T) => { readonly code: string; readonly bytes: number },
): Promise<T> {
  const startedAt = Date.now();
  const close = (code: string, bytes: number) => {
    const ms = Date.now() - startedAt;
    const browserMs = usesBrowser ? ms : 0;
    scope?.browser.end(browserMs);
    later(admission.close({ code, ms, browserMs, bytes }));
  };
  if (scope !== undefined) scope.isNoted = true;
  if (usesBrowser) scope?.browser.begin();
  try {
    const result = await work();
    const { code, bytes } = tell(result);
    close(code, bytes);
    return result;
  } catch (error) {
    if (!(error instanceof ToolFailure)) close("internal", 0);
    else close(error.failure.code, sizeOfFailure(error.failure));
    throw error;
  }
}

/** `ok`, or a failure's code: an answer that is an error begins with it. */
export function codeOfAnswer({ isError, facts }: Answer): string {
  if (isError !== true) return "ok";
  return /^[a-z_]+(?=:)/.exec(facts[0] ?? "")?.[0] ?? "internal";
}
