import type { ArtifactStore } from "../../domain/artifact.ts";
import { ToolFailure } from "../../domain/failure.ts";
import type { FilePlace, FilesGiven } from "../in-page-contract.ts";
import type { Page } from "../page.ts";
import { inDocument, isGone, reach } from "../reach.ts";
import { type Located, locate } from "../target.ts";
import type { World } from "../world.ts";
import type { ActInput, ActionReport } from "./act-input.ts";
import { required } from "./act-input.ts";
import { chosenBy } from "./file-chooser.ts";
import { filesOf, type GivenFile, stage } from "./upload-files.ts";

/**
 * Gives files by their bytes: to a file input, be it hidden behind its own styling; to a place that
 * listens for drops; else to the input for which the page opens a file chooser when the target is
 * clicked. A click may do more than ask for a file, so it comes last.
 */
export async function upload(
  page: Page,
  input: ActInput,
  artifacts: ArtifactStore,
): Promise<ActionReport> {
  const files = await filesOf(page, required(input, "filePaths"), artifacts);
  const located = await locate(page, required(input, "target"));
  const abouts = files.map(({ about }) => about);
  const place = await inDocument(page, located, "looking for the file input", (world) =>
    world.call("filePlace", located.ref, abouts),
  );
  if (place.way === "input") {
    const given = await handOver(page, located.world, files, () =>
      inDocument(page, located, "giving the files", (world) =>
        world.call("setFiles", located.ref, abouts),
      ),
    );
    return reportOf(located, given, place);
  }
  if (place.way === "refused") throw refused(located, place.why);
  const dropped = place.way === "drop" ? await drop(page, located, files) : undefined;
  return dropped ?? (await press(page, located, files, place.way === "drop"));
}

/** Clicks for a chooser; where none opens, a place may still take drops that nobody can tell from outside. */
async function press(
  page: Page,
  located: Located,
  files: readonly GivenFile[],
  wasDropped: boolean,
): Promise<ActionReport> {
  const abouts = files.map(({ about }) => about);
  const chosen = await chosenBy(page, located);
  if (chosen === "nothing") {
    const dropped = wasDropped ? undefined : await drop(page, located, files).catch(ifOutOfReach);
    if (dropped === undefined) throw asksForNone(located);
    return dropped;
  }
  if (chosen === "by a script") throw refused(located, PICKER);
  const { world, node } = chosen;
  const place = await inDocument(page, located, "looking at the file input", () =>
    world.inputPlace(node, abouts),
  );
  if (place.way === "refused") throw refused(located, place.why);
  const given = await handOver(page, world, files, () =>
    inDocument(page, located, "giving the files", () => world.giveFiles(node, abouts)),
  );
  return reportOf(located, given, place);
}

const PICKER = "the page opens it by showOpenFilePicker, which only a person can answer";

/**
 * Drops the files on an element; undefined where the page does not answer the drag, as it must for a
 * person's drop to be taken. The events are made in the page: the browser's own drags carry only
 * files of its own disk, under the names they have there.
 */
async function drop(
  page: Page,
  located: Located,
  files: readonly GivenFile[],
): Promise<ActionReport | undefined> {
  const abouts = files.map(({ about }) => about);
  await reach(page, located, { hit: true });
  const isTaken = await inDocument(page, located, "dragging the files there", (world) =>
    world.call("enterFiles", located.ref, abouts),
  );
  if (!isTaken) return undefined;
  const given = await handOver(page, located.world, files, () =>
    inDocument(page, located, "dropping the files", (world) => world.call("dropFiles", abouts)),
  );
  return reportOf(located, given);
}

/** Stages the bytes in a document and has them given there; nothing stays staged. */
async function handOver(
  page: Page,
  world: World,
  files: readonly GivenFile[],
  give: () => Promise<FilesGiven>,
): Promise<FilesGiven> {
  try {
    const isThere = await stage(page, world, files).then(
      () => true,
      (error) => {
        if (isGone(error)) return false;
        throw error;
      },
    );
    return isThere ? await give() : { way: "gone" };
  } finally {
    // Not waited for: a document that is gone, or on its way elsewhere, takes everything with it.
    world.call("unstageFiles").catch(() => undefined);
  }
}

function reportOf({ ref }: Located, given: FilesGiven, place?: FilePlace): ActionReport {
  if (given.way === "gone") throw goneMeanwhile(ref);
  const { way, held } = given;
  const wants = place?.way === "input" ? place.wants : undefined;
  return {
    facts: [`${held.length} file(s) ${way === "given" ? "given" : "dropped"}`],
    notices: [
      ...(wants === undefined ? [] : [OTHER_KIND]),
      ...(way === "dropped unheard" ? [UNHEARD] : []),
    ],
    page: [
      ...held.map((file) => `file: ${file}`),
      ...(wants === undefined ? [] : [`accept: ${wants}`]),
    ],
  };
}

const OTHER_KIND =
  "the input asks for other kinds of files, see accept below; it was given them as a person could who chooses all files";
const UNHEARD = "the page let the drag in and did not claim the drop, so it may have taken no file";

function goneMeanwhile(ref: number): ToolFailure {
  return new ToolFailure(
    "stale_ref",
    `The page replaced what takes the files of @e${ref} while they were on their way; nothing was given.`,
    "Call snapshot and upload again.",
  );
}

function refused({ ref }: Located, why: string): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    `The file input of @e${ref} cannot take the files: ${why}; nothing was given.`,
    "Name another file input, or give what it takes.",
  );
}

/** What the click has hidden or covered is no place to drop anything, and was touched by the click. */
function ifOutOfReach(error: unknown): undefined {
  const code = error instanceof ToolFailure ? error.failure.code : "internal";
  if (!/^(not_actionable|covered|stale_ref)$/.test(code)) throw error;
}

function asksForNone({ ref }: Located): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    `@e${ref} is not a file input, did not answer a drag of files, and asked for no file when it was clicked; nothing was given.`,
    "Name the file input, its label, what opens its chooser, or the place to drop files.",
  );
}
