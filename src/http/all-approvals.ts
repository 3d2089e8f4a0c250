import type { Approval } from "../domain/approval.ts";
import { approvalsOf } from "../grants/grant-client.ts";
import { grantIds } from "./grant-ids.ts";

/** Grants asked at the same time. */
const AT_ONCE = 6;
/** Approvals of each kind that one answer carries; the arguments of each may have 64 KB. */
const MOST = 100;

/** What waits, and what was decided or missed lately, over all grants. */
export interface AllApprovals {
  /** The oldest first. */
  readonly pending: readonly Approval[];
  /** The newest first. */
  readonly recent: readonly Approval[];
  /** How many more there are of both kinds, which find no room. */
  readonly left: number;
  /** Grants whose objects gave no answer. */
  readonly unreachable: readonly string[];
}

/** Asks each grant's own object, several at a time. */
export async function allApprovals(): Promise<AllApprovals> {
  const ids = [...(await grantIds())];
  const unreachable: string[] = [];
  const found: Kept = { pending: [], recent: [], left: 0 };
  const asker = async () => {
    for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
      try {
        keep(found, await approvalsOf(id).list());
      } catch {
        unreachable.push(id);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, asker));
  return { ...found, unreachable };
}

interface Kept {
  pending: readonly Approval[];
  recent: readonly Approval[];
  left: number;
}

/** Cut after each grant, so that memory holds no more than the answer. */
function keep(found: Kept, more: readonly Approval[]): void {
  const isPending = ({ state }: Approval) => state === "pending";
  const pending = [...found.pending, ...more.filter(isPending)];
  const recent = [...found.recent, ...more.filter((one) => !isPending(one))];
  pending.sort((a, b) => a.askedAt - b.askedAt);
  recent.sort((a, b) => (b.decidedAt ?? b.expiresAt) - (a.decidedAt ?? a.expiresAt));
  found.pending = pending.slice(0, MOST);
  found.recent = recent.slice(0, MOST);
  found.left += pending.length + recent.length - found.pending.length - found.recent.length;
}
