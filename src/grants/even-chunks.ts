/** The same bytes in chunks of `size`, the last one excepted; holds one chunk besides the one given. */
export async function* evenChunks(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let held = new Uint8Array(size);
  let length = 0;
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; ) {
      const part = chunk.subarray(from, from + size - length);
      held.set(part, length);
      length += part.length;
      from += part.length;
      if (length < size) continue;
      yield held;
      // Whoever took the chunk may still hold it.
      held = new Uint8Array(size);
      length = 0;
    }
  }
  // A copy, since sending a part of a buffer sends all of it.
  if (length > 0) yield held.slice(0, length);
}
