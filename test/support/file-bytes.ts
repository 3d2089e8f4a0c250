/** Bytes that are told apart by their place, so that no part can stand for another. */
export function fileBytes(from: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = ((from + i) * 7 + ((from + i) >> 8)) & 255;
  return bytes;
}

/** A file as the server got it from a form. */
export interface ReceivedFile {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
}
