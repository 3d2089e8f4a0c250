import { OWNER, type Proof } from "../domain/grant.ts";
import { GRANT_MAKING_MS } from "../domain/limits.ts";
import type { Sql } from "../domain/sql.ts";
import { ownerPolicy } from "../policy/owner-policy.ts";
import { digestOf, sameDigest } from "./digest.ts";
import type { Change, GrantState, NewGrant, PolicyInForce } from "./grant-admin-contract.ts";
import type { Entry, Refusal } from "./grant-contract.ts";
import { type IdentityFacts, IdentityRow } from "./identity-row.ts";
import { PolicyShelf } from "./policy-shelf.ts";

/** Who a grant is for and what it may do. */
export class Identity {
  readonly #isOwner: boolean;
  readonly #policySetting: string | undefined;
  readonly #row: IdentityRow;
  readonly #shelf: PolicyShelf;

  constructor(sql: Sql, grantId: string, policySetting: string | undefined) {
    this.#isOwner = grantId === OWNER.id;
    this.#policySetting = policySetting;
    this.#row = new IdentityRow(sql);
    this.#shelf = new PolicyShelf(sql);
  }

  /** Whether a proof lets in, and to what. */
  enter(proof: Proof): Entry {
    const refusal = this.refusalOf(proof);
    return refusal === undefined ? { ok: true, policy: this.policy } : { ok: false, refusal };
  }

  /** Undefined for a proof that lets in. A key that is not the grant's learns nothing of the grant. */
  refusalOf(proof: Proof): Refusal | undefined {
    if (this.#isOwner)
      return proof.kind === "owner" || proof.kind === "link" ? undefined : "unknown";
    const facts = this.#row.read();
    if (facts === undefined || !this.#proves(facts, proof)) return "unknown";
    return endOf(facts);
  }

  /** Why nobody may use the grant any more; undefined while it is good. */
  get ended(): Refusal | undefined {
    if (this.#isOwner) return undefined;
    const facts = this.#row.read();
    return facts === undefined ? "unknown" : endOf(facts);
  }

  /** What the admin calls the grant. */
  get label(): string | undefined {
    return this.#isOwner ? OWNER.id : this.#row.read()?.label;
  }

  /** The policy in force; the owner's falls back to the deployment's. */
  get policy(): PolicyInForce | undefined {
    const stored = this.#shelf.copy;
    if (stored !== undefined) return { ...stored, from: "stored" };
    const owner = this.#isOwner ? ownerPolicy(this.#policySetting) : undefined;
    if (owner?.ok !== true) return undefined;
    const { document } = owner;
    return { revision: digestOf(document), document, from: "deployment" };
  }

  /**
   * False where there is a grant already, since a key that was given out is never replaced like this;
   * and for one so late that the list may have forgotten it, since nobody could revoke that.
   */
  establish(grant: NewGrant): boolean {
    const isLate = Date.now() - grant.createdAt > GRANT_MAKING_MS;
    if (this.#isOwner || isLate || this.#row.read() !== undefined) return false;
    this.#row.insert(grant);
    if (grant.policy !== undefined) this.#shelf.put(grant.policy);
    return true;
  }

  /** Undefined where there is no grant. */
  describe(): GrantState | undefined {
    const facts = this.#isOwner
      ? { label: OWNER.id, generation: 1, subjects: [] }
      : this.#row.read();
    if (facts === undefined) return undefined;
    const { ended, policy } = this;
    return {
      ...facts,
      ...(ended === undefined ? {} : { ended }),
      ...(policy === undefined ? {} : { policy: { revision: policy.revision, from: policy.from } }),
    };
  }

  /** A grant that is over gets no other key. */
  rotate(keyDigest: string): Change {
    const refusal = this.#isOwner ? "unknown" : this.ended;
    if (refusal !== undefined) return { ok: false, refusal };
    this.#row.rotate(keyDigest, Date.now());
    return this.#changed();
  }

  /** Holds from here on, for calls under way too: what is admitted next is refused. */
  revoke(): Change {
    const facts = this.#row.read();
    if (facts === undefined) return { ok: false, refusal: "unknown" };
    if (facts.revokedAt === undefined) this.#row.revoke(Date.now());
    return this.#changed();
  }

  /** Undefined takes the stored document away. */
  storePolicy(document: string | undefined): Change {
    if (this.describe() === undefined) return { ok: false, refusal: "unknown" };
    if (document === undefined) this.#shelf.remove();
    else this.#shelf.put(document);
    return this.#changed();
  }

  #proves({ generation, subjects }: IdentityFacts, proof: Proof): boolean {
    switch (proof.kind) {
      case "owner":
        return false;
      case "key":
        return sameDigest(proof.digest, this.#row.keyDigest);
      case "oauth":
        // Which grant a client gets was the admin's choice when it was let in.
        return proof.generation === generation;
      case "access":
        return subjects.includes(`access:${proof.subject}`);
      case "link":
        return true;
    }
  }

  #changed(): Change {
    const state = this.describe();
    return state === undefined ? { ok: false, refusal: "unknown" } : { ok: true, state };
  }
}

function endOf({ revokedAt, expiresAt }: IdentityFacts): Refusal | undefined {
  if (revokedAt !== undefined) return "revoked";
  return expiresAt !== undefined && expiresAt <= Date.now() ? "expired" : undefined;
}
