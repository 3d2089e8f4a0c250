import type { ArtifactStore } from "../../domain/artifact.ts";
import { decodeBase64, encodeBase64 } from "../../domain/base64.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { ARTIFACT_ID_PATTERN } from "../../domain/ids.ts";
import { MAX_UPLOAD_BYTES, MAX_UPLOAD_SUM_BYTES } from "../../domain/limits.ts";
import type { FileAbout } from "../in-page-contract.ts";
import type { Page } from "../page.ts";
import type { World } from "../world.ts";
import type { ActInput } from "./act-input.ts";

const PART_BYTES = 768 * 1024;

/** A file that came with the call. */
export interface InlineFile extends FileAbout {
  readonly base64: string;
}

/** A file for a page, which is read only when it is given. */
export interface GivenFile {
  readonly about: FileAbout;
  readonly bytes: number;
  /** In parts of at most 1 MiB. */
  read(): AsyncIterable<Uint8Array>;
}

/** The files of a call, artifacts looked up; throws before anything is touched when one is not there. */
export async function filesOf(
  page: Page,
  given: NonNullable<ActInput["filePaths"]>,
  artifacts: ArtifactStore,
): Promise<GivenFile[]> {
  const entries = typeof given === "string" ? [given] : given;
  const inline = entries.flatMap((entry) => (typeof entry === "string" ? [] : [inlineFile(entry)]));
  refuseAbove(MAX_UPLOAD_BYTES, inline, "inline files");
  const files: GivenFile[] = [];
  for (const entry of entries) {
    const next = typeof entry === "string" ? artifactFile(page, entry, artifacts) : inline.shift();
    const file = await next;
    if (file !== undefined) files.push(file);
  }
  refuseAbove(MAX_UPLOAD_SUM_BYTES, files, "files");
  return files;
}

/** Hands the bytes over part by part, to be made files of in the page. */
export async function stage(page: Page, world: World, files: readonly GivenFile[]): Promise<void> {
  for (const [index, file] of files.entries()) {
    for await (const part of file.read()) {
      await page.step("handing the files to the page", () =>
        world.call("stageFile", index, encodeBase64(part)),
      );
    }
  }
}

function inlineFile({ base64, name, type }: InlineFile): GivenFile {
  const bytes = bytesOf(base64);
  return {
    about: { name, type },
    bytes: bytes.length,
    async *read() {
      for (let at = 0; at < bytes.length; at += PART_BYTES)
        yield bytes.subarray(at, at + PART_BYTES);
    },
  };
}

async function artifactFile(page: Page, id: string, artifacts: ArtifactStore): Promise<GivenFile> {
  if (!ARTIFACT_ID_PATTERN.test(id)) throw noArtifactId();
  const { name, type, bytes } = await page.step("looking up the artifact", () =>
    artifacts.find(id).catch((error) => {
      throw error instanceof ToolFailure ? unknownArtifact(id, error) : error;
    }),
  );
  return { about: { name, type }, bytes, read: () => artifacts.read(id) };
}

function bytesOf(base64: string): Uint8Array {
  try {
    return decodeBase64(base64);
  } catch {
    throw new ToolFailure(
      "invalid_arguments",
      "filePaths: base64 is not valid; nothing was changed.",
      "Encode the file's bytes as base64.",
    );
  }
}

function refuseAbove(most: number, files: readonly GivenFile[], what: string): void {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes <= most) return;
  throw new ToolFailure(
    "too_large",
    `filePaths: the ${what} have ${bytes} bytes together; ${most} is the limit. Nothing was changed.`,
    "Send smaller files, or fewer at a time.",
  );
}

function unknownArtifact(id: string, { failure }: ToolFailure): ToolFailure {
  return ToolFailure.of({ ...failure, what: `filePaths: ${id}: ${failure.what}` });
}

function noArtifactId(): ToolFailure {
  return new ToolFailure(
    "unsupported",
    "filePaths: a path of your machine means nothing to a remote browser; nothing was changed.",
    "Send the file inline as {name, type, base64}, or name an artifact (art_…).",
  );
}
