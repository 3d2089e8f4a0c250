import type { Answer } from "../domain/answer.ts";
import { sizeOf, sizeOfFailure } from "../domain/answer-size.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { Admission } from "./admission.ts";

export interface GatedRun {
  readonly admission: Admission;
  /** True where the time of the call is time of a browser. */
  readonly usesBrowser: boolean;
  /** Keeps the object, or the request, until this is done; the answer does not wait for it. */
  readonly later: (work: Promise<void>) => void;
}

/** Runs what was let through, and notes afterwards how it went. */
export async function runAdmitted(
  { admission, usesBrowser, later }: GatedRun,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const startedAt = Date.now();
  const close = (code: string, bytes: number) => {
    const ms = Date.now() - startedAt;
    later(admission.close({ code, ms, browserMs: usesBrowser ? ms : 0, bytes }));
  };
  try {
    const answer = await work();
    close(codeOf(answer), sizeOf(answer));
    return answer;
  } catch (error) {
    if (!(error instanceof ToolFailure)) close("internal", 0);
    else close(error.failure.code, sizeOfFailure(error.failure));
    throw error;
  }
}

/** An answer that is an error begins with its code. */
function codeOf({ isError, facts }: Answer): string {
  if (isError !== true) return "ok";
  return /^[a-z_]+(?=:)/.exec(facts[0] ?? "")?.[0] ?? "internal";
}
