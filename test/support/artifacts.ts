import { exports } from "cloudflare:workers";

const LINE = /^artifact (art_[a-z0-9]{16}) (\d+) (\S+) (\S+)$/gm;

/** An artifact as an answer names it. */
export interface NamedArtifact {
  readonly id: string;
  readonly bytes: number;
  readonly type: string;
  readonly url: string;
}

/** The artifacts that an answer names before its fence. */
export function artifactsIn(text: string): NamedArtifact[] {
  const ours = text.split("\n--- page content ")[0] ?? "";
  return [...ours.matchAll(LINE)].map(([, id = "", bytes, type = "", url = ""]) => ({
    id,
    bytes: Number(bytes),
    type,
    url,
  }));
}

/** Asks the Worker under test for an address of its own, without a token. */
export function fetchOwn(url: string, init: RequestInit = {}): Promise<Response> {
  return exports.default.fetch(new Request(url, init));
}

/** The bytes behind the one artifact of an answer, fetched by its link. */
export async function bytesKept(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const [artifact, ...more] = artifactsIn(text);
  if (artifact === undefined || more.length > 0) throw new Error(text);
  const response = await fetchOwn(artifact.url);
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return new Uint8Array(await response.arrayBuffer());
}
