import type { KeptArtifact } from "../domain/artifact.ts";
import type { SessionContext } from "./define-tool.ts";

/** A file of ours to be kept: no page has named it. */
interface OwnFile {
  readonly name: string;
  readonly type: string;
}

/** Keeps a file that a call has made as an artifact of its grant. */
export function keepFile(
  { artifacts, page }: Pick<SessionContext, "artifacts" | "page">,
  file: OwnFile,
  bytes: AsyncIterable<Uint8Array>,
): Promise<KeptArtifact> {
  return page.step("keeping the file", () =>
    artifacts.keep({ ...file, namedByPage: false }, bytes),
  );
}

/** Keeps texts, one after another, as one file. */
export function keepText(
  context: Pick<SessionContext, "artifacts" | "page">,
  file: OwnFile,
  texts: Iterable<string>,
): Promise<KeptArtifact> {
  return keepFile(context, file, encoded(texts));
}

async function* encoded(texts: Iterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const text of texts) yield encoder.encode(text);
}
