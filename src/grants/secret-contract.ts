import type { Result } from "../domain/failure.ts";
import type { CallerFacts } from "../domain/grant.ts";
import type { ResealReport } from "../domain/sealer.ts";
import type { Secret } from "../domain/secret.ts";

/** A secret as the admin is shown it. */
export interface ListedSecret {
  readonly name: string;
  readonly origins: readonly string[];
  /** `deployment`: set by LEAPFROG_SECRET_<NAME>, not to be changed over HTTP. */
  readonly from: "admin" | "deployment";
  /** Milliseconds since the epoch; undefined for one of the deployment. */
  readonly setAt?: number;
  /** Whether the present keys open it. */
  readonly opens: boolean;
}

/** A secret that is about to be typed. */
export interface SecretUse {
  readonly caller: CallerFacts;
  readonly sessionId: string;
  readonly name: string;
  /** Of the document that takes it. */
  readonly origin: string;
}

/** What becomes of a change: `deployment` for a secret that the settings hold. */
export type SecretChange = "made" | "replaced" | "deleted" | "unknown" | "deployment" | "full";

/** The grant object's RPC surface for secrets; failures cross it as values. */
export interface SecretRpc {
  listSecrets(): Promise<Result<readonly ListedSecret[]>>;
  putSecret(secret: Secret): Promise<Result<SecretChange>>;
  deleteSecret(name: string): Promise<Result<SecretChange>>;
  /**
   * All that open, for a session of the grant that has to keep them out of what it answers; throws
   * where one of the wanted is not there or does not open.
   */
  openSecrets(wanted: readonly string[]): Promise<Result<readonly Secret[]>>;
  /** The value, once it stands in the audit that it is typed; throws where it may not be. */
  takeSecret(use: SecretUse): Promise<Result<string>>;
  /** Seals all under the present key. */
  resealSecrets(): Promise<Result<ResealReport>>;
}
