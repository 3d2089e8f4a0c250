import type { Browser } from "../../browser/browser.ts";
import { type CastFrame, Screencast } from "../../browser/live/screencast.ts";
import type { Tab } from "../../browser/tab.ts";
import type { FrameHead, LiveSize } from "../../domain/live.ts";
import type { ViewerLine } from "./viewer-line.ts";

const HEAD_BYTES = 4;
/** Numbers that may be left out between two frames: whoever tells one has read the frame. */
const WIDEST_STEP = 1_000_000;

/** The last frame of a size, as it goes to every viewer. */
interface LastFrame {
  readonly head: FrameHead;
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
  #slower = 1;
  /** Counts the casts, so that one which has ended while it began is known for it. */
  #age = 0;

  /** `lines` gives those who look at this size. */
  constructor(size: LiveSize, lines: () => readonly ViewerLine[]) {
    this.#size = size;
    this.#lines = lines;
  }

  /** How much later frames come while the agent is at work. */
  set slower(times: number) {
    this.#slower = times;
    this.#cast?.slow(times);
  }

  /** Casts this tab, where anybody looks. */
  async cast(browser: Browser, tab: Tab): Promise<void> {
    if (this.#lines().length === 0) return this.stop();
    if (this.#cast?.tab === tab) return this.#deliver();
    await this.#starting;
    await this.#end();
    this.#starting = this.#start(browser, tab);
    await this.#starting;
    this.#starting = undefined;
  }

  async #start(browser: Browser, tab: Tab): Promise<void> {
    const age = this.#age;
    const isCurrent = () => age === this.#age;
    const take = (frame: CastFrame) => void (isCurrent() && this.#take(frame));
    // Without one there is no picture, and the next round tries again.
    const cast = await Screencast.start(browser, tab, this.#size, take).catch(() => undefined);
    if (cast === undefined) return;
    if (!isCurrent()) return cast.stop();
    this.#cast = cast;
    cast.slow(this.#slower);
    this.#deliver();
  }

  /** Somebody can take the next frame. */
  deliver(): void {
    this.#deliver();
  }

  /** Who comes later is told anew that the agent is at work. */
  async stop(): Promise<void> {
    this.#slower = 1;
    await this.#end();
  }

  async #end(): Promise<void> {
    const cast = this.#cast;
    this.#cast = undefined;
    this.#last = undefined;
    this.#age++;
    await cast?.stop();
  }

  #take({ bytes, width, height }: CastFrame): void {
    this.#seq += 1 + Math.floor(Math.random() * WIDEST_STEP);
    const head = { seq: this.#seq, type: "image/jpeg", width, height } as const;
    const message = messageOf(head, bytes);
    this.#last = { head, message };
    this.#deliver();
  }

  /** Chrome draws on once a viewer is there for what it draws. */
  #deliver(): void {
    const lines = this.#lines();
    const { head, message } = this.#last ?? {};
    if (head !== undefined && message !== undefined) {
      for (const line of lines) line.show(head, message);
    }
    if (lines.some(({ isReady }) => isReady)) this.#cast?.follow();
  }
}

function messageOf(head: FrameHead, bytes: Uint8Array): Uint8Array {
  const words = new TextEncoder().encode(JSON.stringify(head));
  const message = new Uint8Array(HEAD_BYTES + words.length + bytes.length);
  new DataView(message.buffer).setUint32(0, words.length);
  message.set(words, HEAD_BYTES);
  message.set(bytes, HEAD_BYTES + words.length);
  return message;
}
