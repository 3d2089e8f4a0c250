import type { LiveAsk, LiveNews } from "../../domain/live.ts";
import { type Frame, readFrame } from "./frame-reader.ts";

/** Tries in a row without news, after which it is left to the person. */
const MOST_TRIES = 10;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** How it stands with the connection; `waiting` tries again by itself, the last two do not. */
export type Link = "connecting" | "open" | "waiting" | "lost" | "over";

/** Who hears what comes; `link` first tells `connecting`. */
export interface LiveListener {
  link(link: Link): void;
  news(news: LiveNews): void;
  frame(frame: Frame): void;
}

/**
 * A connection to a session that comes back by itself, after waits that double and differ by chance,
 * so that not all viewers come back at once. After `over` it stays away.
 */
export class LiveSocket {
  readonly #address: string;
  readonly #listener: LiveListener;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  #isOver = false;

  /** Connects at once to this `ws:` or `wss:` address. */
  constructor(address: string, listener: LiveListener) {
    this.#address = address;
    this.#listener = listener;
    this.#connect();
  }

  /** False where there is no connection, and nothing was sent. */
  send(ask: LiveAsk): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(ask));
    return true;
  }

  /** Connects anew, as after the person's rights have changed or when trying had been given up. */
  reconnect(): void {
    if (this.#isOver) return;
    this.#tries = 0;
    this.#connect();
  }

  /** Does not wait any longer, as when the device is online again. */
  hurry(): void {
    if (this.#timer !== undefined) this.#connect();
  }

  /** Ends it for good. */
  close(): void {
    this.#isOver = true;
    this.#drop();
  }

  #connect(): void {
    this.#drop();
    this.#tries++;
    this.#listener.link("connecting");
    const socket = new WebSocket(this.#address);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    const isCurrent = () => socket === this.#socket;
    socket.addEventListener("open", () => {
      if (isCurrent()) this.#listener.link("open");
    });
    socket.addEventListener("message", ({ data }) => {
      if (isCurrent()) this.#hear(data);
    });
    socket.addEventListener("close", () => {
      if (isCurrent()) this.#lose();
    });
  }

  /** The old socket's events mean nothing any more. */
  #drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const old = this.#socket;
    this.#socket = undefined;
    old?.close();
  }

  #lose(): void {
    this.#socket = undefined;
    if (this.#tries >= MOST_TRIES) {
      this.#listener.link("lost");
      return;
    }
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, this.#tries - 1));
    this.#timer = setTimeout(() => this.#connect(), wait * (0.5 + Math.random() / 2));
    this.#listener.link("waiting");
  }

  #hear(data: unknown): void {
    if (data instanceof ArrayBuffer) {
      const frame = readFrame(data);
      if (frame !== undefined) this.#listener.frame(frame);
      return;
    }
    const news = newsIn(String(data));
    if (news === undefined) return;
    this.#tries = 0;
    this.#listener.news(news);
    if (news.type !== "over") return;
    this.close();
    this.#listener.link("over");
  }
}

/** The server's own word, of a kind that is known here. */
function newsIn(text: string): LiveNews | undefined {
  try {
    const news: LiveNews = JSON.parse(text);
    return ["state", "act", "told", "over"].includes(news.type) ? news : undefined;
  } catch {
    return undefined;
  }
}
