import type { Passed, Started } from "./relay.ts";

/** Commands that Chrome answers only when the page has stood still for a while. */
const WAITS = /leapfrog\.quiet\(/;

/** Where the milliseconds of one call went, as the relay beside Chrome saw it; they sum up to `wall`. */
export interface Layers {
  readonly wall: number;
  /** From the request to the first message to Chrome, or to its start; and from the last message to the answer. */
  readonly outside: number;
  /** Chrome is started and has no connection yet. */
  readonly start: number;
  /** Chrome has a command, or the next thing to happen is an event of its own. */
  readonly chrome: number;
  /** Chrome has nothing but a command that waits until the page stands still. */
  readonly still: number;
  /** Chrome has nothing to do: its answer travels, the session thinks, the next command travels. */
  readonly between: number;
  /** How often that was so. */
  readonly turns: number;
}

interface Call {
  readonly startedAt: number;
  readonly endedAt: number;
}

type Kind = "outside" | "start" | "chrome" | "still" | "between";

/** Splits the time of a call by what passed meanwhile; `started` is the browser that it started, if any. */
export function layersOf(call: Call, passed: readonly Passed[], started?: Started): Layers {
  const within = passed.filter(({ at }) => at >= call.startedAt && at <= call.endedAt);
  const first = within.findIndex(({ from }) => from === "worker");
  const messages = (first === -1 ? [] : within.slice(first)).map((one) => ({
    ...one,
    ...(JSON.parse(one.text) as { id?: number }),
  }));
  const sums = { outside: 0, start: 0, chrome: 0, still: 0, between: 0 };
  let turns = 0;
  let since = call.startedAt;
  const spend = (kind: Kind, until: number) => {
    sums[kind] += until - since;
    if (kind === "between") turns++;
    since = until;
  };
  if (started !== undefined) {
    spend("outside", started.launchedAt);
    spend("start", started.connectedAt);
  }
  const open = new Map<string, boolean>();
  messages.forEach(({ id, from, connection, text, at }, index) => {
    const isFirst = index === 0 && started === undefined;
    spend(isFirst ? "outside" : kindOf(open, from), at);
    const key = `${connection} ${id}`;
    if (from === "worker") open.set(key, WAITS.test(text));
    else open.delete(key);
  });
  spend("outside", call.endedAt);
  return { wall: call.endedAt - call.startedAt, ...sums, turns };
}

/** What the time until a message was, by whose turn it was. */
function kindOf(open: ReadonlyMap<string, boolean>, next: Passed["from"]): Kind {
  const commands = [...open.values()];
  if (commands.some((waits) => !waits)) return "chrome";
  if (commands.length > 0) return "still";
  return next === "chrome" ? "chrome" : "between";
}
