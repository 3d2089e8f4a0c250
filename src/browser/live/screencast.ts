import { decodeBase64 } from "../../domain/base64.ts";
import type { LiveSize } from "../../domain/live.ts";
import type { Browser } from "../browser.ts";
import type { CDPSession, Protocol } from "../cdp.ts";
import type { Tab } from "../tab.ts";
import { CastPace } from "./cast-pace.ts";

/** A picture of a page as it is drawn; `width` and `height` are CSS pixels of its viewport. */
export interface CastFrame {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** What a size asks of Chrome, and how long the next frame is put off after one. */
const SIZES = {
  full: { quality: 85, maxWidth: 4096, maxHeight: 4096, pauseMs: 66 },
  tile: { quality: 60, maxWidth: 480, maxHeight: 360, pauseMs: 2_000 },
} as const satisfies Record<LiveSize, object>;

/** The frames of one tab, over a CDP session of their own. Chrome draws none while nothing changes. */
export class Screencast {
  readonly tab: Tab;
  readonly #browser: Browser;
  readonly #session: CDPSession;
  readonly #asked: Protocol.Page.StartScreencastRequest;
  readonly #pace: CastPace;
  readonly #onFrame: (frame: CastFrame) => void;
  /** Chrome's number of the newest cast; it numbers casts, not frames. */
  #castId = 0;
  #last: Uint8Array = new Uint8Array();

  /** `onFrame` hears of pictures that differ from the one before. */
  static async start(
    browser: Browser,
    tab: Tab,
    size: LiveSize,
    onFrame: (frame: CastFrame) => void,
  ): Promise<Screencast> {
    const { targetId } = tab;
    const attaching = { targetId, flatten: true };
    const { sessionId } = await browser.connection.send("Target.attachToTarget", attaching);
    const session = browser.connection.session(sessionId);
    if (session === null) throw new Error("the screencast's session is gone");
    const cast = new Screencast(browser, tab, session, size, onFrame);
    session.on("Page.screencastFrame", (event) => cast.#hear(event));
    try {
      await session.send("Page.startScreencast", cast.#asked);
    } catch (error) {
      await cast.stop();
      throw error;
    }
    return cast;
  }

  private constructor(
    browser: Browser,
    tab: Tab,
    session: CDPSession,
    size: LiveSize,
    onFrame: (frame: CastFrame) => void,
  ) {
    const { pauseMs, ...asked } = SIZES[size];
    const quietly = (done: Promise<unknown>) => void done.catch(() => undefined);
    this.#browser = browser;
    this.tab = tab;
    this.#session = session;
    this.#asked = { format: "jpeg", everyNthFrame: 1, ...asked };
    this.#onFrame = onFrame;
    const caster = {
      get isHeld() {
        // Questions of the page go to the person who has it.
        return browser.dialogs.taker !== undefined;
      },
      turnOn: () => quietly(session.send("Page.startScreencast", this.#asked)),
      turnOff: () => quietly(session.send("Page.stopScreencast")),
      acknowledge: (sessionId: number) =>
        quietly(session.send("Page.screencastFrameAck", { sessionId })),
    };
    this.#pace = new CastPace(caster, pauseMs);
  }

  /** Frames come so many times as late as usual from here on. */
  slow(times: number): void {
    this.#pace.slow(times);
  }

  /** Somebody is there for the next frame. */
  follow(): void {
    this.#pace.follow();
  }

  /** Chrome draws no more frames for it. */
  async stop(): Promise<void> {
    this.#pace.end();
    const sessionId = this.#session.id();
    await this.#browser.connection
      .send("Target.detachFromTarget", { sessionId })
      .catch(() => undefined);
  }

  #hear({ data, metadata, sessionId }: Protocol.Page.ScreencastFrameEvent): void {
    // One of a cast that was turned off is older than what has come of the next.
    if (sessionId < this.#castId) return;
    this.#castId = sessionId;
    const bytes = decodeBase64(data);
    const isNew = !isSame(bytes, this.#last);
    this.#pace.hear(sessionId, isNew);
    if (!isNew) return;
    this.#last = bytes;
    const { deviceWidth: width, deviceHeight: height } = metadata;
    this.#onFrame({ bytes, width, height });
  }
}

/** A cast begins with what is on the screen already. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
