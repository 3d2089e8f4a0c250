import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** The constant that RFC 6455 has both sides append to the client's key. */
const MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const SHORT = 126;
const LONG = 127;
const MASK_BYTES = 4;
const TEXT = 1;
const CLOSE = 8;

/** The server's end of a page's WebSocket: text both ways, whole messages only. */
export interface PageSocket {
  send(text: string): void;
}

/** Takes over the connection of an upgrade request; nothing of it is a request that a browser waits for. */
export function acceptSocket(
  { headers }: IncomingMessage,
  stream: Duplex,
  receive: (text: string) => void,
): PageSocket {
  const key = createHash("sha1").update(`${headers["sec-websocket-key"]}${MAGIC}`).digest("base64");
  const lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
  stream.write(`${[...lines, `Sec-WebSocket-Accept: ${key}`].join("\r\n")}\r\n\r\n`);
  let pending = Buffer.alloc(0);
  stream.on("error", () => {});
  stream.on("end", () => stream.destroy());
  stream.on("data", (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (let frame = frameIn(pending); frame !== undefined; frame = frameIn(pending)) {
      pending = pending.subarray(frame.size);
      if (frame.kind === TEXT) receive(frame.text);
      if (frame.kind === CLOSE) stream.end();
    }
  });
  return { send: (text) => void (stream.writable && stream.write(frameOf(text))) };
}

interface Frame {
  readonly kind: number;
  readonly text: string;
  readonly size: number;
}

/** Undefined until a whole frame of a client, which is always masked, is there. */
function frameIn(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes.readUInt8(1) & LONG;
  const start = short < SHORT ? 2 : short === SHORT ? 4 : 10;
  if (bytes.length < start + MASK_BYTES) return undefined;
  const length =
    short < SHORT
      ? short
      : short === SHORT
        ? bytes.readUInt16BE(2)
        : Number(bytes.readBigUInt64BE(2));
  const size = start + MASK_BYTES + length;
  if (bytes.length < size) return undefined;
  const mask = bytes.subarray(start, start + MASK_BYTES);
  const data = bytes.subarray(start + MASK_BYTES, size);
  const text = Buffer.from(data.map((byte, at) => byte ^ (mask[at % MASK_BYTES] ?? 0))).toString();
  return { kind: bytes.readUInt8(0) & 0x0f, text, size };
}

function frameOf(text: string): Buffer {
  const data = Buffer.from(text);
  const head = data.length < SHORT ? Buffer.alloc(2) : Buffer.alloc(4);
  head.writeUInt8(0x80 | TEXT, 0);
  head.writeUInt8(Math.min(data.length, SHORT), 1);
  if (data.length >= SHORT) head.writeUInt16BE(data.length, 2);
  return Buffer.concat([head, data]);
}
