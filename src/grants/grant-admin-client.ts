import { env } from "cloudflare:workers";
import { type Result, unwrap } from "../domain/failure.ts";
import { askAgain } from "../domain/object-reset.ts";
import type { GrantAdminRpc, NewGrant } from "./grant-admin-contract.ts";

/** A grant's own object, as the admin asks it; a change whose answer is lost is for the admin to repeat. */
export function grantAdmin(grantId: string) {
  const ask = async <T>(question: (grant: GrantAdminRpc) => Promise<Result<T>>): Promise<T> =>
    // No stub is kept, since an exception breaks it for good.
    unwrap(await question(env.GRANT.getByName(grantId)));
  return {
    establish: (grant: NewGrant) => ask((object) => object.establish(grant)),
    describe: () => askAgain(() => ask((object) => object.describe())),
    readPolicy: () => askAgain(() => ask((object) => object.readPolicy())),
    rotate: (keyDigest: string) => ask((object) => object.rotate(keyDigest)),
    revoke: () => askAgain(() => ask((object) => object.revoke())),
    storePolicy: (document: string | undefined) =>
      askAgain(() => ask((object) => object.storePolicy(document))),
    lastDecisions: (limit: number) => askAgain(() => ask((object) => object.lastDecisions(limit))),
  };
}
