import type { Approval, ApprovalHead } from "../../domain/approval.ts";

/** What `/admin` answers, as far as the dashboard shows it; times are ISO 8601. */

/** What an agent waits for a person to do. */
export interface ShownRequest {
  /** The agent's own words. */
  readonly reason: string;
  readonly askedAt: string;
  readonly expiresAt: string;
}

/** A live session; null is what its object did not tell. */
export interface ShownSession {
  readonly grantId: string;
  readonly grantLabel: string;
  readonly sessionId: string;
  readonly name: string | null;
  readonly pinned: boolean;
  readonly createdAt: string;
  readonly state: "ready" | "busy" | "restoring" | "waiting for human" | "unknown";
  readonly tabs: number | null;
  readonly idleSeconds: number | null;
  readonly expiresAt: string | null;
  readonly origin: string | null;
  readonly request: ShownRequest | null;
  readonly viewers: number;
  readonly holder: string | null;
}

/** What Browser Run says of the account; what it leaves out is missing. */
export interface ShownPlatform {
  readonly active: number;
  readonly limit?: number;
  readonly mayStart?: number;
  readonly untilNextMs?: number;
}

/** Everything that runs. */
export interface Overview {
  readonly version: string;
  readonly now: string;
  readonly stopped: boolean;
  readonly pool: { readonly used: number; readonly limit: number };
  readonly platform: ShownPlatform | null;
  /** How many calls wait for a verdict. */
  readonly approvals: number;
  readonly sessions: readonly ShownSession[];
}

/** A call that a person decides on, or has; its arguments come only with those that wait. */
export type ShownApproval = InWords<ApprovalHead, "askedAt" | "expiresAt" | "decidedAt"> &
  Partial<Pick<Approval, "args">>;

/** The same with these times as the server writes them. */
type InWords<T, Times extends keyof T> = Omit<T, Times> & {
  readonly [Time in keyof Pick<T, Times>]: string;
};

/** All approvals, as far as one answer holds them. */
export interface ShownApprovals {
  readonly pending: readonly ShownApproval[];
  readonly recent: readonly ShownApproval[];
  readonly left: number;
  readonly unreachable: readonly string[];
}

/** A grant as it is listed. */
export interface ShownGrant {
  readonly id: string;
  readonly label: string;
  readonly state: "active" | "expired" | "revoked";
  readonly createdAt?: string;
  readonly rotatedAt?: string;
  readonly expires?: string;
  readonly revokedAt?: string;
  readonly subjects: readonly string[];
  readonly policy: { readonly revision: string; readonly from: "stored" | "deployment" } | null;
}

/** How calls of one tool went, and would go. */
export interface ShownForecast {
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
}

/** What the last calls would meet under a policy. */
export interface ShownDryRun {
  readonly calls: number;
  readonly tools: Readonly<Record<string, ShownForecast>>;
}

/** The id under which the owner's grant is listed. */
export const OWNER_ID = "owner";
