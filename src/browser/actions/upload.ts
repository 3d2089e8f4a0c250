import { ToolFailure } from "../../domain/failure.ts";
import { MAX_UPLOAD_BYTES } from "../../domain/limits.ts";
import type { UploadFile } from "../in-page-contract.ts";
import type { Page } from "../page.ts";
import { inDocument } from "../reach.ts";
import { locate } from "../target.ts";
import type { ActInput, ActionReport } from "./act-input.ts";
import { required } from "./act-input.ts";

/** Gives files by their bytes to a file input, which may be hidden behind its own styling. */
export async function upload(page: Page, input: ActInput): Promise<ActionReport> {
  const files = filesOf(required(input, "filePaths"));
  const located = await locate(page, required(input, "target"));
  const { why, held } = await inDocument(page, located, "giving the files", (world) =>
    world.call("setFiles", located.ref, files),
  );
  if (why !== undefined) {
    throw new ToolFailure(
      "not_actionable",
      `@e${located.ref} cannot take the files: ${why}; nothing was changed.`,
      "Name the file input itself or its label.",
    );
  }
  return { facts: [`${held.length} file(s) given`], page: held.map((file) => `file: ${file}`) };
}

function filesOf(given: NonNullable<ActInput["filePaths"]>): UploadFile[] {
  const entries = typeof given === "string" ? [given] : given;
  const files = entries.map((entry) => (typeof entry === "string" ? byName(entry) : entry));
  const bytes = files.reduce((sum, file) => sum + bytesOf(file), 0);
  if (bytes <= MAX_UPLOAD_BYTES) return files;
  throw new ToolFailure(
    "too_large",
    `The files have ${bytes} bytes together; ${MAX_UPLOAD_BYTES} is the limit.`,
    "Send smaller files.",
  );
}

function byName(name: string): never {
  if (/^art_[A-Za-z0-9]{16}$/.test(name)) {
    throw new ToolFailure(
      "not_found",
      `There is no artifact ${name}.`,
      "Send the file inline as {name, type, base64}.",
    );
  }
  throw new ToolFailure(
    "unsupported",
    "A path of your machine means nothing to a remote browser; nothing was changed.",
    "Send the file inline as {name, type, base64}.",
  );
}

function bytesOf(file: UploadFile): number {
  try {
    return atob(file.base64).length;
  } catch {
    throw new ToolFailure(
      "invalid_arguments",
      "filePaths: base64 is not valid; nothing was changed.",
      "Encode the file's bytes as base64.",
    );
  }
}
