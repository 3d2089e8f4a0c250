import { ACTING } from "./acting-episodes.ts";
import { FILES } from "./file-episodes.ts";
import { HOSTILITY } from "./hostile-episodes.ts";
import { MEMORY } from "./memory-episodes.ts";
import { NETWORK } from "./network-episodes.ts";
import { PEOPLE } from "./people-episodes.ts";
import { PROFILES } from "./profile-episodes.ts";
import type { Random } from "./random.ts";
import { READING } from "./reading-episodes.ts";
import type { Episode, Episodes } from "./soak-agent.ts";
import { TABS } from "./tab-episodes.ts";

/** All that agents do with sessions. */
export const EPISODES: Episodes = {
  ...READING,
  ...ACTING,
  ...TABS,
  ...NETWORK,
  ...FILES,
  ...MEMORY,
  ...PROFILES,
  ...PEOPLE,
  ...HOSTILITY,
};

const WEIGHTS = Object.fromEntries(
  Object.entries(EPISODES).map(([name, [weight]]) => [name, weight]),
);

/** One of them, as often as its weight says. */
export function someEpisode(random: Random): readonly [name: string, episode: Episode] {
  const name = random.weighted(WEIGHTS);
  return [name, EPISODES[name]?.[1] ?? (async () => undefined)];
}
