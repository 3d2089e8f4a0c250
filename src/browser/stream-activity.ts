import type { CDPSession, Protocol } from "./cdp.ts";
import type { Pulse } from "./pulse.ts";

const MAX_KEPT = 200;
/** Opcodes of frames that carry something of the page's. */
const TEXT = 1;
const BINARY = 2;

/**
 * Sockets and event streams that owe an answer: one that has just opened, and a socket that was
 * sent something. Nothing says which message answers which, so the next one counts as the answer.
 */
export class StreamActivity {
  readonly #asked = new Map<string, number>();
  /** Those that were waited for in vain, which only tell and never answer. */
  readonly #mute = new Set<string>();
  readonly #pulse: Pulse;

  constructor(pulse: Pulse) {
    this.#pulse = pulse;
  }

  /** `next` gives places in the order of all requests. */
  listen(session: CDPSession, next: () => number): void {
    session.on("Network.webSocketCreated", ({ requestId }) => this.ask(requestId, next()));
    session.on("Network.webSocketFrameSent", ({ requestId, response }) => {
      if (carries(response)) this.ask(requestId, next());
    });
    session.on("Network.webSocketHandshakeResponseReceived", ({ requestId }) =>
      this.end(requestId),
    );
    session.on("Network.webSocketFrameReceived", ({ requestId, response }) => {
      if (carries(response)) this.#answered(requestId);
    });
    session.on("Network.webSocketClosed", ({ requestId }) => this.#answered(requestId));
    session.on("Network.dataReceived", ({ requestId }) => this.end(requestId));
  }

  ask(requestId: string, seq: number): void {
    if (this.#mute.has(requestId)) return;
    this.#asked.set(requestId, seq);
    if (this.#asked.size > MAX_KEPT) this.#asked.clear();
    this.#pulse.beat();
  }

  end(requestId: string): void {
    if (this.#asked.delete(requestId)) this.#pulse.beat();
  }

  openSince(mark: number): number {
    return [...this.#asked.values()].filter((seq) => seq > mark).length;
  }

  /** Nobody waits for those again that have not answered, until they do. */
  giveUp(): void {
    for (const requestId of this.#asked.keys()) this.#mute.add(requestId);
    if (this.#mute.size > MAX_KEPT) this.#mute.clear();
    this.#asked.clear();
  }

  #answered(requestId: string): void {
    this.#mute.delete(requestId);
    this.end(requestId);
  }
}

function carries({ opcode }: Protocol.Network.WebSocketFrame): boolean {
  return opcode === TEXT || opcode === BINARY;
}
