/** What a pace has Chrome do; frames of a cast that was turned off may still come. */
export interface Caster {
  turnOn(): void;
  turnOff(): void;
  /** Lets Chrome send one more frame of the cast of this number. */
  acknowledge(castId: number): void;
}

/** Milliseconds without a frame after which the page counts as still. */
const QUIET_MS = 300;
/** Frames, each soon after the one before, by which a page counts as moving. */
const MOVING = 3;
/**
 * Milliseconds at least for which the cast of a moving page is off where it may be. While it is on, Chrome
 * draws and copies every frame of the page, sent or not, and what the agent does waits for that; turned
 * on again it takes some 50 ms to the first frame.
 */
const OFF_MS = 500;
/** Frames without a word on them, with which Chrome may begin to leave out others; it sends three. */
const FULL = 2;

/** Decides when a cast is on, and when its next frame may come; one frame follows each that was taken. */
export class CastPace {
  readonly #caster: Caster;
  readonly #pauseMs: number;
  #isOn = true;
  /** Number of the cast that the last frame was of. */
  #castId = 0;
  /** Frames of it that Chrome waits for a word on. */
  #unfollowed = 0;
  /** Whether Chrome may have left out what changed last. */
  #hasGaps = false;
  /** Whether somebody is there for the next frame. */
  #isAwaited = true;
  #slower = 1;
  #cameAt = 0;
  /** When Chrome was last told that it may send one. */
  #allowedAt = Date.now();
  /** Frames in a row, each soon after the one before. */
  #row = 0;
  /** Until then a cast that is off stays off. */
  #onAt = 0;
  #next: ReturnType<typeof setTimeout> | undefined;

  /** Of a cast that is on; `pauseMs` is how long the next frame is put off after one. */
  constructor(caster: Caster, pauseMs: number) {
    this.#caster = caster;
    this.#pauseMs = pauseMs;
  }

  end(): void {
    clearTimeout(this.#next);
  }

  /** Frames come so many times as late as usual from here on. */
  slow(times: number): void {
    this.#slower = times;
    if (!this.#isOn || !this.#mayRest) return;
    this.#rest();
    if (this.#isAwaited) this.#goOn();
  }

  /** Somebody is there for the next frame. */
  follow(): void {
    if (this.#isAwaited) return;
    this.#isAwaited = true;
    this.#goOn();
  }

  /** A frame has come; one that shows nothing new is handed to nobody, and nobody follows it. */
  hear(castId: number, isNew: boolean): void {
    this.#count(castId, isNew);
    if (isNew) this.#isAwaited = false;
    if (this.#mayRest) this.#rest();
    if (this.#isAwaited) this.#goOn();
    // What is drawn while nobody takes it costs as much.
    else this.#at(this.#cameAt + QUIET_MS, () => this.#isMoving && this.#turnOff());
  }

  #count(castId: number, isNew: boolean): void {
    const isFirst = castId !== this.#castId;
    const now = Date.now();
    const isSoon = isFirst || now - Math.max(this.#cameAt, this.#allowedAt) < QUIET_MS;
    this.#castId = castId;
    this.#cameAt = now;
    this.#unfollowed = isFirst ? 1 : this.#unfollowed + 1;
    this.#hasGaps = this.#unfollowed >= FULL || (this.#hasGaps && !isFirst);
    // The first frame of a cast comes whether or not anything has changed.
    if (isFirst && !isNew) this.#row = 0;
    else this.#row = isSoon ? this.#row + 1 : 1;
  }

  get #isMoving(): boolean {
    return this.#row >= MOVING && Date.now() - this.#cameAt < OFF_MS;
  }

  get #mayRest(): boolean {
    return this.#isMoving && (this.#slower > 1 || this.#pauseMs >= OFF_MS);
  }

  #rest(): void {
    this.#onAt = this.#cameAt + OFF_MS;
    this.#turnOff();
  }

  /** Brings about the next frame in its time. */
  #goOn(): void {
    const inTime = this.#cameAt + this.#pauseMs * this.#slower;
    if (this.#isOn) this.#at(inTime, () => this.#acknowledge());
    else this.#at(Math.max(inTime, this.#onAt), () => this.#turnOn());
  }

  /** What Chrome has left out does not come by a word on a frame, only with another cast. */
  #acknowledge(): void {
    this.#allowedAt = Date.now();
    if (this.#unfollowed > 0) {
      this.#unfollowed--;
      this.#caster.acknowledge(this.#castId);
    }
    if (!this.#hasGaps) return;
    this.#at(this.#allowedAt + QUIET_MS, () => {
      this.#turnOff();
      this.#turnOn();
    });
  }

  #turnOn(): void {
    this.#isOn = true;
    this.#allowedAt = Date.now();
    this.#caster.turnOn();
  }

  #turnOff(): void {
    if (!this.#isOn) return;
    this.#isOn = false;
    this.#caster.turnOff();
  }

  /** One thing is to be done next, and no other. */
  #at(time: number, work: () => void): void {
    clearTimeout(this.#next);
    this.#next = setTimeout(work, Math.max(0, time - Date.now()));
  }
}
