import type { Result } from "../domain/failure.ts";
import type { KeyedCharge } from "../policy/charges.ts";
import type { Spent } from "../policy/facts.ts";
import type { ReservationToken } from "../policy/windows.ts";
import type { AuditRpc } from "./audit-contract.ts";
import type { Taken } from "./counter-shelf.ts";

/** A grant as the list knows it; times are ms since the epoch. */
export interface GrantEntry {
  readonly id: string;
  readonly label: string;
  readonly createdAt: number;
  readonly revokedAt?: number;
}

export interface NewEntry {
  readonly label: string;
  readonly subjects: readonly string[];
  readonly requestId: string;
}

/** What became of a new grant: one login leads to one grant. */
export type Added =
  | { readonly kind: "added"; readonly id: string }
  | { readonly kind: "full"; readonly limit: number }
  | { readonly kind: "taken"; readonly subject: string; readonly grantId: string };

/** What an admin does, as the audit of admins tells it; never with a key or a document. */
export interface AdminDeed {
  /** Such as `grant.rotate`. */
  readonly what: string;
  /** Undefined for what concerns all of them. */
  readonly grantId?: string;
  /** The session of that grant which it is done to. */
  readonly sessionId?: string;
  readonly requestId: string;
  /** Of the policy that is to be stored. */
  readonly revision?: string;
  /** Its name. */
  readonly secret?: string;
}

/** The directory object's RPC surface; failures cross it as values. */
export interface DirectoryRpc extends AuditRpc {
  /** Takes charges of scope `server`, all or none. */
  reserve(charges: readonly KeyedCharge[]): Promise<Result<Taken>>;
  giveBack(tokens: readonly ReservationToken[]): Promise<Result<null>>;
  addCosts(charges: readonly KeyedCharge[], spent: Spent): Promise<Result<null>>;
  /** Draws an id; its object is to be told next. */
  addGrant(grant: NewEntry): Promise<Result<Added>>;
  listGrants(): Promise<Result<readonly GrantEntry[]>>;
  /** Null for an id that was not drawn here. */
  findGrant(id: string): Promise<Result<GrantEntry | null>>;
  /** The grant of a login, `access:<subject>` in small letters; null for none. */
  grantOf(subject: string): Promise<Result<string | null>>;
  /** Frees the logins of a grant that its object has ended, and its place. */
  grantRevoked(id: string): Promise<Result<null>>;
  /** For a grant whose object was never told of it. */
  forgetGrant(id: string): Promise<Result<null>>;
  /** Turns the kill switch for grants that are still to come. */
  stop(on: boolean): Promise<Result<null>>;
  isStopped(): Promise<Result<boolean>>;
  /** Writes what an admin is about to do, so that nothing is done that is not written. */
  noteDeed(deed: AdminDeed): Promise<Result<null>>;
}
