import type { Result } from "../domain/failure.ts";
import type { PastCall } from "../policy/forecast.ts";
import type { PolicyCopy, Refusal } from "./grant-contract.ts";

/** A grant as it is made; times are ms since the epoch. */
export interface NewGrant {
  readonly label: string;
  readonly createdAt: number;
  /** SHA-256 of its key in hex; the key itself is kept nowhere. */
  readonly keyDigest: string;
  /** Logins it lets in, `oauth:<subject>` or `access:<subject>`. */
  readonly subjects: readonly string[];
  readonly expiresAt?: number;
  /** Its policy document as JSON. */
  readonly policy?: string;
}

/** Where a policy in force comes from: the admin API, or the settings and the build. */
export interface PolicySource {
  readonly revision: string;
  readonly from: "stored" | "deployment";
}

/** A policy in force with its document. */
export type PolicyInForce = PolicyCopy & PolicySource;

/** What the admin may know of a grant; the owner has no creation and no key here. */
export interface GrantState {
  readonly label: string;
  readonly createdAt?: number;
  readonly rotatedAt?: number;
  readonly expiresAt?: number;
  readonly revokedAt?: number;
  /** Raised whenever older logins have to end. */
  readonly generation: number;
  readonly subjects: readonly string[];
  /** Why nobody may use it any more. */
  readonly ended?: Refusal;
  readonly policy?: PolicySource;
}

/** What came of a change to a grant that may be over. */
export type Change =
  | { readonly ok: true; readonly state: GrantState }
  | { readonly ok: false; readonly refusal: Refusal };

/** What the admin asks of a grant's object; failures cross as values. */
export interface GrantAdminRpc {
  /** False, and nothing is changed, where the object has a grant already, or this one comes too late. */
  establish(grant: NewGrant): Promise<Result<boolean>>;
  /** Null where there is no grant. */
  describe(): Promise<Result<GrantState | null>>;
  /** The policy in force; null for none. */
  readPolicy(): Promise<Result<PolicyInForce | null>>;
  /** Puts another key in place of the one there is. */
  rotate(keyDigest: string): Promise<Result<Change>>;
  /** A grant that is revoked already stays so. */
  revoke(): Promise<Result<Change>>;
  /** Stores a policy document, or takes the stored one away. */
  storePolicy(document: string | undefined): Promise<Result<Change>>;
  /** The newest first. */
  lastDecisions(limit: number): Promise<Result<readonly PastCall[]>>;
}
