import type { Grant, Identity } from "../domain/grant.ts";
import { grantGate } from "../grants/grant-client.ts";
import type { PolicyCopy, Refusal } from "../grants/grant-contract.ts";

/** A request that was let in, with what its grant may do. */
export type Entered =
  | {
      readonly ok: true;
      readonly grant: Grant;
      readonly subject?: string;
      readonly policy: PolicyCopy | undefined;
      readonly isStopped: boolean;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** Asks the grant's object whether it lets an identity in. */
export async function enterGrant({ grantId, proof }: Identity): Promise<Entered> {
  const entry = await grantGate(grantId).enter(proof);
  if (!entry.ok) return entry;
  const subject = "subject" in proof ? { subject: proof.subject } : {};
  return {
    ok: true,
    grant: { id: grantId },
    ...subject,
    policy: entry.policy,
    isStopped: entry.isStopped === true,
  };
}
