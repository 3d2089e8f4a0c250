import type { Browser } from "../../browser/browser.ts";
import { type CastFrame, Screencast } from "../../browser/live/screencast.ts";
import type { Tab } from "../../browser/tab.ts";
import type { FrameHead, LiveSize } from "../../domain/live.ts";
import type { ViewerLine } from "./viewer-line.ts";

const HEAD_BYTES = 4;

/** The last frame of a size, as it goes to every viewer. */
interface LastFrame {
  readonly head: FrameHead;
  readonly bytes: Uint8Array;
  readonly message: Uint8Array;
}

/** One screencast of a size for all who look, and none where nobody does. */
export class CastDesk {
  readonly #size: LiveSize;
  readonly #lines: () => readonly ViewerLine[];
  #cast: Screencast | undefined;
  #starting: Promise<void> | undefined;
  #last: LastFrame | undefined;
  #seq = 0;
  /** How much later frames come while the agent is at work. */
  slower = 1;

  /** `lines` gives those who look at this size. */
  constructor(size: LiveSize, lines: () => readonly ViewerLine[]) {
    this.#size = size;
    this.#lines = lines;
  }

  /** Casts this tab, where anybody looks. */
  async cast(browser: Browser, tab: Tab): Promise<void> {
    if (this.#lines().length === 0) return this.stop();
    if (this.#cast?.tab === tab) return this.#deliver();
    await this.#starting;
    await this.stop();
    const starting = Screencast.start(browser, tab, this.#size, (frame) => this.#take(tab, frame));
    this.#starting = starting.then(
      (cast) => {
        this.#cast = cast;
        this.#deliver();
      },
      () => undefined,
    );
    await this.#starting;
    this.#starting = undefined;
  }

  /** Somebody can take the next frame. */
  deliver(): void {
    this.#deliver();
  }

  async stop(): Promise<void> {
    const cast = this.#cast;
    this.#cast = undefined;
    this.#last = undefined;
    await cast?.stop();
  }

  #take(tab: Tab, { bytes, width, height }: CastFrame): void {
    if (this.#cast !== undefined && this.#cast.tab !== tab) return;
    if (this.#last !== undefined && isSame(this.#last.bytes, bytes)) {
      this.#deliver();
      return;
    }
    const head = { seq: ++this.#seq, type: "image/jpeg", width, height } as const;
    const message = messageOf(head, bytes);
    this.#last = { head, message, bytes: message.subarray(message.length - bytes.length) };
    this.#deliver();
  }

  /** Chrome draws on once a viewer is there for what it draws. */
  #deliver(): void {
    const lines = this.#lines();
    const { head, message } = this.#last ?? {};
    if (head !== undefined && message !== undefined) {
      for (const line of lines) line.show(head, message);
    }
    if (lines.some(({ isReady }) => isReady)) this.#cast?.follow(this.slower);
  }
}

/** A frame that was asked for again shows what is on the screen already. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function messageOf(head: FrameHead, bytes: Uint8Array): Uint8Array {
  const words = new TextEncoder().encode(JSON.stringify(head));
  const message = new Uint8Array(HEAD_BYTES + words.length + bytes.length);
  new DataView(message.buffer).setUint32(0, words.length);
  message.set(words, HEAD_BYTES);
  message.set(bytes, HEAD_BYTES + words.length);
  return message;
}
