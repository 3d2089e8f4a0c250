import type { PlatformLimits } from "../browser/binding-client.ts";
import { within } from "../domain/deadline.ts";
import { type Failure, ToolFailure } from "../domain/failure.ts";
import { type BegunLaunch, isStale, type PlatformWord, paceOf, wordOf } from "./launch-pace.ts";

/** Browsers that start at the same time; more make each other so slow that the starts time out. */
const AT_ONCE = 6;
/** Milliseconds after which a start counts as over though nobody said so. */
const FORGOTTEN_MS = 20_000;
/** The answer to a launch that nobody waits for any more. */
const NOT_WANTED: Failure = {
  code: "cancelled",
  what: "The launch is not wanted any more.",
  next: "Call again if needed.",
};
/** Milliseconds the platform may take to state its limits before launches go on without. */
const LIMITS_MS = 2_000;

interface Waiting {
  readonly arrivedAt: number;
  readonly deadlineAt: number;
  readonly begin: () => void;
  readonly refuse: (failure: Failure) => void;
}

interface Running {
  readonly begunAt: number;
  readonly forgetting: ReturnType<typeof setTimeout>;
}

/**
 * Lets launches begin in order of arrival, a few at a time and no faster than the platform says;
 * lives in memory, since launches do.
 */
export class LaunchGate {
  readonly #askLimits: () => Promise<PlatformLimits>;
  readonly #waiting = new Map<string, Waiting>();
  readonly #running = new Map<string, Running>();
  /** Launches that have ended since the platform was asked. */
  #over: BegunLaunch[] = [];
  #word: PlatformWord | undefined;
  #asking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(askLimits: () => Promise<PlatformLimits>) {
    this.#askLimits = askLimits;
  }

  /**
   * Resolves when this launch may begin, and throws `platform_limit` as soon as it is known that
   * this comes too late for `deadlineAt`; one that asks again keeps its place.
   */
  enter(key: string, deadlineAt: number): Promise<void> {
    this.#end(key);
    return new Promise((begin, reject) => {
      const refuse = (failure: Failure) => reject(ToolFailure.of(failure));
      this.#waiting.get(key)?.refuse(NOT_WANTED);
      this.#waiting.set(key, { arrivedAt: Date.now(), deadlineAt, begin, refuse });
      this.#step();
    });
  }

  /** Has the platform's word at hand by the time of the next launch. */
  expectLaunch(): void {
    const word = this.#word;
    const isKnown = word !== undefined && !isStale(word, Date.now());
    if (!this.#asking && !isKnown) void this.#ask();
  }

  /** The launch is over, or is not wanted any more. */
  leave(key: string): void {
    this.#end(key);
    this.#waiting.get(key)?.refuse(NOT_WANTED);
    this.#waiting.delete(key);
    this.#step();
  }

  #end(key: string): void {
    const running = this.#running.get(key);
    if (running === undefined) return;
    clearTimeout(running.forgetting);
    this.#running.delete(key);
    this.#over.push({ begunAt: running.begunAt, overAt: Date.now() });
  }

  /** Does what can be done now; is called again by whatever changes that. */
  #step(): void {
    clearTimeout(this.#timer);
    if (this.#asking) return;
    let ahead = 0;
    for (const [key, launch] of this.#waiting) {
      const pace = paceOf(launch, ahead, this.#word, this.#begun(), Date.now());
      if (pace.kind === "ask") return void this.#ask();
      if (pace.kind === "refuse") {
        this.#waiting.delete(key);
        launch.refuse(pace.failure);
        continue;
      }
      if (pace.kind === "begin") {
        if (ahead > 0 || this.#running.size >= AT_ONCE) return;
        this.#begin(key, launch);
        continue;
      }
      if (ahead === 0) this.#stepAt(pace.until);
      ahead++;
    }
  }

  #begin(key: string, launch: Waiting): void {
    this.#waiting.delete(key);
    const forgetting = setTimeout(() => this.leave(key), FORGOTTEN_MS);
    this.#running.set(key, { begunAt: Date.now(), forgetting });
    launch.begin();
  }

  #stepAt(time: number): void {
    this.#timer = setTimeout(() => this.#step(), Math.max(0, time - Date.now()));
  }

  #begun(): BegunLaunch[] {
    const running = [...this.#running.values()];
    return [...running.map(({ begunAt }) => ({ begunAt, overAt: undefined })), ...this.#over];
  }

  /** A platform that fails or is silent here paces nothing: the launch itself will tell. */
  async #ask(): Promise<void> {
    this.#asking = true;
    const askedAt = Date.now();
    this.#over = [];
    const asking = within(this.#askLimits(), LIMITS_MS, () => new Error("no answer"));
    const limits = await asking.catch(() => undefined);
    this.#word = wordOf(limits, askedAt, this.#word);
    this.#asking = false;
    this.#step();
  }
}
