import { MAX_BODY_BYTES } from "../domain/limits.ts";
import { because } from "./refusal-line.ts";

/** The JSON value a request carries, undefined without a body; or the answer that refuses it. */
export type ReadMessage = { readonly message: unknown } | { readonly refusal: Response };

/**
 * Reads the one message of a POST, up to the limit whatever its header claims; batches are refused.
 * The protocol library gets the value, since reading by itself it stops at 4 MiB in the 2025 era.
 */
export async function readMessage(request: Request): Promise<ReadMessage> {
  if (request.method !== "POST") return { message: undefined };
  const declared = Number(request.headers.get("Content-Length") ?? 0);
  if (declared > MAX_BODY_BYTES) return { refusal: tooLarge() };
  try {
    const text = await readUpTo(request.body, MAX_BODY_BYTES);
    if (text === undefined) return { refusal: tooLarge() };
    const message: unknown = JSON.parse(text);
    return Array.isArray(message) ? { refusal: batch() } : { message };
  } catch {
    const refusal = rpcError(400, -32_700, "The body is not JSON in UTF-8.");
    return { refusal: because("not_json", refusal) };
  }
}

/** A body as text, undefined for one that is larger; throws for what is not UTF-8. */
export async function readUpTo(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<string | undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  let text = "";
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > limit) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function tooLarge(): Response {
  const limit = MAX_BODY_BYTES / 1024 / 1024;
  return rpcError(413, -32_600, `The request body is larger than ${limit} MiB.`);
}

function batch(): Response {
  const refusal = rpcError(400, -32_600, "Batches are not accepted: send one message per request.");
  return because("batch", refusal);
}

function rpcError(status: number, code: number, message: string): Response {
  return Response.json({ jsonrpc: "2.0", error: { code, message }, id: null }, { status });
}
