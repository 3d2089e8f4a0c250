const UNKNOWN = "application/octet-stream";

/** Types that no browser runs anything of, with the extension of a file of ours. */
const HARMLESS: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
  "application/pdf": "pdf",
  "text/plain": "txt",
  "application/json": "json",
  "text/csv": "csv",
  "application/zip": "zip",
  [UNKNOWN]: "bin",
};

/** Types of files that people download, by the end of their names. */
const TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  gif: "image/gif",
  gz: "application/gzip",
  htm: "text/html",
  html: "text/html",
  ics: "text/calendar",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  json: "application/json",
  md: "text/markdown",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  odt: "application/vnd.oasis.opendocument.text",
  pdf: "application/pdf",
  png: "image/png",
  ppt: "application/vnd.ms-powerpoint",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  svg: "image/svg+xml",
  tar: "application/x-tar",
  tsv: "text/tab-separated-values",
  txt: "text/plain",
  wav: "audio/wav",
  webm: "video/webm",
  webp: "image/webp",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xml: "application/xml",
  zip: "application/zip",
};

/** Other types that servers name; whoever may make one up could write words into it. */
const OTHERS = [
  "application/epub+zip",
  "application/javascript",
  "application/rtf",
  "application/sql",
  "application/wasm",
  "application/x-7z-compressed",
  "application/x-bzip2",
  "application/x-ndjson",
  "application/x-rar-compressed",
  "application/xhtml+xml",
  "application/yaml",
  "audio/ogg",
  "font/woff2",
  "image/avif",
  "image/bmp",
  "image/tiff",
  "image/x-icon",
  "message/rfc822",
  "text/css",
  "text/javascript",
  "text/vcard",
  "text/xml",
  "video/ogg",
  "video/quicktime",
];
const KNOWN = new Set([...Object.keys(HARMLESS), ...Object.values(TYPES), ...OTHERS]);

/** A MIME type that a page may have made up, as a word of ours: one that is known, or none. */
export function plainType(type: string): string {
  const essence = (type.split(";")[0] ?? "").trim().toLowerCase();
  return KNOWN.has(essence) ? essence : UNKNOWN;
}

/** What the end of a file's name says of it, without the dot and in small letters. */
export function typeOfExtension(end: string): string | undefined {
  return Object.hasOwn(TYPES, end) ? TYPES[end] : undefined;
}

/** What bytes of a type may be served as, and the extension of their file. */
export function servedAs(type: string): { readonly type: string; readonly extension: string } {
  const plain = plainType(type);
  const extension = HARMLESS[plain];
  return extension === undefined ? { type: UNKNOWN, extension: "bin" } : { type: plain, extension };
}
