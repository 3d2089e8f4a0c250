/** Kinds of documents that are no web pages, by what their server calls them; words of ours. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^application\/pdf$/, "a PDF; its text cannot be read here"],
  [/^image\/svg/, "a drawing (SVG)"],
  [/^image\//, "an image; screenshot shows it"],
  [/^video\//, "a video"],
  [/^audio\//, "a sound"],
  [/[/+]json$/, "JSON"],
  [/^application\/(xhtml|vnd\.wap\.xhtml)\+xml$/, ""],
  [/[/+]xml$/, "XML"],
  [/^text\/csv$/, "a table (CSV)"],
  [/^text\/(?!html)/, "plain text"],
];

/** What a document is that is no web page; undefined for one that is. */
export function documentKind(mimeType: string | undefined): string | undefined {
  const kind = KINDS.find(([pattern]) => pattern.test(mimeType?.toLowerCase() ?? ""))?.[1];
  return kind === "" ? undefined : kind;
}
