import { makeZip } from "client-zip";
import type { Exchange } from "../../../browser/log/exchange.ts";
import type { TraceFrames } from "../../../domain/trace-frame.ts";
import { pictureName, type TraceParts, traceEvents, traceRequests } from "./trace-events.ts";

/** Characters of lines that go out at once. */
const BATCH = 65_536;

export interface TraceFile extends TraceParts {
  readonly exchanges: readonly Exchange[];
  /** Takes the session's secrets out of a text. */
  readonly hide: (text: string) => string;
}

/** A zip that Playwright's trace viewer opens, as it is made; one picture is held at a time. */
export async function* traceZip(file: TraceFile, frames: TraceFrames): AsyncGenerator<Uint8Array> {
  for await (const chunk of makeZip(filesOf(file, frames))) yield chunk;
}

function* filesOf(file: TraceFile, frames: TraceFrames) {
  const { hide, exchanges } = file;
  const lastModified = new Date(file.frames.at(-1)?.at ?? file.steps.at(-1)?.at ?? 0);
  const lines = (events: Iterable<unknown>) => linesOf(events, hide);
  yield { name: "trace.trace", lastModified, input: lines(traceEvents(file)) };
  yield { name: "trace.network", lastModified, input: lines(traceRequests(exchanges, file)) };
  for (const frame of file.frames) {
    const input = frames.read(frame.number);
    if (input !== undefined) {
      yield { name: `resources/${pictureName(frame)}`, lastModified, input };
    }
  }
}

async function* linesOf(
  events: Iterable<unknown>,
  hide: (text: string) => string,
): AsyncGenerator<string> {
  let batch = "";
  for (const event of events) {
    batch += `${hide(JSON.stringify(event))}\n`;
    if (batch.length < BATCH) continue;
    yield batch;
    batch = "";
  }
  if (batch !== "") yield batch;
}
