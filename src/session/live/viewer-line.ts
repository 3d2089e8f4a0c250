import { randomHex } from "../../domain/ids.ts";
import type { FrameHead, LiveAsk, LiveNews, LiveState } from "../../domain/live.ts";
import type { Viewer } from "../session-contract.ts";
import { readAsk } from "./read-ask.ts";

/** What a room hears of one viewer. */
export interface LineEars {
  asked(line: ViewerLine, ask: LiveAsk): void;
  left(line: ViewerLine): void;
  /** Whether it has been asked for files, whose message may be large. */
  mayGiveFiles(line: ViewerLine): boolean;
}

/** What is used of a `WebSocket`. */
export interface LineSocket extends Pick<WebSocket, "accept" | "send" | "close"> {
  addEventListener(type: "message", hear: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close" | "error", hear: () => void): void;
}

const NORMAL = 1000;
/** Messages of one second, of which a person with two hands sends a tenth. */
const MOST_A_SECOND = 1_000;
const SECOND_MS = 1_000;
/** Characters that are sent to whoever takes no picture meanwhile, for nobody tells how much of it waits. */
const MOST_UNTAKEN = 8 * 1024 * 1024;

/** One viewer's socket. It has one frame on the way at most, so that a slow one gets fewer. */
export class ViewerLine {
  readonly id = randomHex(4);
  readonly viewer: Viewer;
  readonly #socket: LineSocket;
  readonly #ears: LineEars;
  #isPaused = false;
  #isOpen = true;
  /** Number of the frame that is on the way, and of the last one that was sent. */
  #awaited: number | undefined;
  #sent = 0;
  #state = "";
  #untaken = 0;
  #heard = { since: 0, count: 0 };

  constructor(socket: LineSocket, viewer: Viewer, ears: LineEars) {
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

  /** What was sent before the other side closes too comes in still, and means nothing any more. */
  #hear(data: unknown): void {
    if (!this.#isOpen) return;
    if (this.#isTooMuch()) {
      this.end("This page has sent too much. Open it again.");
      return;
    }
    const ask = readAsk(data, this.#ears.mayGiveFiles(this));
    if (ask === undefined) {
      this.tell({ type: "told", isError: true, text: "That message was not understood." });
    } else if (ask.type === "shown") {
      if (ask.seq === this.#awaited) this.#take();
      this.#ears.asked(this, ask);
    } else {
      if (ask.type === "pause") this.#isPaused = ask.on;
      this.#ears.asked(this, ask);
    }
  }

  /** The frame has arrived, and so has all that was sent before it. */
  #take(): void {
    this.#awaited = undefined;
    this.#untaken = 0;
  }

  #isTooMuch(): boolean {
    const now = Date.now();
    if (now - this.#heard.since >= SECOND_MS) this.#heard = { since: now, count: 0 };
    return ++this.#heard.count > MOST_A_SECOND;
  }

  #send(message: string | Uint8Array): void {
    if (!this.#isOpen) return;
    try {
      this.#socket.send(message);
      if (typeof message === "string") this.#untaken += message.length;
      if (this.#untaken > MOST_UNTAKEN) this.#drop();
    } catch {
      this.#leave();
    }
  }

  /** A page of ours comes back by itself. */
  #drop(): void {
    this.#leave();
    this.#socket.close(NORMAL);
  }

  #leave(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#ears.left(this);
  }
}
