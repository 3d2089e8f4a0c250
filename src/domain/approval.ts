/** Characters of the arguments that an approver can be shown; a longer call cannot be approved. */
export const MAX_APPROVAL_ARGS = 64 * 1024;
/** Approvals of one grant that may wait for a person. */
export const MAX_PENDING_APPROVALS = 20;
/** Characters of an approver's note. */
export const MAX_APPROVAL_NOTE = 300;

/**
 * Where an approval stands: `expired` was not decided in time, `lapsed` was approved and not used in
 * time; each of the others is as its name says.
 */
export type ApprovalState = "pending" | "approved" | "declined" | "used" | "expired" | "lapsed";

/** What a list tells of an approval; times are ms since the epoch. */
export interface ApprovalHead {
  readonly id: string;
  readonly grantId: string;
  readonly tool: string;
  readonly sessionId?: string;
  /** Origin of the page the call is made on. */
  readonly origin?: string;
  readonly reason: string;
  /** Pointer into the policy. */
  readonly rule: string;
  readonly state: ApprovalState;
  readonly askedAt: number;
  /** Until when it can be decided, or, once it is approved, used. */
  readonly expiresAt: number;
  readonly decidedAt?: number;
  readonly note?: string;
}

/** One call that a person has to look at. */
export interface Approval extends ApprovalHead {
  /** The arguments as JSON, whole but for credentials. */
  readonly args: string;
}

/** The approvals of a grant. */
export interface ApprovalList {
  /** Those that wait, the oldest first. */
  readonly pending: readonly Approval[];
  /** What was decided or missed in the last hour, the newest first; without the arguments' weight. */
  readonly recent: readonly ApprovalHead[];
}

/** A person's word on a call. */
export interface Verdict {
  readonly decision: "approve" | "decline";
  readonly note: string;
}

/** What became of a verdict: a call is decided once, and only in time. */
export type Decided =
  | { readonly kind: "decided"; readonly approval: Approval }
  | { readonly kind: "too_late"; readonly approval: Approval }
  | { readonly kind: "unknown" };

/** An approval as its story is told; times in the words of whoever reads it. */
export interface ToldApproval extends Pick<ApprovalHead, "state"> {
  /** When it was decided. */
  readonly at: string | undefined;
  readonly until: string;
  readonly note: string;
}

/** What has become of an approval that waits no more, in a sentence. */
export function approvalStory({ state, at, until, note }: ToldApproval): string {
  const when = at === undefined ? "" : ` at ${at}`;
  const said = note === "" ? "" : ` Note: ${note}`;
  if (state === "approved") {
    return `Approved${when}. The agent may make exactly this call once, until ${until}.${said}`;
  }
  if (state === "used") return `Approved${when}, and the call was let through.${said}`;
  if (state === "declined") {
    return `Declined${when}. The agent is told so when it calls again.${said}`;
  }
  if (state === "lapsed") return `Approved${when}, but the agent did not call until ${until}.`;
  return `Nobody decided until ${until}. The agent has to ask again.`;
}
