/** Characters handed to one call as arguments; engines take no more than some 100,000. */
const PIECE = 0x8000;

/** The bytes behind base64; throws for what is none. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** Bytes as base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += PIECE) {
    pieces.push(String.fromCharCode(...bytes.subarray(from, from + PIECE)));
  }
  return btoa(pieces.join(""));
}

/** Bytes as base64url without padding. */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The UTF-8 text behind base64; undefined for bytes that are none. */
export function textOfBase64(text: string): string | undefined {
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
    const decoded = decoder.decode(decodeBase64(text));
    return decoded.includes("\0") ? undefined : decoded;
  } catch {
    return undefined;
  }
}
