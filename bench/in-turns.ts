/**
 * Has all do some work in turns, each first in some rounds, so that what else the machine does hits
 * them alike; rounds of the warm-up do not count.
 */
export async function inTurns<T>(
  all: readonly T[],
  { rounds, warmUp }: { readonly rounds: number; readonly warmUp: number },
  work: (one: T, counts: boolean) => Promise<void>,
): Promise<void> {
  for (let round = -warmUp; round < rounds; round++) {
    for (let turn = 0; turn < all.length; turn++) {
      const one = all[(round + warmUp + turn) % all.length];
      if (one !== undefined) await work(one, round >= 0);
    }
  }
}
