import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

const MS_BETWEEN_TICKS = 250;
const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

interface Frame {
  readonly opcode: number;
  readonly data: Buffer;
  readonly rest: Buffer;
}

/**
 * Answers the handshake; then tells a tick four times a second, and repeats every message, which may be
 * of 64 KiB at most.
 */
export function openLiveSocket(request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const key = `${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash("sha1").update(key).digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let tick = 0;
  const timer = setInterval(() => say(socket, { type: "tick", number: ++tick }), MS_BETWEEN_TICKS);
  socket.on("close", () => clearInterval(timer));
  let held = head;
  const take = (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    for (let frame = frameOf(held); frame !== undefined; frame = frameOf(held)) {
      held = frame.rest;
      answer(socket, frame);
    }
  };
  socket.on("data", take);
}

function answer(socket: Duplex, { opcode, data }: Frame): void {
  if (opcode === TEXT) say(socket, { type: "echo", text: data.toString() });
  else if (opcode === PING) write(socket, PONG, data);
  else if (opcode === CLOSE) {
    write(socket, CLOSE, data);
    socket.end();
  }
}

function say(socket: Duplex, value: unknown): void {
  write(socket, TEXT, Buffer.from(JSON.stringify(value)));
}

function write(socket: Duplex, opcode: number, data: Buffer): void {
  if (!socket.writable) return;
  const long = Buffer.alloc(4);
  long.writeUInt8(0x80 | opcode, 0);
  long.writeUInt8(126, 1);
  long.writeUInt16BE(data.length, 2);
  const head = data.length < 126 ? Buffer.from([0x80 | opcode, data.length]) : long;
  socket.write(Buffer.concat([head, data.subarray(0, 0xffff)]));
}

/** The first whole frame of a client, unmasked; undefined while more has to come. */
function frameOf(held: Buffer): Frame | undefined {
  if (held.length < 6) return undefined;
  const short = held.readUInt8(1) & 0x7f;
  const start = short < 126 ? 2 : 4;
  const length = short < 126 ? short : held.readUInt16BE(2);
  const end = start + 4 + length;
  if (held.length < end) return undefined;
  const mask = held.subarray(start, start + 4);
  const data = held.subarray(start + 4, end).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return { opcode: held.readUInt8(0) & 0x0f, data: Buffer.from(data), rest: held.subarray(end) };
}
