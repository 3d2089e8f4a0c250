import { directory } from "../../grants/directory-client.ts";
import { grantAdmin } from "../../grants/grant-admin-client.ts";

/** A grant that a client may be given. */
export interface GrantChoice {
  readonly id: string;
  readonly label: string;
}

/**
 * The grants that still stand, the newest first. The owner's is none of them: its token is a setting,
 * so nothing could end what was given in its name.
 */
export async function grantChoices(): Promise<readonly GrantChoice[]> {
  const all = await directory().listGrants();
  return all.filter(({ revokedAt }) => revokedAt === undefined).reverse();
}

/** The generation of a grant that may be given to a client; undefined where there is none. */
export async function generationOf(grantId: string): Promise<number | undefined> {
  if ((await directory().findGrant(grantId)) === null) return undefined;
  const state = await grantAdmin(grantId).describe();
  return state === null || state.ended !== undefined ? undefined : state.generation;
}

/** Writes that a client is about to be let in, before it is. */
export async function noteConnection(grantId: string): Promise<void> {
  const requestId = crypto.randomUUID();
  await directory().noteDeed({ what: "oauth.approve", grantId, requestId });
}
