import { decodeBase64 } from "../../domain/base64.ts";
import type { LiveSize } from "../../domain/live.ts";
import type { Browser } from "../browser.ts";
import type { CDPSession, Protocol } from "../cdp.ts";
import type { Tab } from "../tab.ts";

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

/** Milliseconds without a frame after which the page counts as still. */
const QUIET_MS = 300;

/**
 * The frames of one tab, over a CDP session of their own. Chrome draws none while nothing changes,
 * and no further one before the last was asked to be followed.
 */
export class Screencast {
  readonly tab: Tab;
  readonly #browser: Browser;
  readonly #session: CDPSession;
  readonly #pauseMs: number;
  readonly #asked: Protocol.Page.StartScreencastRequest;
  /** Numbers of the frames that Chrome waits for a word on, and when the last of them came. */
  #unfollowed: number[] = [];
  #cameAt = 0;
  /** Whether the next frame, and the last one, was asked for and tells of no change. */
  #expectsRefresh = true;
  #isRefreshed = true;
  #quiet: ReturnType<typeof setTimeout> | undefined;

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
    const cast = new Screencast(browser, tab, session, size);
    session.on("Page.screencastFrame", (event) => cast.#hear(event, onFrame));
    await session.send("Page.startScreencast", cast.#asked);
    return cast;
  }

  private constructor(browser: Browser, tab: Tab, session: CDPSession, size: LiveSize) {
    const { pauseMs, ...asked } = SIZES[size];
    this.#browser = browser;
    this.tab = tab;
    this.#session = session;
    this.#pauseMs = pauseMs;
    this.#asked = { format: "jpeg", everyNthFrame: 1, ...asked };
  }

  /** Lets Chrome send the next frame, `slower` times as late as usual. */
  follow(slower = 1): void {
    const frames = this.#unfollowed;
    this.#unfollowed = [];
    if (frames.length === 0) return;
    const acknowledge = () => {
      for (const sessionId of frames)
        this.#session.send("Page.screencastFrameAck", { sessionId }).catch(() => undefined);
    };
    const wait = this.#cameAt + this.#pauseMs * slower - Date.now();
    if (wait <= 0) acknowledge();
    else setTimeout(acknowledge, wait);
    this.#refreshWhenQuiet(Math.max(0, wait));
  }

  /** Chrome leaves out what changes while frames are on their way, the last change too. */
  #refreshWhenQuiet(wait: number): void {
    clearTimeout(this.#quiet);
    if (this.#isRefreshed) return;
    this.#quiet = setTimeout(() => {
      this.#expectsRefresh = true;
      this.#session
        .send("Page.stopScreencast")
        .then(() => this.#session.send("Page.startScreencast", this.#asked))
        .catch(() => undefined);
    }, wait + QUIET_MS);
  }

  /** Chrome draws no more frames for it. */
  async stop(): Promise<void> {
    clearTimeout(this.#quiet);
    const sessionId = this.#session.id();
    await this.#browser.connection
      .send("Target.detachFromTarget", { sessionId })
      .catch(() => undefined);
  }

  #hear(
    { data, metadata, sessionId }: Protocol.Page.ScreencastFrameEvent,
    onFrame: (frame: CastFrame) => void,
  ): void {
    clearTimeout(this.#quiet);
    this.#isRefreshed = this.#expectsRefresh;
    this.#expectsRefresh = false;
    this.#unfollowed.push(sessionId);
    this.#cameAt = Date.now();
    const { deviceWidth: width, deviceHeight: height } = metadata;
    onFrame({ bytes: decodeBase64(data), width, height });
  }
}
