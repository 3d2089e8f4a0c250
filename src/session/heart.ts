import type { PlaceKeeper } from "../coordinator/coordinator-client.ts";
import type { Config } from "../domain/config.ts";
import type { BrowserLink } from "./browser-link.ts";
import { rested } from "./call-runner.ts";
import { decideAlarm, expiryOf, nextAlarmAt } from "./session-lifetime.ts";
import type { SessionRecord } from "./session-record.ts";

/** Milliseconds after which a failed alarm rings again. */
const RETRY_MS = 5_000;
/** Milliseconds after which a broken connection is looked into; a call in progress is sooner. */
const LOOK_MS = 1_000;

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

  async arm(): Promise<void> {
    const { config, storage, callsInProgress } = this.#parts;
    const record = this.#parts.record();
    if (record === undefined || record.ended === true) return;
    await storage.setAlarm(nextAlarmAt(record, config, Date.now(), callsInProgress()));
  }

  /** A broken connection is looked into soon, so that its loss is known before the next call. */
  async lookSoon(): Promise<void> {
    if (this.#parts.record() === undefined) return;
    await this.#parts.storage.setAlarm(Date.now() + LOOK_MS);
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
    const { config, callsInProgress, end, sleep } = this.#parts;
    const record = this.#parts.record();
    if (record === undefined) return;
    const decision = decideAlarm(record, config, Date.now(), callsInProgress());
    if (decision === "end") return end();
    if (decision === "sleep") return sleep(record);
    if (decision === "beat" || decision === "beat and renew") await this.#beat(record);
    if (decision === "renew" || decision === "beat and renew") await this.#renew(record);
  }

  async #beat(record: SessionRecord): Promise<void> {
    const { link, save } = this.#parts;
    try {
      await link.beat(record);
      record.beats++;
    } catch (error) {
      if (await link.exists(record)) throw error;
      // A call may have found it out at the same time.
      if (record.rest === undefined) rested(record, "the platform ended it");
    }
    save();
  }

  async #renew(record: SessionRecord): Promise<void> {
    const { config, keeper, lose, save } = this.#parts;
    const kept = await keeper(record).renew(record.sessionId, expiryOf(record, config));
    if (!kept) await lose(record, "its place in the pool lapsed");
    record.beats = 0;
    save();
  }
}
