import type { Protocol } from "../cdp.ts";
import { cut } from "../visible-text.ts";
import type { SocketFrame, SocketTraffic } from "./exchange.ts";

const MAX_FRAMES = 20;
const MAX_TEXT = 2_048;
const TEXT = 1;
const BINARY = 2;

/** Counts the frames of one WebSocket, and keeps the last ones. */
export class SocketDraft {
  readonly #frames: SocketFrame[] = [];
  #sent = 0;
  #received = 0;
  #sentBytes = 0;
  #receivedBytes = 0;

  /** Frames that only keep the connection alive are none. */
  take({ opcode, payloadData }: Protocol.Network.WebSocketFrame, sent: boolean): void {
    if (opcode !== TEXT && opcode !== BINARY) return;
    const isText = opcode === TEXT;
    const bytes = isText ? utf8Length(payloadData) : base64Bytes(payloadData);
    if (sent) {
      this.#sent++;
      this.#sentBytes += bytes;
    } else {
      this.#received++;
      this.#receivedBytes += bytes;
    }
    const text = isText ? cut(payloadData, MAX_TEXT) : undefined;
    this.#frames.push({ sent, at: Date.now(), bytes, text });
    if (this.#frames.length > MAX_FRAMES) this.#frames.shift();
  }

  get size(): number {
    return this.#frames.reduce((sum, { text }) => sum + 60 + (text?.length ?? 0), 0);
  }

  view(): SocketTraffic {
    return {
      sent: this.#sent,
      received: this.#received,
      sentBytes: this.#sentBytes,
      receivedBytes: this.#receivedBytes,
      frames: [...this.#frames],
    };
  }
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

function base64Bytes(text: string): number {
  return (text.length / 4) * 3 - (/=*$/.exec(text)?.[0].length ?? 0);
}
