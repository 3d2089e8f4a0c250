import type { Config } from "../domain/config.ts";
import { OWNER, type Proof } from "../domain/grant.ts";
import { MAX_GRANT_ARTIFACT_BYTES } from "../domain/limits.ts";
import { AdmissionDesk } from "./admission-desk.ts";
import { ApprovalDesk } from "./approval-desk.ts";
import { ArtifactTable } from "./artifact-table.ts";
import { Artifacts } from "./artifacts.ts";
import { AuditLog } from "./audit-log.ts";
import { CounterShelf } from "./counter-shelf.ts";
import type { Entry, PersonEntry } from "./grant-contract.ts";
import { Identity } from "./identity.ts";
import { KillSwitch } from "./kill-switch.ts";
import { KnowledgeShelf } from "./knowledge-shelf.ts";
import { PairingShelf } from "./pairing-shelf.ts";
import { policyOf } from "./policy-cache.ts";
import { ProfileShelf } from "./profile-shelf.ts";
import { R2Chunks } from "./r2-chunks.ts";
import { RowChunks } from "./row-chunks.ts";
import { SecretShelf } from "./secret-shelf.ts";

export interface GrantSurroundings {
  readonly grantId: string;
  readonly storage: Pick<DurableObjectStorage, "sql" | "kv" | "transactionSync">;
  readonly config: Config;
  /** Where new artifacts go; the object's own rows without it. */
  readonly bucket: R2Bucket | undefined;
  readonly log: (event: string, fields: Record<string, unknown>) => void;
}

export type GrantParts = ReturnType<typeof grantParts>;

/** All that a grant's object keeps, each part with its own tables. */
export function grantParts({ grantId, storage, config, bucket, log }: GrantSurroundings) {
  const { sql } = storage;
  const atOnce = <T>(work: () => T): T => storage.transactionSync(work);
  const killSwitch = new KillSwitch(storage.kv);
  const identity = new Identity(sql, grantId, config.policy);
  const counters = new CounterShelf(sql);
  const audit = new AuditLog(sql, { keepMs: config.auditMs, grant: grantId });
  const approvals = new ApprovalDesk(sql, grantId, audit);
  const isStopped = () => killSwitch.isOn;
  const standing = () => identity.ended ?? (killSwitch.isOn ? ("stopped" as const) : undefined);
  const enterPerson = (): PersonEntry => {
    const refusal = standing();
    if (refusal !== undefined) return { ok: false, refusal };
    return { ok: true, generation: identity.describe()?.generation ?? 0 };
  };
  const sealed = { sql, keys: config, grantId, atOnce };
  const deployed = grantId === OWNER.id ? config.secrets : [];
  return {
    /** Why nothing of the grant may begin any more; undefined while it is good. */
    standing,
    enter: (proof: Proof): Entry => {
      const entry = identity.enter(proof);
      return entry.ok ? { ...entry, isStopped: killSwitch.isOn } : entry;
    },
    enterPerson,
    killSwitch,
    identity,
    counters,
    audit,
    approvals,
    admissions: new AdmissionDesk({ identity, counters, isStopped, approvals, audit, atOnce }),
    pairing: new PairingShelf({ sql, counters, audit, entry: enterPerson, atOnce }),
    profiles: new ProfileShelf(sealed),
    knowledge: new KnowledgeShelf(sql, atOnce),
    secrets: new SecretShelf({ ...sealed, deployed, audit }),
    artifacts: new Artifacts({
      table: new ArtifactTable(sql),
      stores: {
        rows: new RowChunks(sql),
        ...(bucket === undefined ? {} : { r2: new R2Chunks(bucket, grantId) }),
      },
      place: bucket === undefined ? "rows" : "r2",
      mostBytes: () =>
        policyOf(identity.policy)?.ceilings.artifactBytes ?? MAX_GRANT_ARTIFACT_BYTES,
      atOnce,
      log: (event, error) => log(event, { error: String(error) }),
    }),
  };
}
