import { grantIds } from "../../grants/directory-client.ts";
import { callsSince } from "../../grants/grant-client.ts";
import type { CallTally, TalliedCalls } from "../../grants/grant-contract.ts";

/** Grants asked at the same time. */
const AT_ONCE = 6;

/** What calls of all grants came to, as far as their objects tell. */
export interface AllCalls {
  readonly calls: readonly (TalliedCalls & { readonly grant: string })[];
  /** Grants of whose rows only the last ones were counted, and those whose objects gave no answer. */
  readonly cut: readonly string[];
  readonly unreachable: readonly string[];
}

/** Asks each grant's own object, several at a time. */
export async function allCalls(since: number): Promise<AllCalls> {
  const ids = [...(await grantIds())];
  const told: { id: string; tally: CallTally | undefined }[] = [];
  const asker = async () => {
    for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
      told.push({ id, tally: await callsSince(id, since).catch(() => undefined) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, asker));
  const idsOf = (is: (tally: CallTally | undefined) => boolean) =>
    told.filter(({ tally }) => is(tally)).map(({ id }) => id);
  return {
    calls: told.flatMap(({ id, tally }) =>
      (tally?.calls ?? []).map((calls) => ({ grant: id, ...calls })),
    ),
    cut: idsOf((tally) => tally?.isWhole === false),
    unreachable: idsOf((tally) => tally === undefined),
  };
}
