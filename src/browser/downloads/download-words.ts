import type { KeptArtifact } from "../../domain/artifact.ts";
import { counted } from "../../domain/counted.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { type Download, ENDS, type NotKept } from "./download.ts";

/** What an answer tells of downloads: facts in words of ours, page text, and what was kept. */
export interface DownloadNews {
  readonly facts: readonly string[];
  readonly details: readonly string[];
  readonly artifacts: readonly KeptArtifact[];
}

/** Lines of one kind, and ids or origins of one line, that an answer shows. */
const MOST_LINES = 20;

/**
 * Tells of each download what became of it; those of the same end together. Where the call tells of
 * `several`, each is told with where it came from, so that no page passes its own off as another's.
 */
export function newsOf(
  downloads: readonly Download[],
  { prefix = "", several = downloads.length > 1 } = {},
): DownloadNews {
  const groups = [...Map.groupBy(downloads, wordsFor)];
  const facts = groups.map(([words, same]) => {
    const subject = same.length === 1 ? "download" : `${same.length} downloads`;
    return `${prefix}${subject} ${words}${several ? ` (${originsOf(same)})` : ""}`;
  });
  // An artifact's own line names it.
  const details = downloads
    .filter(({ end }) => end?.kept === undefined)
    .map(({ fileName, end }) => `download ${end ? "not kept" : "running"}: ${fileName}`);
  return {
    facts: someOf(facts, "… %n more ends of downloads"),
    details: someOf(details, "… %n more downloads"),
    artifacts: downloads.flatMap(({ end }) => end?.kept ?? []),
  };
}

/** Where they came from: of kept ones their ids, of others their number. */
function originsOf(downloads: readonly Download[]): string {
  const origins = [...Map.groupBy(downloads, ({ origin }) => origin)].map(([origin, same]) => {
    const ids = same.flatMap(({ end }) => end?.kept?.id ?? []);
    const which = ids.length > 0 ? someOf(ids, "%n more").join(", ") : `${same.length}`;
    return `${which} from ${origin}`;
  });
  return someOf(origins, "%n more origins").join("; ");
}

function someOf(lines: readonly string[], rest: string): string[] {
  if (lines.length <= MOST_LINES) return [...lines];
  const more = String(lines.length - MOST_LINES);
  return [...lines.slice(0, MOST_LINES), rest.replace("%n", more)];
}

function wordsFor({ end, received, total }: Download): string {
  if (end === undefined) {
    const size = total > 0 ? `${received} of ${total}` : String(received);
    return `still running, ${size} bytes so far: it goes on, and a later call tells its end`;
  }
  return end.kept === undefined ? `not kept: ${end.why}` : "kept";
}

/** The failure of a call that was for a file alone, which was not kept; `savesNone` where none is. */
export function notKept(download: Download | undefined, savesNone?: NotKept): ToolFailure {
  const end = download?.end ?? savesNone;
  const { code, why } = end === undefined || end.kept !== undefined ? ENDS.unseen : end;
  return new ToolFailure(
    code,
    `The address is a file, and it was not kept: ${why}; the page stays as it was.`,
    "Open the page that leads to it, or something else.",
    download === undefined ? {} : { pageText: `download: ${download.fileName}` },
  );
}

/** What a call tells of downloads of which only their number is known any more. */
export function forgotten(count: number): string {
  const subject = counted(count, "download");
  return `before this call: ${subject} had not been told the end of when there were too many to remember or the session's part of the server restarted; what was kept is among the artifacts, the rest is lost`;
}
