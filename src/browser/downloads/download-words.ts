import type { KeptArtifact } from "../../domain/artifact.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { type Download, ENDS } from "./download.ts";

/** What an answer tells of downloads: facts in words of ours, page text, and what was kept. */
export interface DownloadNews {
  readonly facts: readonly string[];
  readonly details: readonly string[];
  readonly artifacts: readonly KeptArtifact[];
}

/** Tells of each download what became of it; those of the same end together. */
export function newsOf(downloads: readonly Download[], prefix = ""): DownloadNews {
  const groups = [...Map.groupBy(downloads, wordsFor)];
  return {
    facts: groups.map(([words, same]) => {
      const subject = same.length === 1 ? "download" : `${same.length} downloads`;
      return `${prefix}${subject} ${words}`;
    }),
    // An artifact's own line names it.
    details: downloads
      .filter(({ end }) => end?.kept === undefined)
      .map(({ fileName, end }) => `download ${end ? "not kept" : "running"}: ${fileName}`),
    artifacts: downloads.flatMap(({ end }) => end?.kept ?? []),
  };
}

function wordsFor({ end, received, total }: Download): string {
  if (end === undefined) {
    const size = total > 0 ? `${received} of ${total}` : String(received);
    return `still running, ${size} bytes so far: it goes on, and a later call tells its end`;
  }
  return end.kept === undefined ? `not kept: ${end.why}` : "kept";
}

/** The failure of a call that was for a file alone, which was not kept. */
export function notKept(download: Download | undefined): ToolFailure {
  const end = download?.end;
  const { code, why } = end === undefined || end.kept !== undefined ? ENDS.notPossible : end;
  return new ToolFailure(
    code,
    `The address is a file, and it was not kept: ${why}; the page stays as it was.`,
    "Open the page that leads to it, or something else.",
    download === undefined ? {} : { pageText: `download: ${download.fileName}` },
  );
}

/** What a call tells that finds downloads which an earlier part of the server knew. */
export function forgotten(count: number): string {
  const subject = count === 1 ? "1 download" : `${count} downloads`;
  return `before this call: ${subject} had not been told the end of when the session's part of the server restarted; what was kept is among the artifacts, the rest is lost`;
}
