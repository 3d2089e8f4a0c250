import { ProtocolError, ResourceNotFoundError, type Server } from "@modelcontextprotocol/server";
import type { Artifact, ArtifactStore } from "../domain/artifact.ts";
import { encodeBase64 } from "../domain/base64.ts";
import { ToolFailure } from "../domain/failure.ts";
import { ARTIFACT_ID_PATTERN } from "../domain/ids.ts";
import { MAX_RESOURCE_BYTES } from "../domain/limits.ts";
import { plainType, servedAs } from "../domain/media-type.ts";
import type { ArtifactLinks } from "./artifact-links.ts";
import { GUIDES, listGuide } from "./guides.ts";

const INVALID_PARAMS = -32_602;
const INTERNAL_ERROR = -32_603;
const PREFIX = "leapfrog://artifacts/";

/** Serves a grant's artifacts and the guides as resources; there are no templates, but clients ask for them. */
export function serveResources(
  server: Server,
  artifacts: ArtifactStore,
  links: ArtifactLinks,
  isStopped: boolean,
): void {
  server.setRequestHandler("resources/list", async () => {
    if (isStopped) throw stopped();
    const kept = await artifacts.list().catch((error) => refuse(error, PREFIX));
    return { resources: [...kept.map(toResource), ...GUIDES.map(listGuide)] };
  });
  server.setRequestHandler("resources/templates/list", () => ({ resourceTemplates: [] }));
  server.setRequestHandler("resources/read", async ({ params: { uri } }) => {
    if (isStopped) throw stopped();
    const guide = GUIDES.find((one) => one.uri === uri);
    if (guide !== undefined) {
      return { contents: [{ uri, mimeType: "text/markdown", text: guide.text }] };
    }
    const contents = await contentsOf(uri, artifacts, links).catch((error) => refuse(error, uri));
    return { contents: [contents] };
  });
}

/** Without a word of a page's: clients show it where nothing tells it from ours. */
function toResource({ id, name, namedByPage, type, bytes, expiresAt }: Artifact) {
  return {
    uri: PREFIX + id,
    name: namedByPage ? `${id}.${servedAs(type).extension}` : name,
    description: `Artifact, kept until ${new Date(expiresAt).toISOString()}`,
    mimeType: plainType(type),
    size: bytes,
  };
}

async function contentsOf(uri: string, artifacts: ArtifactStore, links: ArtifactLinks) {
  const id = uri.startsWith(PREFIX) ? uri.slice(PREFIX.length) : "";
  if (!ARTIFACT_ID_PATTERN.test(id)) throw new ResourceNotFoundError(uri, "No such resource.");
  const { bytes, type } = await artifacts.find(id);
  if (bytes > MAX_RESOURCE_BYTES) throw tooLarge(bytes, await links.to(id));
  const whole = new Uint8Array(bytes);
  let at = 0;
  for await (const chunk of artifacts.read(id)) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return { uri, mimeType: plainType(type), blob: encodeBase64(whole) };
}

function stopped(): ProtocolError {
  const what = "The kill switch of this server is on: nothing is served.";
  return new ProtocolError(INTERNAL_ERROR, `policy_denied: ${what} Ask whoever runs this server.`);
}

function refuse(error: unknown, uri: string): never {
  if (!(error instanceof ToolFailure)) throw error;
  const { code, what, next } = error.failure;
  if (code === "not_found") throw new ResourceNotFoundError(uri, what);
  throw new ProtocolError(INTERNAL_ERROR, `${code}: ${what} ${next}`);
}

function tooLarge(bytes: number, link: string): ProtocolError {
  const limit = MAX_RESOURCE_BYTES / 1024 / 1024;
  const what = `The artifact has ${bytes} bytes, and resources/read carries ${limit} MiB.`;
  return new ProtocolError(INVALID_PARAMS, `${what} Fetch it over HTTP: ${link}`);
}
