import { MAX_BODY_BYTES } from "../domain/limits.ts";

/** The request with its body read; or the answer that refuses it. */
export type LimitedRequest = { readonly request: Request } | { readonly refusal: Response };

/** Reads a body up to the limit, whatever its header claims, and refuses JSON-RPC batches. */
export async function limitBody(request: Request): Promise<LimitedRequest> {
  if (request.body === null) return { request };
  const declared = Number(request.headers.get("Content-Length") ?? 0);
  const bytes =
    declared > MAX_BODY_BYTES ? undefined : await readUpTo(request.body, MAX_BODY_BYTES);
  if (bytes === undefined) return { refusal: tooLarge() };
  if (startsWithBracket(bytes))
    return {
      refusal: rpcError(400, -32_600, "Batches are not accepted: send one message per request."),
    };
  return { request: new Request(request, { body: bytes, signal: request.signal }) };
}

async function readUpTo(
  body: ReadableStream<Uint8Array>,
  limit: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d]);

function startsWithBracket(bytes: Uint8Array): boolean {
  return bytes.find((byte) => !SPACES.has(byte)) === 0x5b;
}

function tooLarge(): Response {
  const limit = MAX_BODY_BYTES / 1024 / 1024;
  return rpcError(413, -32_600, `The request body is larger than ${limit} MiB.`);
}

function rpcError(status: number, code: number, message: string): Response {
  return Response.json({ jsonrpc: "2.0", error: { code, message }, id: null }, { status });
}
