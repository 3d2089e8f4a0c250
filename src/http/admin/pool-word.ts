import { coordinatorFor } from "../../coordinator/coordinator-client.ts";
import type { PoolStatus } from "../../coordinator/coordinator-contract.ts";
import { OWNER } from "../../domain/grant.ts";

/** What of the coordinator's word may be some seconds old. */
export type PoolWord = Pick<PoolStatus, "startedAt" | "platform">;

/** Milliseconds the platform's word is told again, since a dashboard asks every few seconds. */
const WORD_MS = 10_000;

let last: { readonly at: number; readonly word: PoolWord } | undefined;

/** What Browser Run says of the account, and since when the coordinator runs. */
export async function poolWord(): Promise<PoolWord> {
  if (last === undefined || Date.now() - last.at > WORD_MS) {
    const { startedAt, platform } = await coordinatorFor(OWNER.id).status();
    last = { at: Date.now(), word: { startedAt, platform } };
  }
  return last.word;
}
