const SHORT = 126;
const LONG = 127;
const LAST = 0x80;
const MASKED = 0x80;
const MASK_BYTES = 4;
/** Opcodes from here on are pings, pongs and the end. */
const CONTROL = 8;

/** The end of one frame in what came, and what it holds; undefined until it is all there. */
interface Frame {
  readonly end: number;
  readonly opcode: number;
  readonly isLast: boolean;
  readonly data: Buffer;
}

/** Reads whole messages out of one direction of a WebSocket's bytes, without changing a byte. */
export class MessageReader {
  #pending: Buffer = Buffer.alloc(0);
  #parts: Buffer[] = [];
  readonly #take: (text: string) => void;

  constructor(take: (text: string) => void) {
    this.#take = take;
  }

  read(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    for (let frame = frameIn(this.#pending); frame !== undefined; frame = frameIn(this.#pending)) {
      this.#pending = this.#pending.subarray(frame.end);
      if (frame.opcode >= CONTROL) continue;
      this.#parts.push(frame.data);
      if (!frame.isLast) continue;
      this.#take(Buffer.concat(this.#parts).toString());
      this.#parts = [];
    }
  }
}

function frameIn(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const [first = 0, second = 0] = bytes;
  const short = second & LONG;
  const start = short < SHORT ? 2 : short === SHORT ? 4 : 10;
  const isMasked = (second & MASKED) !== 0;
  const from = start + (isMasked ? MASK_BYTES : 0);
  if (bytes.length < from) return undefined;
  const length = lengthIn(bytes, short);
  const end = from + length;
  if (bytes.length < end) return undefined;
  const body = bytes.subarray(from, end);
  const data = isMasked ? unmasked(body, bytes.subarray(start, from)) : Buffer.from(body);
  return { end, opcode: first & 0x0f, isLast: (first & LAST) !== 0, data };
}

function lengthIn(bytes: Buffer, short: number): number {
  if (short < SHORT) return short;
  return short === SHORT ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
}

function unmasked(body: Buffer, mask: Buffer): Buffer {
  return Buffer.from(body.map((byte, at) => byte ^ (mask[at % MASK_BYTES] ?? 0)));
}
