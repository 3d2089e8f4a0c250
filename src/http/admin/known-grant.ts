import { ToolFailure } from "../../domain/failure.ts";
import { OWNER } from "../../domain/grant.ts";
import { GRANT_ID_PATTERN } from "../../domain/ids.ts";
import { directory } from "../../grants/directory-client.ts";
import { grantAdmin } from "../../grants/grant-admin-client.ts";
import type { GrantState } from "../../grants/grant-admin-contract.ts";

/** The grant of an address as it stands; an id that was never drawn reaches no object of its own. */
export async function knownGrant(id: string): Promise<GrantState> {
  const isNamed = id === OWNER.id || (GRANT_ID_PATTERN.test(id) && (await isListed(id)));
  const state = isNamed ? await grantAdmin(id).describe() : null;
  if (state === null) throw noSuchGrant();
  return state;
}

export function noSuchGrant(): ToolFailure {
  return new ToolFailure("not_found", "No such grant.", "GET /admin/grants lists them.");
}

async function isListed(id: string): Promise<boolean> {
  return (await directory().findGrant(id)) !== null;
}

/** A grant as the admin is shown it: without its key or the digest of it. */
export function shownGrant(id: string, state: GrantState) {
  const { label, subjects, ended, policy } = state;
  return {
    id,
    label,
    state: ended ?? "active",
    ...time("createdAt", state.createdAt),
    ...time("rotatedAt", state.rotatedAt),
    ...time("expires", state.expiresAt),
    ...time("revokedAt", state.revokedAt),
    subjects,
    policy: policy ?? null,
  };
}

function time(name: string, ms: number | undefined): Record<string, string> {
  return ms === undefined ? {} : { [name]: new Date(ms).toISOString() };
}
