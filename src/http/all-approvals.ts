import type { ApprovalHead, ApprovalList } from "../domain/approval.ts";
import { grantOfApproval } from "../domain/ids.ts";
import { grantIds } from "../grants/directory-client.ts";
import { approvalsOf } from "../grants/grant-client.ts";

/** Grants asked at the same time. */
const AT_ONCE = 6;
/** Approvals of each kind that one answer carries; the arguments of one that waits may have 64 KB. */
const MOST = 100;

/** What waits, and what was decided or missed lately, over all grants. */
export interface AllApprovals extends ApprovalList {
  /** How many more there are of both kinds, which find no room. */
  readonly left: number;
  /** Grants whose objects gave no answer. */
  readonly unreachable: readonly string[];
}

/** The approvals among which one of this id would be; an id that names no grant reaches no object. */
export async function approvalsWith(id: string) {
  const grantId = grantOfApproval(id);
  if (grantId === undefined || !(await grantIds()).includes(grantId)) return undefined;
  return approvalsOf(grantId);
}

/** Asks each grant's own object, several at a time. */
export async function allApprovals(): Promise<AllApprovals> {
  const ids = [...(await grantIds())];
  let all: AllApprovals = { pending: [], recent: [], left: 0, unreachable: [] };
  const asker = async () => {
    for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
      const list = await approvalsOf(id)
        .list()
        .catch(() => undefined);
      all =
        list === undefined ? { ...all, unreachable: [...all.unreachable, id] } : joined(all, list);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, asker));
  return all;
}

/** Cut after each grant, so that memory holds no more than the answer. */
function joined(all: AllApprovals, more: ApprovalList): AllApprovals {
  const pending = [...all.pending, ...more.pending].sort((a, b) => a.askedAt - b.askedAt);
  const recent = [...all.recent, ...more.recent].sort((a, b) => overAt(b) - overAt(a));
  const left = [pending, recent].map(({ length }) => Math.max(0, length - MOST));
  return {
    pending: pending.slice(0, MOST),
    recent: recent.slice(0, MOST),
    left: left.reduce((sum, count) => sum + count, all.left),
    unreachable: all.unreachable,
  };
}

function overAt({ decidedAt, expiresAt }: ApprovalHead): number {
  return decidedAt ?? expiresAt;
}
