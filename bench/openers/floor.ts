import type { TwoServers } from "../two-servers.ts";
import type { Opener } from "./opener.ts";

/** Milliseconds of the floor's parts, one entry for each `open`. */
export type Phases = Record<string, number[]>;

/** The bare Worker; what the parts of single openings took goes into `phases`. */
export function floorOpener({ floor }: TwoServers, url: string, phases: Phases): Opener {
  const opened = new Set<string>();
  const open = async () => {
    const answer = (await askFloor(floor.url, "/open", { url })) as Opened;
    opened.add(answer.id);
    return answer.phases;
  };
  return {
    name: "raw CDP",
    ready: async () => {},
    async open() {
      for (const [name, ms] of Object.entries(await open())) {
        phases[name] ??= [];
        phases[name].push(ms);
      }
    },
    async openMany(count) {
      await Promise.all(Array.from({ length: count }, open));
    },
    async clear() {
      await Promise.all([...opened].map((id) => askFloor(floor.url, "/close", { id })));
      opened.clear();
    },
    running: () => floor.running(),
  };
}

interface Opened {
  readonly id: string;
  readonly phases: Readonly<Record<string, number>>;
}

/** Asks the bare Worker something; throws when it does not answer well. */
export async function askFloor(
  origin: string,
  path: string,
  query: Record<string, string>,
): Promise<unknown> {
  const response = await fetch(`${origin}${path}?${new URLSearchParams(query)}`, {
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok) throw new Error(`the floor answered ${response.status}`);
  return response.json();
}
