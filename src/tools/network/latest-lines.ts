/** The last lines of a log that one answer holds, oldest first. */
export interface LatestLines {
  readonly text: string;
  /** Lines shown, and how many of those before them there are. */
  readonly shown: number;
  readonly earlier: number;
  /** What is not as it was asked for, in words. */
  readonly notices: readonly string[];
}

/** The newest lines after the `skip` newest that fit into `maxChars`; one that does not is cut. */
export function latestLines(lines: readonly string[], skip: number, maxChars: number): LatestLines {
  const end = Math.max(0, lines.length - skip);
  let start = end;
  let size = 0;
  while (start > 0) {
    const length = (lines[start - 1]?.length ?? 0) + 1;
    if (size + length > maxChars && start < end) break;
    size += length;
    start--;
  }
  const text = lines.slice(start, end).join("\n");
  const isPast = skip > 0 && skip >= lines.length;
  return {
    text: text.slice(0, maxChars),
    shown: end - start,
    earlier: start,
    notices: [
      ...(isPast ? [`offset ${skip} leaves none: there are ${lines.length}`] : []),
      ...(text.length > maxChars
        ? [`the line is cut: maxChars of ${text.length} shows it whole`]
        : []),
    ],
  };
}
