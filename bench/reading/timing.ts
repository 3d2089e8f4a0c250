import type { Contestant } from "./contestants/contestant.ts";

/** Milliseconds of `rounds` calls of each contestant, in turns, each first in some rounds. */
export async function timeSnapshots(
  contestants: readonly Contestant[],
  rounds: number,
): Promise<number[][]> {
  const times = contestants.map(() => [] as number[]);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const at = (round + turn) % contestants.length;
      const startedAt = performance.now();
      await contestants[at]?.snapshotOnce();
      times[at]?.push(performance.now() - startedAt);
    }
  }
  return times;
}
