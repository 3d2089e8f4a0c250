import { readUpTo } from "../limited-body.ts";
import { withCors } from "../replies.ts";

/** Anybody may register, and what they send is kept. */
const MAX_BYTES = 8_192;
const MAX_REDIRECTS = 10;

/** A registration that is small enough to be looked at, or the answer that refuses it. */
export async function registration(request: Request): Promise<Request | Response> {
  if (request.method !== "POST") return request;
  if (Number(request.headers.get("Content-Length") ?? 0) > MAX_BYTES) return tooLarge();
  const body = await readUpTo(request.body, MAX_BYTES).catch(() => null);
  if (body === undefined) return tooLarge();
  if (body === null) return refused(400, "invalid_client_metadata", "The body is not UTF-8.");
  if (redirectsIn(body) > MAX_REDIRECTS) {
    return refused(400, "invalid_redirect_uri", `At most ${MAX_REDIRECTS} redirect_uris.`);
  }
  const { url, method, headers, signal } = request;
  return new Request(url, { method, headers, body, signal });
}

/** None in what is no JSON, which the library refuses. */
function redirectsIn(body: string): number {
  try {
    const redirects: unknown = JSON.parse(body)?.redirect_uris;
    return Array.isArray(redirects) ? redirects.length : 0;
  } catch {
    return 0;
  }
}

function tooLarge(): Response {
  const what = `A registration may have ${MAX_BYTES / 1024} KiB.`;
  return refused(413, "invalid_client_metadata", what);
}

function refused(status: number, error: string, error_description: string): Response {
  return withCors(Response.json({ error, error_description }, { status }));
}
