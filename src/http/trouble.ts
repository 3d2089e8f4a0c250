import { ToolFailure } from "../domain/failure.ts";
import { logLine } from "../domain/log.ts";
import { because } from "./refusal-line.ts";
import { plain, withCors } from "./replies.ts";

/** Seconds to wait where a failure does not say how long. */
const RETRY_SECONDS = 5;

/** Answers whatever was thrown on the way: the words of a failure of ours, and of anything else an id. */
export function troubleAnswer(error: unknown): Response {
  if (error instanceof ToolFailure) {
    const { code, what, next, retryAfterSeconds = RETRY_SECONDS } = error.failure;
    const headers = { "Retry-After": String(retryAfterSeconds), "Cache-Control": "no-store" };
    const body = { error: code, message: `${what} ${next}` };
    return because(code, withCors(Response.json(body, { status: 503, headers })));
  }
  const requestId = crypto.randomUUID().slice(0, 8);
  logLine("request_failed", { requestId, error: String(error) });
  return plain(500, `Something failed inside the server (request ${requestId}).`);
}
