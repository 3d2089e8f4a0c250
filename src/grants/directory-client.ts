import { env } from "cloudflare:workers";
import { type Result, unwrap } from "../domain/failure.ts";
import { OWNER } from "../domain/grant.ts";
import { askAgain } from "../domain/object-reset.ts";
import type { KeyedCharge } from "../policy/charges.ts";
import type { Spent } from "../policy/facts.ts";
import type { ReservationToken } from "../policy/windows.ts";
import type { AuditReader } from "./audit-contract.ts";
import type { DirectoryRpc } from "./directory-contract.ts";

const NAME = "grants";

/** What all grants share; asked once each, since a charge taken twice would count twice. */
export function directory() {
  const ask = async <T>(question: (object: DirectoryRpc) => Promise<Result<T>>): Promise<T> =>
    // No stub is kept, since an exception breaks it for good.
    unwrap(await question(env.DIRECTORY.getByName(NAME)));
  return {
    reserve: (charges: readonly KeyedCharge[]) => ask((object) => object.reserve(charges)),
    giveBack: (tokens: readonly ReservationToken[]) => ask((object) => object.giveBack(tokens)),
    addCosts: (charges: readonly KeyedCharge[], spent: Spent) =>
      ask((object) => object.addCosts(charges, spent)),
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

/** The ids of all grants that ever were. */
export async function grantIds(): Promise<readonly string[]> {
  return [OWNER.id];
}

export type Directory = ReturnType<typeof directory>;
