import type { FrameHead } from "../../domain/live.ts";

/** A picture of the page as it came, still to be decoded. */
export interface Frame {
  readonly head: FrameHead;
  readonly image: Blob;
}

/** Bytes of the head's length. */
const LENGTH_BYTES = 4;

/** The frame in a binary message; undefined for one that holds none. */
export function readFrame(message: ArrayBuffer): Frame | undefined {
  if (message.byteLength < LENGTH_BYTES) return undefined;
  const length = new DataView(message).getUint32(0);
  if (length > message.byteLength - LENGTH_BYTES) return undefined;
  const head = jsonIn(new Uint8Array(message, LENGTH_BYTES, length));
  if (!isHead(head)) return undefined;
  const bytes = new Uint8Array(message, LENGTH_BYTES + length);
  return { head, image: new Blob([bytes], { type: head.type }) };
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function isHead(value: unknown): value is FrameHead {
  if (typeof value !== "object" || value === null) return false;
  const { seq, type, width, height }: Partial<Record<keyof FrameHead, unknown>> = value;
  const isPicture = type === "image/jpeg" || type === "image/png";
  return isPicture && Number.isSafeInteger(seq) && isLength(width) && isLength(height);
}

function isLength(value: unknown): boolean {
  return typeof value === "number" && value > 0 && Number.isFinite(value);
}
