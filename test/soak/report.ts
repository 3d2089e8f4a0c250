import { inject } from "vitest";
import { CATALOGUE } from "../../src/tools/catalogue.ts";
import type { Leftovers } from "./leftovers.ts";
import type { SoakWorld } from "./soak-world.ts";

/** Milliseconds between two lines at least, and how many there are of a long soak at most. */
const LINE_MS = 30_000;
const MOST_LINES = 30;

interface Memory {
  readonly workerd: number;
  readonly browsers: number;
  readonly browserCount: number;
}

/** Megabytes of the processes of this run. */
async function memory(): Promise<Memory> {
  return (await fetch(`${inject("browsers")}/memory`)).json();
}

/** Notes what there is now and then, and at both ends, so that what grows over a long soak is seen. */
export class Course {
  readonly lines: string[] = [];
  readonly #startedAt = Date.now();

  async note(world: SoakWorld): Promise<void> {
    const { workerd, browsers, browserCount } = await memory();
    const seconds = Math.round((Date.now() - this.#startedAt) / 1_000);
    const line = `after ${seconds} s: ${world.tally.latencies.count} calls, ${world.live.size} sessions, ${world.inUse} of them in use, ${browserCount} browsers; workerd ${workerd} MB, browsers ${browsers} MB`;
    this.lines.push(line);
    console.log(line);
  }

  async go(world: SoakWorld): Promise<void> {
    const everyMs = Math.max(LINE_MS, world.leftMs / MOST_LINES);
    while (!world.over) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(everyMs, world.leftMs)));
      await this.note(world);
    }
  }
}

/** Tools that nobody has called. */
export function uncalled({ tally }: SoakWorld): string[] {
  const called = tally.latencies.tools;
  return CATALOGUE.map(({ name }) => name).filter((name) => !called.includes(name));
}

/** Everything that is told of a soak at its end. */
export function reportOf(
  title: string,
  world: SoakWorld,
  { lines }: Course,
  left: Leftovers,
  browsers: string,
): string {
  return [
    title,
    ...lines,
    `sessions: ${world.everSeen.size}; in use at once: ${world.mostInUse} at most`,
    ...world.tally.summary(),
    `tools never called: ${uncalled(world).join(", ") || "none"}`,
    `places leaked: ${left.places}, leases: ${left.leases}, orphans: ${left.orphans}, sessions with anything stored or an alarm: ${left.sessions.length}, alarm of the pool: ${left.poolAlarm ? "yes" : "no"}`,
    `processes left: ${left.processes.length}; browsers: ${browsers}`,
    "",
  ].join("\n");
}

/** Prints it, and hands it to whoever started the soak. */
export async function tell(report: string): Promise<void> {
  console.log(report);
  await fetch(`${inject("browsers")}/report`, { method: "POST", body: report });
}
