import type { TraceFrame, TraceFrames } from "../domain/trace-frame.ts";

const INDEX = "trace";
/** Pictures that are kept, and bytes of all of them. */
const MOST = 400;
const MOST_BYTES = 24_000_000;
/** Bytes of one; the platform takes 2 MB. */
const MOST_BYTES_EACH = 1_000_000;

interface Index {
  readonly frames: readonly (TraceFrame & { readonly bytes: number })[];
  readonly dropped: number;
  readonly missed?: number;
}

/** Pictures of what was done in a session that keeps a trace, each a value of its own in its storage. */
export class TraceShelf implements TraceFrames {
  readonly #storage: Pick<DurableObjectStorage, "kv">;

  constructor(storage: Pick<DurableObjectStorage, "kv">) {
    this.#storage = storage;
  }

  get dropped(): number {
    return this.#index.dropped;
  }

  get missed(): number {
    return this.#index.missed ?? 0;
  }

  list(): readonly TraceFrame[] {
    return this.#index.frames;
  }

  read(number: number): Uint8Array | undefined {
    return this.#storage.kv.get<Uint8Array>(keyOf(number));
  }

  /** Keeps one more; the oldest go when there are too many. */
  add(frame: Omit<TraceFrame, "number">, jpeg: Uint8Array): void {
    if (jpeg.length > MOST_BYTES_EACH) {
      this.miss();
      return;
    }
    const { frames, dropped, missed = 0 } = this.#index;
    const number = (frames.at(-1)?.number ?? dropped) + 1;
    const all = [...frames, { ...frame, number, bytes: jpeg.length }];
    let size = all.reduce((sum, { bytes }) => sum + bytes, 0);
    let gone = 0;
    while (all.length - gone > MOST || size > MOST_BYTES) {
      const oldest = all[gone++];
      size -= oldest?.bytes ?? size;
      if (oldest !== undefined) this.#storage.kv.delete(keyOf(oldest.number));
    }
    this.#storage.kv.put(keyOf(number), jpeg);
    const index = { frames: all.slice(gone), dropped: dropped + gone, missed };
    this.#storage.kv.put(INDEX, index satisfies Index);
  }

  /** Notes a picture that could not be had. */
  miss(): void {
    const index = this.#index;
    this.#storage.kv.put(INDEX, { ...index, missed: (index.missed ?? 0) + 1 } satisfies Index);
  }

  get #index(): Index {
    return this.#storage.kv.get<Index>(INDEX) ?? { frames: [], dropped: 0 };
  }
}

function keyOf(number: number): string {
  return `trace frame ${number}`;
}
