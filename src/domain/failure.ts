/** The closed set of codes a failed call may answer with. */
export const FAILURE_CODES = [
  "invalid_arguments",
  "session_not_found",
  "session_lost",
  "pool_full",
  "platform_busy",
  "platform_limit",
  "stale_ref",
  "not_found",
  "not_actionable",
  "covered",
  "dialog_open",
  "navigation_failed",
  "blocked_url",
  "timed_out",
  "script_failed",
  "too_large",
  "unsupported",
  "policy_denied",
  "approval_required",
  "rate_limited",
  "cancelled",
  "internal",
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

/** A failure as plain data, which is how it crosses from one object to another. */
export interface Failure {
  readonly code: FailureCode;
  /** What failed and why, in words of ours only. */
  readonly what: string;
  /** What the caller can do next. */
  readonly next: string;
  /** Words a page wrote (element names, script errors); shown inside the fence only. */
  readonly pageText?: string;
  /** Seconds after which the same call may succeed. */
  readonly retryAfterSeconds?: number;
  /** What a person has to approve before the call passes. */
  readonly approvalId?: string;
  /** A row of the audit tells of the call. */
  readonly isNoted?: boolean;
}

/** Thrown by tools and by the parts below them; turned into a value where an object ends. */
export class ToolFailure extends Error {
  readonly failure: Failure;

  constructor(
    code: FailureCode,
    what: string,
    next: string,
    extra: Pick<Failure, "pageText" | "retryAfterSeconds" | "approvalId" | "isNoted"> = {},
  ) {
    super(`${code}: ${what} ${next}`);
    this.name = "ToolFailure";
    this.failure = { code, what, next, ...extra };
  }

  /** Rebuilds the error on the other side of an object boundary. */
  static of(failure: Failure): ToolFailure {
    const { code, what, next, ...extra } = failure;
    return new ToolFailure(code, what, next, extra);
  }
}

/** The failure of a call of which the audit has a row. */
export function noted(error: unknown): unknown {
  return error instanceof ToolFailure ? ToolFailure.of({ ...error.failure, isNoted: true }) : error;
}

/** The answer of everything that crosses an object boundary. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** The outcome of a call of which the audit has a row. */
export function notedResult<T>(result: Result<T>): Result<T> {
  return result.ok ? result : { ok: false, failure: { ...result.failure, isNoted: true } };
}

/** Gives the value, or throws the failure again on this side of the boundary. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw ToolFailure.of(result.failure);
}

/** Runs `work` and makes a value of its outcome; an unexpected error becomes `internal` with an id. */
export async function settle<T>(
  work: () => Promise<T>,
  onUnexpected: (error: unknown, requestId: string) => void,
): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof ToolFailure) return { ok: false, failure: error.failure };
    const requestId = crypto.randomUUID().slice(0, 8);
    onUnexpected(error, requestId);
    return { ok: false, failure: internalFailure(requestId) };
  }
}

function internalFailure(requestId: string): Failure {
  return {
    code: "internal",
    what: `Something failed inside the server (request ${requestId}).`,
    next: "Check the page with snapshot before repeating anything that acts.",
  };
}

/** The one answer for every session the caller cannot use, whatever the reason. */
export function sessionNotFound(): ToolFailure {
  return new ToolFailure(
    "session_not_found",
    "No such session.",
    "Call session_create for a new one, or session_list to see yours.",
  );
}
