import type { ArtifactStore, KeptArtifact, NewArtifact } from "../../domain/artifact.ts";
import { unlessAborted, within } from "../../domain/deadline.ts";

/** Milliseconds one file may take from the browser's disk to the store. */
const KEEPING_MS = 180_000;
/** Milliseconds the store has to say what became of one that was late. */
const DISCARDING_MS = 30_000;

/** What the store says of it; a file that is late breaks off, so that the store discards it. */
export async function keepInTime(
  store: ArtifactStore,
  about: NewArtifact,
  chunks: AsyncIterable<Uint8Array>,
): Promise<KeptArtifact> {
  const control = new AbortController();
  const late = () => new Error("it took too long");
  const timer = setTimeout(() => control.abort(late()), KEEPING_MS);
  try {
    const keeping = store.keep(about, endable(chunks, control.signal));
    return await within(keeping, KEEPING_MS + DISCARDING_MS, late);
  } finally {
    clearTimeout(timer);
  }
}

async function* endable<T>(chunks: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const reading = chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await unlessAborted(reading.next(), signal);
      signal.throwIfAborted();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // A read that never answers is not waited for.
    reading.return?.().catch(() => undefined);
  }
}
