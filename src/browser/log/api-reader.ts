import type { ApiCall } from "../../apis/api-call.ts";
import { textOfBase64 } from "../../domain/base64.ts";
import { inTime } from "../../domain/deadline.ts";
import type { ExchangeDraft } from "./exchange-draft.ts";

/** Bytes of an answer that are read, and answers that may be read at once. */
const MAX_BODY_BYTES = 262_144;
const MAX_READING = 16;
/** Milliseconds that answers get to be read in, for whoever waits. */
const PATIENCE_MS = 3_000;

const CALLS = /^(?:xhr|fetch|eventsource|ping)$/;
const READABLE = /json|event-stream|ndjson|graphql|text\/plain/i;

/** Reads what scripts ask servers for as soon as it has come, and hands it on; nothing of it is kept here. */
export class ApiReader {
  readonly #onCall: (call: ApiCall) => void;
  readonly #reading = new Set<Promise<void>>();
  /** Answers that were not read, because too many came at once or because the browser had them no more. */
  unread = 0;

  constructor(onCall: (call: ApiCall) => void) {
    this.#onCall = onCall;
  }

  /** Takes each once, also a stream that goes on. */
  take(draft: ExchangeDraft): void {
    if (draft.isRead || !isCall(draft)) return;
    draft.isRead = true;
    const call = callOf(draft);
    if (draft.events !== "") this.#onCall({ ...call, responseBody: draft.events });
    else if (!isReadable(draft) && !isPostReadable(draft)) this.#onCall(call);
    else if (this.#reading.size >= MAX_READING) {
      this.unread++;
      this.#onCall(call);
    } else {
      const reading = this.#read(draft, call).finally(() => this.#reading.delete(reading));
      this.#reading.add(reading);
    }
  }

  /** Waits until what has come so far is read, at most for a while; gives how many answers are not yet. */
  async settled(): Promise<number> {
    const now = [...this.#reading];
    await inTime(Promise.allSettled(now), PATIENCE_MS);
    return now.filter((reading) => this.#reading.has(reading)).length;
  }

  async #read(draft: ExchangeDraft, call: ApiCall): Promise<void> {
    try {
      const [requestBody = call.requestBody, responseBody] = await Promise.all([
        isPostReadable(draft) ? postedBody(draft) : undefined,
        isReadable(draft) ? answeredBody(draft) : undefined,
      ]);
      this.#onCall({ ...call, requestBody, responseBody });
    } catch {
      // The document that asked is gone, and its answers with it.
      this.unread++;
      this.#onCall(call);
    }
  }
}

/** The text of an answer; Chrome hands over as base64 much that is text. */
export async function answeredBody({
  session,
  requestId,
}: ExchangeDraft): Promise<string | undefined> {
  const { body, base64Encoded } = await session.send("Network.getResponseBody", { requestId });
  return base64Encoded ? textOfBase64(body) : body;
}

/** The text of a request's body, of a form with its files. */
export async function postedBody({
  session,
  requestId,
}: ExchangeDraft): Promise<string | undefined> {
  const told = await session.send("Network.getRequestPostData", { requestId });
  const isText = !("base64Encoded" in told) || told.base64Encoded !== true;
  return isText ? told.postData : textOfBase64(told.postData);
}

/** Whether a body that was not told with its request is one that may be asked for. */
export function isPostReadable({ isBodyUntold, requestBytes }: ExchangeDraft): boolean {
  return isBodyUntold && requestBytes > 0 && requestBytes <= MAX_BODY_BYTES;
}

/** One that was given up after its answer had begun was a call too. */
function isCall({ kind, status, url, failure = "canceled" }: ExchangeDraft): boolean {
  const wasAnswered = status !== undefined && failure === "canceled";
  return CALLS.test(kind) && wasAnswered && /^https?:/.test(url);
}

function isReadable({ mimeType = "", bodyBytes, status = 0, failure }: ExchangeDraft): boolean {
  if (failure !== undefined) return false;
  return status !== 204 && bodyBytes > 0 && bodyBytes <= MAX_BODY_BYTES && READABLE.test(mimeType);
}

function callOf(draft: ExchangeDraft): ApiCall {
  const { method, url, status = 0, wholeBody: requestBody } = draft;
  const headers = Object.entries(draft.requestHeaders);
  const requestHeaders = Object.fromEntries(
    headers.map(([name, value]) => [name.toLowerCase(), value]),
  );
  const responseType = draft.contentType;
  return { method, url, status, requestHeaders, requestBody, responseType };
}
