import { randomHex } from "../../domain/ids.ts";
import type { FrameHead, LiveAsk, LiveNews, LiveState } from "../../domain/live.ts";
import type { Viewer } from "../session-contract.ts";
import { readAsk } from "./read-ask.ts";

/** What a room hears of one viewer. */
export interface LineEars {
  asked(line: ViewerLine, ask: LiveAsk): void;
  left(line: ViewerLine): void;
}

const NORMAL = 1000;

/** One viewer's socket. It has one frame on the way at most, so that a slow one gets fewer. */
export class ViewerLine {
  readonly id = randomHex(4);
  readonly viewer: Viewer;
  readonly #socket: WebSocket;
  readonly #ears: LineEars;
  #isPaused = false;
  #isOpen = true;
  /** Number of the frame that is on the way, and of the last one that was sent. */
  #awaited: number | undefined;
  #sent = 0;
  #state = "";

  constructor(socket: WebSocket, viewer: Viewer, ears: LineEars) {
    this.#socket = socket;
    this.viewer = viewer;
    this.#ears = ears;
    socket.accept();
    socket.addEventListener("message", ({ data }) => this.#hear(data));
    socket.addEventListener("close", () => this.#leave());
    socket.addEventListener("error", () => this.#leave());
  }

  /** Whether it looks at all. */
  get isLooking(): boolean {
    return this.#isOpen && !this.#isPaused;
  }

  /** Whether the next frame may come. */
  get isReady(): boolean {
    return this.isLooking && this.#awaited === undefined;
  }

  tell(news: LiveNews): void {
    this.#send(JSON.stringify(news));
  }

  /** Says nothing twice. */
  tellState(state: LiveState): void {
    const text = JSON.stringify({ type: "state", state } satisfies LiveNews);
    if (text === this.#state) return;
    this.#state = text;
    this.#send(text);
  }

  /** Sends a frame that it has not had yet, if the last one has arrived. */
  show(head: FrameHead, message: Uint8Array): void {
    if (!this.isReady || head.seq <= this.#sent) return;
    this.#awaited = head.seq;
    this.#sent = head.seq;
    this.#send(message);
  }

  /** Ends the connection for good, and says why. */
  end(reason: string): void {
    this.tell({ type: "over", reason });
    this.#leave();
    try {
      this.#socket.close(NORMAL);
    } catch {
      // The other side has closed it already.
    }
  }

  #hear(data: unknown): void {
    const ask = readAsk(data);
    if (ask === undefined) {
      this.tell({ type: "told", isError: true, text: "That message was not understood." });
    } else if (ask.type === "shown") {
      if (ask.seq === this.#awaited) this.#awaited = undefined;
      this.#ears.asked(this, ask);
    } else {
      if (ask.type === "pause") this.#isPaused = ask.on;
      this.#ears.asked(this, ask);
    }
  }

  #send(message: string | Uint8Array): void {
    if (!this.#isOpen) return;
    try {
      this.#socket.send(message);
    } catch {
      this.#leave();
    }
  }

  #leave(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#ears.left(this);
  }
}
