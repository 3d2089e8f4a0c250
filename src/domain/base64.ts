/** Characters that one call of `fromCharCode` may take as arguments. */
const STEP = 8_192;

/** The bytes that base64 stands for; throws where it is not valid. */
export function bytesOfBase64(base64: string): Uint8Array<ArrayBuffer> {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}

export function base64OfBytes(bytes: Uint8Array): string {
  let characters = "";
  for (let at = 0; at < bytes.length; at += STEP) {
    characters += String.fromCharCode(...bytes.subarray(at, at + STEP));
  }
  return btoa(characters);
}
