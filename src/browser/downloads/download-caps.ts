import { MAX_DOWNLOADS_A_CALL, MAX_DOWNLOADS_AN_HOUR } from "../../domain/limits.ts";
import { ENDS, type NotKept } from "./download.ts";

const HOUR_MS = 3_600_000;

/** Downloads that were let go on in the hour that began at `since`, in ms since the epoch. */
export interface HourCount {
  readonly since: number;
  readonly begun: number;
}

/** Bounds how many downloads are let go on, since a page may start them for as long as it is open. */
export class DownloadCaps {
  #sinceCall = 0;
  #hour: HourCount;

  constructor(hour: HourCount = { since: 0, begun: 0 }) {
    this.#hour = hour;
  }

  get hour(): HourCount {
    return this.#hour;
  }

  /** Why there may be no other now. */
  get refusal(): NotKept | undefined {
    if (this.#thisHour().begun >= MAX_DOWNLOADS_AN_HOUR) return ENDS.tooManyAnHour;
    return this.#sinceCall >= MAX_DOWNLOADS_A_CALL ? ENDS.tooManyACall : undefined;
  }

  onCall(): void {
    this.#sinceCall = 0;
  }

  count(): void {
    const { since, begun } = this.#thisHour();
    this.#hour = { since, begun: begun + 1 };
    this.#sinceCall++;
  }

  #thisHour(): HourCount {
    const now = Date.now();
    return now - this.#hour.since < HOUR_MS ? this.#hour : { since: now, begun: 0 };
  }
}
