import type { Agent } from "../../support/agent.ts";

/** What a picture's own bytes say of it. */
export interface Picture {
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Reads type and size from the header of a PNG, JPEG or WebP file. */
export function pictureIn(bytes: Uint8Array): Picture {
  const view = new DataView(bytes.buffer);
  if (view.getUint32(0) === 0x89504e47) {
    return { type: "png", width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (view.getUint16(0) === 0xffd8) return { type: "jpeg", ...jpegSize(view) };
  if (view.getUint32(8) === 0x57454250) return { type: "webp", ...webpSize(view) };
  throw new Error("no picture");
}

function jpegSize(view: DataView): { width: number; height: number } {
  for (let at = 2; at < view.byteLength; ) {
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xc2) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + view.getUint16(at + 2);
  }
  throw new Error("no size");
}

function webpSize(view: DataView): { width: number; height: number } {
  const kind = view.getUint32(12);
  if (kind === 0x56503820) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (kind === 0x5650384c) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  return {
    width: (view.getUint32(24, true) & 0xffffff) + 1,
    height: (view.getUint32(27, true) & 0xffffff) + 1,
  };
}

/** The colour of some points of a PNG, as `#rrggbb`. */
export async function coloursAt(bytes: Uint8Array, points: [number, number][]): Promise<string[]> {
  const { width } = pictureIn(bytes);
  const channels = bytes[25] === 6 ? 4 : 3;
  const raw = await inflate(dataChunks(bytes));
  const rows = unfilter(raw, width * channels, channels);
  return points.map(([x, y]) => {
    const pixel = rows[y]?.subarray(x * channels, x * channels + 3) ?? [];
    return `#${Array.from(pixel, (value) => value.toString(16).padStart(2, "0")).join("")}`;
  });
}

function dataChunks(bytes: Uint8Array): Uint8Array<ArrayBuffer>[] {
  const view = new DataView(bytes.buffer);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 8; at < bytes.length; at += 12 + view.getUint32(at)) {
    if (view.getUint32(at + 4) === 0x49444154)
      chunks.push(new Uint8Array(bytes.slice(at + 8, at + 8 + view.getUint32(at))));
  }
  return chunks;
}

async function inflate(chunks: Uint8Array<ArrayBuffer>[]): Promise<Uint8Array> {
  const stream = new Blob(chunks).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function unfilter(raw: Uint8Array, stride: number, step: number): Uint8Array[] {
  const rows: Uint8Array[] = [];
  for (let at = 0; at < raw.length; at += stride + 1) {
    const row = raw.slice(at + 1, at + 1 + stride);
    const above = rows.at(-1) ?? new Uint8Array(stride);
    for (let x = 0; x < stride; x++) {
      const left = row[x - step] ?? 0;
      const up = above[x] ?? 0;
      const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, above[x - step] ?? 0)];
      row[x] = (row[x] ?? 0) + (guesses[raw[at] ?? 0] ?? 0);
    }
    rows.push(row);
  }
  return rows;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Takes a screenshot that has to come. */
export async function shoot(agent: Agent, args: Record<string, unknown> = {}) {
  const { text, image, isError } = await agent.call("screenshot", args);
  if (isError || image === undefined) throw new Error(text);
  const bytes = bytesOf(image.data);
  return { text, bytes, mimeType: image.mimeType, ...pictureIn(bytes) };
}

/** Every colour there is in a part of a PNG. */
export async function coloursIn(
  bytes: Uint8Array,
  [left, top, width, height]: readonly number[],
): Promise<string[]> {
  const points: [number, number][] = [];
  for (let y = 0; y < (height ?? 0); y++) {
    for (let x = 0; x < (width ?? 0); x++) points.push([(left ?? 0) + x, (top ?? 0) + y]);
  }
  return [...new Set(await coloursAt(bytes, points))];
}
