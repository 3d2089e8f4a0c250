import { env } from "cloudflare:workers";
import { type Result, unwrap } from "../domain/failure.ts";
import { askAgain } from "../domain/object-reset.ts";
import type { Secret } from "../domain/secret.ts";
import type { SecretRpc, SecretUse } from "./secret-contract.ts";

/** The secrets of one grant, for its own sessions and for the admin; another's lie in another object. */
export function secretsOf(grantId: string) {
  const ask = <T>(question: (grant: SecretRpc) => Promise<Result<T>>): Promise<T> =>
    askAgain(async () => unwrap(await question(env.GRANT.getByName(grantId))));
  return {
    list: () => ask((grant) => grant.listSecrets()),
    put: (secret: Secret) => ask((grant) => grant.putSecret(secret)),
    delete: (name: string) => ask((grant) => grant.deleteSecret(name)),
    open: (wanted: readonly string[]) => ask((grant) => grant.openSecrets(wanted)),
    take: (use: SecretUse) => ask((grant) => grant.takeSecret(use)),
    reseal: () => ask((grant) => grant.resealSecrets()),
  };
}
