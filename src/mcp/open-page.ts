import { type InputRequiredResult, inputRequired } from "@modelcontextprotocol/server";
import type { Answer } from "../domain/answer.ts";
import type { Failure } from "../domain/failure.ts";
import { HUMAN_REQUEST_PATTERN } from "../domain/ids.ts";
import type { Tool } from "../tools/define-tool.ts";
import { approvalLink, type RenderedResult, renderAnswer, renderFailure } from "./render-answer.ts";

/** What a request of the protocol says of its client; all of it is the client's own word. */
export interface Asking {
  readonly envelope?: Readonly<Record<string, unknown>>;
  readonly inputResponses?: Readonly<Record<string, unknown>>;
  requestState(): unknown;
}

const CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

/**
 * A failure as the protocol wants it. Where a person can approve the call, a client that opens
 * addresses is asked to open the page, once; what it answers is no approval, and coming back it is
 * told like any other.
 */
export function answerFailure(
  failure: Failure,
  origin: string,
  asking: Asking,
): RenderedResult | InputRequiredResult {
  const { approvalId, what } = failure;
  if (approvalId === undefined || !mayBeAsked(asking)) return renderFailure(failure, origin);
  const url = approvalLink(origin, approvalId);
  const message = `${what} A person can approve it on this page. ${failure.next}`;
  return inputRequired({
    inputRequests: { approval: inputRequired.elicitUrl({ message, url }) },
    requestState: approvalId,
  });
}

/** An answer as the protocol wants it; a page that a person has to open is asked for in the same way. */
export function answerOrAsk(answer: Answer, asking: Asking): RenderedResult | InputRequiredResult {
  const { opens } = answer;
  if (opens === undefined || !mayBeAsked(asking)) return renderAnswer(answer);
  const { url, message, state } = opens;
  return inputRequired({
    inputRequests: { person: inputRequired.elicitUrl({ message, url }) },
    requestState: state,
  });
}

/** Whether a client opens addresses for its user, and has not been asked to for this call. */
export function mayBeAsked(asking: Asking): boolean {
  return !isBack(asking) && opensUrls(asking);
}

/** The arguments of a call that comes back: it waits for what it has asked, and asks nothing anew. */
export function argumentsOf(tool: Tool, given: unknown, asking: Asking): unknown {
  if (tool.name !== "wait_for_human" || !isBack(asking)) return given;
  const requestId = asking.requestState();
  const isAsked = typeof requestId === "string" && HUMAN_REQUEST_PATTERN.test(requestId);
  return isAsked ? { requestId, ...Object(given) } : given;
}

function isBack(asking: Asking): boolean {
  return asking.inputResponses !== undefined || asking.requestState() !== undefined;
}

/** Only clients of the 2026 era say in each request what they can do. */
function opensUrls({ envelope }: Asking): boolean {
  const capabilities: { elicitation?: { url?: unknown } } = Object(envelope?.[CAPABILITIES]);
  return Object(capabilities.elicitation?.url) === capabilities.elicitation?.url;
}
