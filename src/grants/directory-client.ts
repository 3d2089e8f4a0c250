import { env } from "cloudflare:workers";
import { type Result, unwrap } from "../domain/failure.ts";
import { OWNER } from "../domain/grant.ts";
import { askAgain } from "../domain/object-reset.ts";
import type { KeyedCharge } from "../policy/charges.ts";
import type { Spent } from "../policy/facts.ts";
import type { ReservationToken } from "../policy/windows.ts";
import type { AuditReader } from "./audit-contract.ts";
import type { AdminDeed, DirectoryRpc, NewEntry } from "./directory-contract.ts";

const NAME = "grants";

/** What all grants share; what would count twice if it were asked twice is asked once. */
export function directory() {
  const ask = async <T>(question: (object: DirectoryRpc) => Promise<Result<T>>): Promise<T> =>
    // No stub is kept, since an exception breaks it for good.
    unwrap(await question(env.DIRECTORY.getByName(NAME)));
  return {
    reserve: (charges: readonly KeyedCharge[]) => ask((object) => object.reserve(charges)),
    giveBack: (tokens: readonly ReservationToken[]) => ask((object) => object.giveBack(tokens)),
    addCosts: (charges: readonly KeyedCharge[], spent: Spent) =>
      ask((object) => object.addCosts(charges, spent)),
    addGrant: (grant: NewEntry) => ask((object) => object.addGrant(grant)),
    listGrants: () => askAgain(() => ask((object) => object.listGrants())),
    findGrant: (id: string) => askAgain(() => ask((object) => object.findGrant(id))),
    grantOf: (subject: string) => askAgain(() => ask((object) => object.grantOf(subject))),
    grantRevoked: (id: string) => askAgain(() => ask((object) => object.grantRevoked(id))),
    forgetGrant: (id: string) => askAgain(() => ask((object) => object.forgetGrant(id))),
    noteDeed: (deed: AdminDeed) => ask((object) => object.noteDeed(deed)),
  };
}

/** The audit of what the admin did. */
export function adminAudit(): AuditReader {
  const ask = <T>(question: (object: DirectoryRpc) => Promise<Result<T>>): Promise<T> =>
    askAgain(async () => unwrap(await question(env.DIRECTORY.getByName(NAME))));
  return {
    range: (window) => ask((object) => object.auditRange(window)),
    page: (query) => ask((object) => object.auditPage(query)),
  };
}

/** The ids of all grants there are or were, as far as the list goes back. */
export async function grantIds(): Promise<readonly string[]> {
  const grants = await directory().listGrants();
  return [OWNER.id, ...grants.map(({ id }) => id)];
}

export type Directory = ReturnType<typeof directory>;
