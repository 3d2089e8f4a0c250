import { OWNER, type Proof } from "../domain/grant.ts";
import { ownerPolicy } from "../policy/owner-policy.ts";
import { digestOf } from "./digest.ts";
import type { Entry, PolicyCopy, Refusal } from "./grant-contract.ts";

/** Who a grant is for and what it may do. */
export class Identity {
  readonly #grantId: string;
  readonly #policySetting: string | undefined;

  constructor(grantId: string, policySetting: string | undefined) {
    this.#grantId = grantId;
    this.#policySetting = policySetting;
  }

  /** Whether a proof lets in, and to what. */
  enter(proof: Proof): Entry {
    const refusal = this.refusalOf(proof);
    return refusal === undefined ? { ok: true, policy: this.policy } : { ok: false, refusal };
  }

  refusalOf({ kind }: Proof): Refusal | undefined {
    const isOwner = this.#grantId === OWNER.id && (kind === "owner" || kind === "link");
    return isOwner ? undefined : "unknown";
  }

  /** Why nobody may use the grant any more; undefined while it is good. */
  get ended(): Refusal | undefined {
    return undefined;
  }

  /** The policy in force. */
  get policy(): PolicyCopy | undefined {
    if (this.#grantId !== OWNER.id) return undefined;
    const owner = ownerPolicy(this.#policySetting);
    if (!owner.ok) return undefined;
    return { revision: digestOf(owner.document), document: owner.document };
  }
}
