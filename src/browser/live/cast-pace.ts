/** What a pace has Chrome do; frames of a cast that was turned off may still come. */
export interface Caster {
  /** Whether a person has the page, who is to see what they do; the agent waits. */
  readonly isHeld: boolean;
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
 * Milliseconds for which the cast is off while the agent works: from when it begins, for most calls are
 * over by then; after a frame; and after one of a moving page. On, Chrome draws, copies and encodes what
 * changes, of a moving page every frame whether or not it is sent, and what the agent does waits for
 * that; turned on again it takes some 50 ms to the first frame.
 */
const BEGIN_OFF_MS = 150;
const WORK_OFF_MS = 200;
const MOVING_OFF_MS = 500;
/** The same while it does not work, for a page that has moved for so long that it may never stop. */
const RESTLESS_OFF_MS = 300;
const RESTLESS_MS = 1_500;
/** Frames without a word on them, with which Chrome may begin to leave out others; it sends three. */
const FULL = 2;

/** Decides when a cast is on, and when its next frame may come; one frame follows each that was taken. */
export class CastPace {
  readonly #caster: Caster;
  readonly #pauseMs: number;
  #isOn = true;
  /** Whether a frame has come since it was turned on. */
  #hasFrame = false;
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
  #movesSince = 0;
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
    if (!this.#isWork) return;
    // Calls that begin one after the other put off the next frame no further.
    if (this.#isOn && this.#hasFrame) this.#rest(Date.now() + BEGIN_OFF_MS);
    if (this.#isOn) return;
    this.#rest(this.#cameAt + this.#offMs);
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
    if (this.#offMs > 0) this.#rest(this.#cameAt + this.#offMs);
    if (this.#isAwaited) this.#goOn();
    // What is drawn while nobody takes it costs as much.
    else this.#at(this.#cameAt + QUIET_MS, () => this.#isMoving && this.#turnOff());
  }

  #count(castId: number, isNew: boolean): void {
    const isFirst = castId !== this.#castId;
    const now = Date.now();
    const isSoon = isFirst || now - Math.max(this.#cameAt, this.#allowedAt) < QUIET_MS;
    this.#hasFrame = true;
    this.#castId = castId;
    this.#cameAt = now;
    this.#unfollowed = isFirst ? 1 : this.#unfollowed + 1;
    this.#hasGaps = this.#unfollowed >= FULL || (this.#hasGaps && !isFirst);
    // The first frame of a cast comes whether or not anything has changed.
    if (isFirst && !isNew) this.#row = 0;
    else this.#row = isSoon ? this.#row + 1 : 1;
    if (this.#row <= 1) this.#movesSince = now;
  }

  get #isWork(): boolean {
    return this.#slower > 1 && !this.#caster.isHeld;
  }

  get #isMoving(): boolean {
    return this.#row >= MOVING && Date.now() - this.#cameAt < MOVING_OFF_MS;
  }

  /** Milliseconds after the last frame for which the cast need not be on. */
  get #offMs(): number {
    if (!this.#isMoving) return this.#isWork && this.#row > 0 ? WORK_OFF_MS : 0;
    if (this.#isWork || this.#pauseMs >= MOVING_OFF_MS) return MOVING_OFF_MS;
    const isRestless = this.#cameAt - this.#movesSince >= RESTLESS_MS;
    return isRestless && !this.#caster.isHeld ? RESTLESS_OFF_MS : 0;
  }

  #rest(until: number): void {
    this.#onAt = Math.max(this.#onAt, until);
    this.#turnOff();
  }

  /** Brings about the next frame in its time. */
  #goOn(): void {
    const inTime = this.#cameAt + this.#pauseMs * (this.#isWork ? this.#slower : 1);
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
    this.#hasFrame = false;
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
