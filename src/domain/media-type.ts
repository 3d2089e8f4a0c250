const MAX_LENGTH = 100;
const PLAIN =
  /^(?:application|audio|chemical|font|image|message|model|multipart|text|video)\/[a-z0-9.+-]+$/;
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

/** A MIME type that a page may have made up, as a word of ours: without parameters, or unknown. */
export function plainType(type: string): string {
  const essence = (type.split(";")[0] ?? "").trim().toLowerCase();
  return essence.length <= MAX_LENGTH && PLAIN.test(essence) ? essence : UNKNOWN;
}

/** What bytes of a type may be served as, and the extension of their file. */
export function servedAs(type: string): { readonly type: string; readonly extension: string } {
  const plain = plainType(type);
  const extension = HARMLESS[plain];
  return extension === undefined ? { type: UNKNOWN, extension: "bin" } : { type: plain, extension };
}
