import { vi } from "vitest";

/** One line of the log as it was written. */
export interface LogEntry {
  readonly level: string;
  readonly text: string;
}

const LEVELS = ["log", "info", "debug", "warn", "error"] as const;

/** Hears all that is written to the log from here on, until mocks are restored. */
export class HeardLog {
  readonly entries: LogEntry[] = [];

  constructor() {
    for (const level of LEVELS) {
      vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
        this.entries.push({ level, text: words.map(String).join(" ") });
      });
    }
  }

  /** The lines of an event, with their level. */
  of(event: string): Record<string, unknown>[] {
    return this.entries
      .filter(({ text }) => text.startsWith(`{"event":"${event}"`))
      .map(({ level, text }) => ({ level, ...JSON.parse(text) }));
  }
}

/** A dataset that keeps what is written to it. */
export class RecordedPoints {
  readonly points: AnalyticsEngineDataPoint[] = [];

  writeDataPoint(point: AnalyticsEngineDataPoint = {}): void {
    this.points.push(point);
  }
}
