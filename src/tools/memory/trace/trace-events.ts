import type { ConsoleEntry } from "../../../browser/log/console-log.ts";
import type { Exchange } from "../../../browser/log/exchange.ts";
import type { RecordedStep } from "../../../domain/recorded-step.ts";
import { redactText, redactUrl } from "../../../domain/redact-credentials.ts";
import type { TraceFrame } from "../../../domain/trace-frame.ts";
import { harEntries } from "../../network/har.ts";

/** Version of the format, as Playwright 1.44 and later read it. */
const VERSION = 8;
/** Where all pictures are said to come from; each snapshot says which one it is there. */
const PICTURE = "https://trace.invalid/picture.jpeg";

/** What a trace is made of. */
export interface TraceParts {
  readonly title: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly steps: readonly RecordedStep[];
  readonly frames: readonly TraceFrame[];
  readonly console: readonly ConsoleEntry[];
}

type Event = Readonly<Record<string, unknown>>;

/** Name of a picture in the file. */
export function pictureName({ number }: TraceFrame): string {
  return `frame-${number}.jpeg`;
}

/** The events of a trace in their order; times are milliseconds since it began. */
export function* traceEvents(parts: TraceParts): Generator<Event> {
  const { title, viewport, steps, frames, console } = parts;
  const began = beginningOf(parts);
  const clock = (at: number) => at - began;
  yield {
    version: VERSION,
    type: "context-options",
    origin: "library",
    browserName: "chromium",
    options: { viewport },
    platform: "linux",
    wallTime: began,
    monotonicTime: 0,
    sdkLanguage: "javascript",
    title,
    contextId: "leapfrog",
  };
  for (const frame of frames) {
    yield {
      type: "screencast-frame",
      pageId: pageOf(frame.tab),
      sha1: pictureName(frame),
      width: frame.width,
      height: frame.height,
      timestamp: clock(frame.at),
    };
  }
  for (const step of steps) yield* stepEvents(step, frames, clock);
  for (const entry of console) yield consoleEvent(entry, clock);
}

/** The requests of a trace, and the one that stands for its pictures. */
export function* traceRequests(
  exchanges: readonly Exchange[],
  parts: Pick<TraceParts, "steps" | "frames">,
): Generator<Event> {
  const began = beginningOf(parts);
  yield pictureRequest(began);
  for (const { startedAt, entry } of harEntries(exchanges)) {
    yield { type: "resource-snapshot", snapshot: { ...entry, _monotonicTime: startedAt - began } };
  }
}

function pictureRequest(began: number): Event {
  const head = { httpVersion: "HTTP/1.1", cookies: [], headers: [], headersSize: -1, bodySize: -1 };
  const snapshot = {
    startedDateTime: new Date(began).toISOString(),
    time: 0,
    request: { method: "GET", url: PICTURE, queryString: [], ...head },
    response: {
      status: 200,
      statusText: "",
      redirectURL: "",
      content: { size: -1, mimeType: "image/jpeg" },
      ...head,
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    comment: "stands for the pictures that snapshots show",
    _monotonicTime: -1,
  };
  return { type: "resource-snapshot", snapshot };
}

/** When the first thing in it was. */
function beginningOf({ steps, frames }: Pick<TraceParts, "steps" | "frames">): number {
  const times = [...steps.slice(0, 1), ...frames.slice(0, 1)].map(({ at }) => at);
  return times.length === 0 ? 0 : Math.min(...times);
}

function* stepEvents(
  step: RecordedStep,
  frames: readonly TraceFrame[],
  clock: (at: number) => number,
): Generator<Event> {
  const { number, tool, args, at, ms, code, outcome, tab, masked } = step;
  const callId = `call@${number}`;
  const before = frames.findLast((frame) => frame.at <= at);
  const after = frames.find((frame) => frame.at >= at + ms);
  const hidden = Object.fromEntries(masked.map((name) => [name, "(not kept)"]));
  const action = typeof args.action === "string" ? args.action : tool;
  const names = { beforeSnapshot: `before@${callId}`, afterSnapshot: `after@${callId}` };
  yield {
    type: "before",
    callId,
    startTime: clock(at),
    title: [action, step.targets.target?.label ?? ""].join(" ").trim(),
    class: "Page",
    method: action,
    params: shown({ ...args, ...hidden }),
    pageId: pageOf(tab),
    ...(before === undefined ? {} : { beforeSnapshot: names.beforeSnapshot }),
  };
  if (before !== undefined) yield snapshotOf(before, callId, names.beforeSnapshot, clock);
  if (outcome !== "") yield { type: "log", callId, time: clock(at + ms), message: outcome };
  yield {
    type: "after",
    callId,
    endTime: clock(at + ms),
    ...(code === "ok" ? {} : { error: { name: "Error", message: code } }),
    ...(after === undefined ? {} : { afterSnapshot: names.afterSnapshot }),
  };
  if (after !== undefined) yield snapshotOf(after, callId, names.afterSnapshot, clock);
}

/** A document that is nothing but the picture of the page. */
function snapshotOf(
  frame: TraceFrame,
  callId: string,
  snapshotName: string,
  clock: (at: number) => number,
): Event {
  const { width, height, url, tab, at } = frame;
  const picture = ["IMG", { src: PICTURE, width: String(width), height: String(height) }];
  return {
    type: "frame-snapshot",
    snapshot: {
      callId,
      snapshotName,
      pageId: pageOf(tab),
      frameId: `frame@${tab}`,
      frameUrl: redactUrl(url),
      doctype: "html",
      html: ["HTML", {}, ["HEAD", {}], ["BODY", { style: "margin:0" }, picture]],
      viewport: { width, height },
      timestamp: clock(at),
      wallTime: at,
      collectionTime: 0,
      resourceOverrides: [{ url: PICTURE, sha1: pictureName(frame) }],
      isMainFrame: true,
    },
  };
}

function consoleEvent(entry: ConsoleEntry, clock: (at: number) => number): Event {
  const { level, text, source = "", at } = entry;
  const [, url = source, line = "0"] = /^(.*?):(\d+)(?::\d+)?$/.exec(source) ?? [];
  return {
    type: "console",
    messageType: level,
    text: redactText(text),
    args: [],
    location: { url: redactUrl(url), lineNumber: Math.max(0, Number(line) - 1), columnNumber: 0 },
    time: clock(at),
    pageId: pageOf(0),
  };
}

function pageOf(tab: number): string {
  return `page@${tab}`;
}

/** Arguments as they may be shown to whoever is given the file. */
function shown(args: Readonly<Record<string, unknown>>): unknown {
  return JSON.parse(JSON.stringify(args), (_key, value: unknown) =>
    typeof value === "string" ? redactText(value).slice(0, 2_000) : value,
  );
}
