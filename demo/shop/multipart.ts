/** One part of a multipart form; `fileName` is there for files only, empty when none was chosen. */
export interface Part {
  name: string;
  fileName: string | undefined;
  data: Buffer;
}

const HEADER_END = Buffer.from("\r\n\r\n");

function attribute(header: string, name: string): string | undefined {
  const value = new RegExp(`[; ]${name}="([^"]*)"`, "i").exec(header)?.[1];
  // Browsers write a quote inside a name as %22, and encode nothing else that a name can hold.
  return value?.replaceAll("%22", '"');
}

function parsePart(block: Buffer): Part | undefined {
  const split = block.indexOf(HEADER_END);
  if (split < 0) return undefined;
  const header = block.subarray(0, split).toString("utf8");
  const name = attribute(header, "name");
  if (name === undefined) return undefined;
  // The two bytes before the next delimiter are its line break, not data.
  const data = block.subarray(split + HEADER_END.length, block.length - 2);
  return { name, fileName: attribute(header, "filename"), data };
}

/** Splits a `multipart/form-data` body; answers no parts when the content type names no boundary. */
export function parseMultipart(contentType: string, body: Buffer): Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) return [];
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let start = body.indexOf(delimiter);
  while (start >= 0) {
    const end = body.indexOf(delimiter, start + delimiter.length);
    if (end < 0) break;
    const part = parsePart(body.subarray(start + delimiter.length, end));
    if (part) parts.push(part);
    start = end;
  }
  return parts;
}
