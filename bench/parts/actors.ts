import type { Actor } from "../acting/actors/actor.ts";
import { startFloor } from "../acting/actors/floor.ts";
import { actorOf } from "../acting/actors/ours.ts";
import { startRivals } from "../acting/actors/rivals.ts";
import type { Keep } from "../closing.ts";
import { endpointOf } from "../openers/product.ts";
import { isRival } from "../report/contestants.ts";
import type { World } from "./world.ts";

/** All who act, raw CDP first; Chrome DevTools MCP once for each way to ask it. */
export async function startActors(
  { servers, folder, present }: World,
  keep: Keep,
): Promise<Actor[]> {
  const own = [keep(await startFloor()), keep(await actorOf(endpointOf(servers.product.url)))];
  return [...own, ...(present.some(isRival) ? await startRivals(folder, keep) : [])];
}
