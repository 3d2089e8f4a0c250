import { ToolFailure } from "../../domain/failure.ts";
import { MAX_UPLOAD_BYTES } from "../../domain/limits.ts";
import type { Protocol } from "../cdp.ts";
import type { FilesGiven, UploadFile } from "../in-page-contract.ts";
import type { Page } from "../page.ts";
import { inDocument } from "../reach.ts";
import { type Located, locate } from "../target.ts";
import type { ActInput, ActionReport } from "./act-input.ts";
import { required } from "./act-input.ts";
import { pressOn } from "./press.ts";

/** Milliseconds a page may take to ask for a file after it was clicked. */
const ASKING_MS = 3_000;

/**
 * Gives files by their bytes to a file input, which may be hidden behind its own styling, or to the
 * one that the page asks the browser to fill when the target is clicked.
 */
export async function upload(page: Page, input: ActInput): Promise<ActionReport> {
  const files = filesOf(required(input, "filePaths"));
  const located = await locate(page, required(input, "target"));
  const direct = await inDocument(page, located, "giving the files", (world) =>
    world.call("setFiles", located.ref, files),
  );
  const given = direct.way === "no input" ? await onceAsked(page, located, files) : direct;
  if (given.way !== "given") throw notGiven(located, given);
  const held = given.held.map((file) => `file: ${file}`);
  return { facts: [`${held.length} file(s) given`], page: held };
}

/** Clicks the target, and gives the files to the input for which the page opens a file chooser. */
async function onceAsked(
  page: Page,
  located: Located,
  files: readonly UploadFile[],
): Promise<FilesGiven> {
  const { session } = located.frame;
  const intercept = (enabled: boolean) =>
    session.send("Page.setInterceptFileChooserDialog", { enabled });
  let hear: (event: Protocol.Page.FileChooserOpenedEvent) => void = () => undefined;
  const asked = new Promise<Protocol.Page.FileChooserOpenedEvent>((resolve) => {
    hear = resolve;
  });
  session.on("Page.fileChooserOpened", hear);
  try {
    await page.step("watching for a file chooser", () => intercept(true));
    await pressOn(page, located);
    const event = await page.step("waiting for a file chooser", () =>
      Promise.race([asked, expire(ASKING_MS)]),
    );
    const world = page.tab.frames.get(event?.frameId ?? "")?.world;
    const node = event?.backendNodeId;
    if (world === undefined || node === undefined) return { way: "no input" };
    return await page.step("giving the files", () => world.giveFiles(node, files));
  } finally {
    session.off("Page.fileChooserOpened", hear);
    // Nothing is left to put right in a frame that is gone.
    await intercept(false).catch(() => undefined);
  }
}

function expire(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms));
}

function notGiven({ ref }: Located, given: FilesGiven): ToolFailure {
  if (given.way === "refused") {
    return new ToolFailure(
      "not_actionable",
      `The file input of @e${ref} cannot take the files: ${given.why}; it holds what it held.`,
      "Name another file input, or give what it takes.",
    );
  }
  return new ToolFailure(
    "not_actionable",
    `@e${ref} is not a file input, and asked for no file when it was clicked.`,
    "Name the file input, its label, or what opens its chooser.",
  );
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
