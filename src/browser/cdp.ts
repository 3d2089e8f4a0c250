import type { CDPSession } from "@cloudflare/puppeteer/internal/api/CDPSession.js";
import { Connection } from "@cloudflare/puppeteer/internal/cdp/Connection.js";
import { CdpKeyboard, CdpMouse } from "@cloudflare/puppeteer/internal/cdp/Input.js";
import {
  _keyDefinitions,
  type KeyInput,
} from "@cloudflare/puppeteer/internal/common/USKeyboardLayout.js";

export type { CDPSession } from "@cloudflare/puppeteer/internal/api/CDPSession.js";
export type { Connection } from "@cloudflare/puppeteer/internal/cdp/Connection.js";
export type { CdpKeyboard, CdpMouse } from "@cloudflare/puppeteer/internal/cdp/Input.js";
export type { KeyInput } from "@cloudflare/puppeteer/internal/common/USKeyboardLayout.js";
export type { Protocol } from "devtools-protocol";

/** Whether the US layout has a key of this name, such as `Enter` or `a`. */
export function isKeyName(name: string): name is KeyInput {
  return Object.hasOwn(_keyDefinitions, name);
}

/** Milliseconds after which a CDP command counts as unanswered; a call's own deadline is shorter. */
const PROTOCOL_TIMEOUT_MS = 60_000;

/** Opens the protocol over a socket that is already connected; no command is sent. */
export function openConnection(socket: WebSocket): Connection {
  return new Connection("", new SocketTransport(socket), 0, PROTOCOL_TIMEOUT_MS);
}

/** Keyboard and mouse of one page target; they know the US layout and hold pressed state. */
export function inputDevices(session: CDPSession): { keyboard: CdpKeyboard; mouse: CdpMouse } {
  const keyboard = new CdpKeyboard(session);
  return { keyboard, mouse: new CdpMouse(session, keyboard) };
}

/** Lets a target run that was held back; settles when it does, or is gone. */
export async function resume(session: CDPSession): Promise<void> {
  await session.send("Runtime.runIfWaitingForDebugger").catch(() => undefined);
}

class SocketTransport {
  onmessage?: (message: string) => void;
  onclose?: () => void;
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", (event) => {
      if (typeof event.data === "string") this.onmessage?.(event.data);
    });
    socket.addEventListener("close", () => this.onclose?.());
    socket.addEventListener("error", () => this.onclose?.());
  }

  /** A socket that is closing takes nothing more: the close rejects what waits for an answer. */
  send(message: string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(message);
    else queueMicrotask(() => this.onclose?.());
  }

  /** Reports the close at once: a socket that hangs never sends its own close event. */
  close(): void {
    try {
      this.#socket.close();
    } finally {
      this.onclose?.();
    }
  }
}
