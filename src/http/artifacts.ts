import type { Artifact } from "../domain/artifact.ts";
import type { Config } from "../domain/config.ts";
import { ToolFailure } from "../domain/failure.ts";
import { ARTIFACT_ID_PATTERN } from "../domain/ids.ts";
import { servedAs } from "../domain/media-type.ts";
import { artifactsOf } from "../grants/grant-client.ts";
import { grantOfLink } from "../mcp/artifact-links.ts";
import { authenticate } from "./authenticate.ts";
import { enterGrant } from "./enter-grant.ts";

/** Below it lie the artifacts, by their ids. */
export const ARTIFACTS_PATH = "/artifacts/";

/** Nothing of an artifact is ever run, shown in a page or kept: a page may have written it. */
const SAFE_HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "sandbox; default-src 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "private, no-store",
};

const ALLOW = { Allow: "GET, HEAD" };
const CHALLENGE = { "WWW-Authenticate": 'Bearer realm="leapfrog"' };
const UNAUTHORIZED =
  "A bearer token is needed, or a link that is still good: links last 15 minutes.";

const STOPPED =
  "The kill switch of this server is on: nothing is served. Ask whoever runs this server.";

/** Serves one artifact to whoever has its grant's token or a signed link that is still good. */
export async function serveArtifact(request: Request, url: URL, config: Config): Promise<Response> {
  const { method } = request;
  if (method !== "GET" && method !== "HEAD") return refusal(405, "Use GET or HEAD.", ALLOW);
  const id = url.pathname.slice(ARTIFACTS_PATH.length);
  const ofLink = await grantOfLink(config, id, url.searchParams);
  const identity = ofLink ?? (await authenticate(request, config));
  if (identity === undefined) return refusal(401, UNAUTHORIZED, CHALLENGE);
  if (!ARTIFACT_ID_PATTERN.test(id)) return refusal(404, "No such artifact.");
  const artifacts = artifactsOf(identity.grantId);
  try {
    const entry = await enterGrant(identity);
    if (!entry.ok) return refusal(401, UNAUTHORIZED, CHALLENGE);
    if (entry.isStopped) return refusal(503, STOPPED);
    const artifact = await artifacts.find(id);
    const body = method === "HEAD" ? null : streamOf(artifacts.read(id), artifact.bytes);
    return new Response(body, { headers: headersOf(artifact) });
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    const { code, what, next } = error.failure;
    return refusal(code === "not_found" ? 404 : 503, `${what} ${next}`);
  }
}

function headersOf({ id, type, bytes }: Artifact): Record<string, string> {
  const served = servedAs(type);
  return {
    ...SAFE_HEADERS,
    "Content-Type": served.type,
    "Content-Length": String(bytes),
    "Content-Disposition": `attachment; filename="${id}.${served.extension}"`,
  };
}

/** One chunk is held at a time, and none is asked for before the one before it has left. */
function streamOf(chunks: AsyncIterable<Uint8Array>, bytes: number): ReadableStream<Uint8Array> {
  const reading = chunks[Symbol.asyncIterator]();
  const source: UnderlyingSource<Uint8Array> = {
    expectedLength: bytes,
    async pull(controller) {
      const { done, value } = await reading.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await reading.return?.();
    },
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}

function refusal(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, { status, headers: { ...SAFE_HEADERS, ...headers } });
}
