import { type InputRequiredResult, inputRequired } from "@modelcontextprotocol/server";
import type { Failure } from "../domain/failure.ts";
import { approvalLink, type RenderedResult, renderFailure } from "./render-answer.ts";

/** What a request of the protocol says of its client; all of it is the client's own word. */
interface Asking {
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
  if (approvalId === undefined || isBack(asking) || !opensUrls(asking)) {
    return renderFailure(failure, origin);
  }
  const url = approvalLink(origin, approvalId);
  const message = `${what} A person can approve it on this page. ${failure.next}`;
  return inputRequired({
    inputRequests: { approval: inputRequired.elicitUrl({ message, url }) },
    requestState: approvalId,
  });
}

function isBack(asking: Asking): boolean {
  return asking.inputResponses !== undefined || asking.requestState() !== undefined;
}

/** Only clients of the 2026 era say in each request what they can do. */
function opensUrls({ envelope }: Asking): boolean {
  const capabilities: { elicitation?: { url?: unknown } } = Object(envelope?.[CAPABILITIES]);
  return Object(capabilities.elicitation?.url) === capabilities.elicitation?.url;
}
