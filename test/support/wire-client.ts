import { answerIn, bodyOf, type Era, headersOf, textOf } from "./wire.ts";

/** Where a server answers, and the token that opens it. */
export interface Endpoint {
  readonly url: string;
  readonly token: string;
}

/** A tool's answer as an agent sees it. */
export interface WireAnswer {
  readonly text: string;
  readonly isError: boolean;
  readonly structured: Record<string, unknown>;
}

/** Sends one request in the era's form over a connection of its own; the response is not read. */
export function send(
  { url, token }: Endpoint,
  era: Era,
  method: string,
  params: Record<string, unknown> = {},
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { ...headersOf(era, method, params), Authorization: `Bearer ${token}` },
    body: bodyOf(era, method, params),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Calls a tool in the 2026 era; throws when there is no result. */
export async function callOver(
  endpoint: Endpoint,
  name: string,
  args: Record<string, unknown> = {},
): Promise<WireAnswer> {
  const response = await send(endpoint, "2026-07-28", "tools/call", { name, arguments: args });
  return answerOf(await response.text());
}

/** A tool's answer from the body of the response; throws when it holds no result. */
export function answerOf(body: string): WireAnswer {
  const message = answerIn(body);
  const { result } = message;
  if (result === undefined) throw new Error(`no result: ${JSON.stringify(message)}`);
  const structured = result.structuredContent;
  return {
    text: textOf(message),
    isError: result.isError === true,
    structured: typeof structured === "object" && structured !== null ? { ...structured } : {},
  };
}

/** Opens a session and gives its id; throws when it was refused. */
export async function openOver(
  endpoint: Endpoint,
  options: Record<string, unknown> = {},
): Promise<string> {
  const { text, isError, structured } = await callOver(endpoint, "session_create", options);
  if (isError) throw new Error(text);
  return String(structured.sessionId);
}
