import type { PlaceKeeper } from "../coordinator/coordinator-client.ts";
import type { Config } from "../domain/config.ts";
import { BEATS_PER_RENEWAL } from "../domain/limits.ts";
import type { BrowserLink } from "./browser-link.ts";
import { decideAlarm, expiryOf, nextAlarmAt } from "./session-lifetime.ts";
import { loseBrowser, type SessionRecord } from "./session-record.ts";

/** Milliseconds after which a failed alarm rings again. */
const RETRY_MS = 5_000;
/** Milliseconds after which a broken connection is looked into; a call in progress is sooner. */
const LOOK_MS = 1_000;
/** Milliseconds after which it is looked into when the last look is not longer ago. */
const RESTLESS_MS = 10_000;

export interface HeartParts {
  readonly storage: DurableObjectStorage;
  readonly link: BrowserLink;
  readonly config: Config;
  /** The session's record; undefined for an object that holds none. */
  readonly record: () => SessionRecord | undefined;
  readonly keeper: (record: SessionRecord) => PlaceKeeper;
  readonly callsInProgress: () => number;
  readonly save: () => void;
  readonly sleep: (record: SessionRecord) => Promise<void>;
  /** Notes that the session is over though nobody ended it. */
  readonly lose: (record: SessionRecord, reason: string) => Promise<unknown>;
  readonly end: () => Promise<void>;
  readonly log: (event: string, error: unknown) => void;
}

/** What the session's one alarm does: keeps browser and place, puts to sleep, ends. */
export class Heart {
  readonly #parts: HeartParts;
  #lookedAt = 0;

  constructor(parts: HeartParts) {
    this.#parts = parts;
  }

  /** Never throws: six throws in a row would end alarms for good. */
  async ring(): Promise<void> {
    try {
      await this.#act();
      await this.arm();
    } catch (error) {
      this.#parts.log("alarm_failed", error);
      await this.armRetry();
    }
  }

  /** Never puts off an alarm that is set: calls in quick succession would put off every heartbeat. */
  async arm(): Promise<void> {
    const { config, callsInProgress } = this.#parts;
    const record = this.#parts.record();
    if (record === undefined || record.ended === true) return;
    await this.#ringBy(nextAlarmAt(record, config, Date.now(), callsInProgress()));
  }

  /** A broken connection is looked into soon, so that its loss is known before the next call. */
  async lookSoon(): Promise<void> {
    if (this.#parts.record() === undefined) return;
    const now = Date.now();
    // A page that breaks one connection after the other is not run after.
    const wait = now - this.#lookedAt < RESTLESS_MS ? RESTLESS_MS : LOOK_MS;
    this.#lookedAt = now;
    await this.#ringBy(now + wait);
  }

  async #ringBy(at: number): Promise<void> {
    const { storage } = this.#parts;
    const set = await storage.getAlarm();
    if (set === null || at < set) await storage.setAlarm(at);
  }

  /** Where even this fails, the next call arms the alarm, and without one the lease lapses. */
  async armRetry(): Promise<void> {
    try {
      await this.#parts.storage.setAlarm(Date.now() + RETRY_MS);
    } catch (error) {
      this.#parts.log("no_alarm", error);
    }
  }

  async #act(): Promise<void> {
    const { config, callsInProgress, end } = this.#parts;
    const record = this.#parts.record();
    if (record === undefined) return;
    const decision = decideAlarm(record, config, Date.now(), callsInProgress());
    if (decision === "end") return end();
    const asleep = decision === "sleep" && (await this.#sleep(record));
    if (decision === "wait") return;
    // First the lease: a browser that does not answer is no reason to lose the place.
    const isDue = decision === "renew" || record.beats + 1 >= BEATS_PER_RENEWAL;
    if (isDue || asleep) await this.#renew(record);
    if (record.rest === undefined && record.lost === undefined) await this.#beat(record);
  }

  /** False when the browser has to be kept awake for now. */
  async #sleep(record: SessionRecord): Promise<boolean> {
    const { link, log, sleep } = this.#parts;
    try {
      await sleep(record);
      return record.rest !== undefined;
    } catch (error) {
      log("sleep_failed", error);
      link.disconnect();
      return record.rest !== undefined;
    }
  }

  async #beat(record: SessionRecord): Promise<void> {
    const { link, save } = this.#parts;
    const { browserId } = record;
    record.beats++;
    try {
      await link.beat(record);
    } catch (error) {
      if (await link.exists(record)) throw error;
      // A call may have found it out at the same time, and have another browser by now.
      const isSame = record.browserId === browserId && record.rest === undefined;
      if (isSame) loseBrowser(record, "the platform ended it");
    }
    save();
  }

  async #renew(record: SessionRecord): Promise<void> {
    const { config, keeper, lose, save } = this.#parts;
    const kept = await keeper(record).renew(record.sessionId, expiryOf(record, config));
    record.beats = 0;
    save();
    if (!kept) await lose(record, "its place in the pool lapsed");
  }
}
