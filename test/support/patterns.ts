/** The byte at a place of every pattern. */
export function byteAt(at: number): number {
  return (at * 31 + (at >> 8)) & 255;
}

/** So many bytes, in chunks of `size`, made only when they are asked for. */
export async function* pattern(bytes: number, size = 1_000_000): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes; from += size) {
    const chunk = new Uint8Array(Math.min(size, bytes - from));
    for (let index = 0; index < chunk.length; index++) chunk[index] = byteAt(from + index);
    yield chunk;
  }
}

/** All bytes in one. */
export async function allOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of chunks) parts.push(new Uint8Array(chunk));
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
