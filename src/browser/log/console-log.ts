import type { CDPSession, Protocol } from "../cdp.ts";
import { cut } from "../visible-text.ts";
import { consoleText } from "./console-text.ts";
import type { Source } from "./network-log.ts";

/** Messages that are kept, and characters of all of them. */
const MAX_KEPT = 500;
const MAX_SIZE = 500_000;
const MAX_TEXT = 2_000;
const MAX_URL = 300;
/** Messages after which a target is told to let go of what it holds for whoever reads them. */
const RELEASE_EVERY = 500;

/** From the gravest to the least. */
export const CONSOLE_LEVELS = ["error", "warning", "info", "log", "debug"] as const;
export type ConsoleLevel = (typeof CONSOLE_LEVELS)[number];

/** One message, or several of the same that came in a row. */
export interface ConsoleEntry {
  readonly level: ConsoleLevel;
  /** `uncaught` for what no script has caught, `browser` for what Chrome says itself. */
  readonly from: "console" | "uncaught" | "browser";
  readonly text: string;
  /** `address:line:column`, counted from one; undefined where there is none. */
  readonly source: string | undefined;
  readonly place: Source["place"];
  readonly targetId: string | undefined;
  /** Milliseconds since the epoch, of the last one. */
  readonly at: number;
  readonly count: number;
}

const LEVELS: Readonly<Record<string, ConsoleLevel>> = {
  error: "error",
  assert: "error",
  warning: "warning",
  info: "info",
  debug: "debug",
  verbose: "debug",
};

/** What all targets of a session have written to their consoles, bounded in memory. */
export class ConsoleLog {
  #kept: ConsoleEntry[] = [];
  #size = 0;
  #dropped = 0;

  /** Messages that are not kept any more, repeats counted one by one. */
  get dropped(): number {
    return this.#dropped;
  }

  all(): readonly ConsoleEntry[] {
    return this.#kept;
  }

  listen(session: CDPSession, source: Source): void {
    let heard = 0;
    const note = (entry: Omit<ConsoleEntry, "place" | "targetId" | "count">) => {
      this.#note({ ...entry, place: source.place, targetId: source.targetId, count: 1 });
      // Chrome holds every object that was written, until it is told that nobody asks for it.
      if (++heard % RELEASE_EVERY !== 0) return;
      session.send("Runtime.discardConsoleEntries").catch(() => undefined);
      session.send("Runtime.releaseObjectGroup", { objectGroup: "console" }).catch(() => undefined);
    };
    session.on("Runtime.consoleAPICalled", ({ type, args, timestamp, stackTrace }) => {
      if (type === "clear" || type === "endGroup") return;
      const [frame] = stackTrace?.callFrames ?? [];
      const text = consoleText(args);
      note({
        level: LEVELS[type] ?? "log",
        from: "console",
        text,
        source: at(frame),
        at: timestamp,
      });
    });
    session.on("Runtime.exceptionThrown", ({ timestamp, exceptionDetails }) => {
      note({ level: "error", from: "uncaught", ...thrown(exceptionDetails), at: timestamp });
    });
    session.on("Log.entryAdded", ({ entry }) => {
      // What the network log tells with more words.
      if (entry.source === "network") return;
      const { level, text, url, lineNumber, timestamp } = entry;
      const source = url === undefined ? undefined : place(url, lineNumber);
      note({ level: LEVELS[level] ?? "log", from: "browser", text, source, at: timestamp });
    });
  }

  #note(entry: ConsoleEntry): void {
    const text = cut(entry.text, MAX_TEXT);
    const at = Math.round(entry.at);
    const last = this.#kept.at(-1);
    if (last !== undefined && isSame(last, { ...entry, text })) {
      this.#kept[this.#kept.length - 1] = { ...last, at, count: last.count + 1 };
      return;
    }
    this.#kept.push({ ...entry, text, at });
    this.#size += sizeOf({ ...entry, text });
    let gone = 0;
    while (this.#kept.length - gone > MAX_KEPT || this.#size > MAX_SIZE) {
      const oldest = this.#kept[gone++];
      this.#size -= oldest === undefined ? this.#size : sizeOf(oldest);
      this.#dropped += oldest?.count ?? 0;
    }
    if (gone > 0) this.#kept = this.#kept.slice(gone);
  }
}

function isSame(a: ConsoleEntry, b: ConsoleEntry): boolean {
  const key = ({ level, from, text, source, targetId }: ConsoleEntry) =>
    [level, from, text, source, targetId].join("\n");
  return key(a) === key(b);
}

function sizeOf({ text, source = "" }: ConsoleEntry): number {
  return 100 + text.length + source.length;
}

function thrown(details: Protocol.Runtime.ExceptionDetails): {
  text: string;
  source: string | undefined;
} {
  const { exception, text, url, lineNumber, columnNumber, stackTrace } = details;
  const [frame] = stackTrace?.callFrames ?? [];
  const what =
    exception?.description?.split("\n")[0] ?? (exception && consoleText([exception])) ?? "";
  const isPromise = text.includes("in promise");
  return {
    text: `${isPromise ? "unhandled rejection: " : ""}${what === "" ? text : what}`,
    source: at(frame) ?? (url === undefined ? undefined : place(url, lineNumber, columnNumber)),
  };
}

function at(frame: Protocol.Runtime.CallFrame | undefined): string | undefined {
  if (frame === undefined || frame.url === "") return undefined;
  return place(frame.url, frame.lineNumber, frame.columnNumber);
}

function place(url: string, line?: number, column?: number): string {
  const numbers = [line, column].filter((one) => one !== undefined).map((one) => `:${one + 1}`);
  return `${cut(url, MAX_URL)}${numbers.join("")}`;
}
