import { DurableObject } from "cloudflare:workers";
import type { Artifact, KeptArtifact, NewArtifact } from "../domain/artifact.ts";
import { describeProblems, parseConfig } from "../domain/config.ts";
import { type Result, settle } from "../domain/failure.ts";
import { OWNER, type Proof } from "../domain/grant.ts";
import { logLine } from "../domain/log.ts";
import type {
  LoadedProfile,
  Profile,
  ProfileState,
  ResealReport,
  SavedProfile,
} from "../domain/profile.ts";
import type { Secret } from "../domain/secret.ts";
import type { PastCall } from "../policy/forecast.ts";
import { Admissions } from "./admissions.ts";
import { ApprovalDesk } from "./approval-desk.ts";
import { ArtifactTable } from "./artifact-table.ts";
import { Artifacts } from "./artifacts.ts";
import type { AuditPage, AuditQuery, AuditRange, AuditWindow } from "./audit-contract.ts";
import { AuditLog } from "./audit-log.ts";
import { CounterShelf } from "./counter-shelf.ts";
import type {
  Change,
  GrantAdminRpc,
  GrantState,
  NewGrant,
  PolicyInForce,
} from "./grant-admin-contract.ts";
import type { AdmitReply, AdmitRequest, Entry, GrantRpc, SettleRequest } from "./grant-contract.ts";
import { Identity } from "./identity.ts";
import { pastCall } from "./past-call.ts";
import { ProfileShelf } from "./profile-shelf.ts";
import { R2Chunks } from "./r2-chunks.ts";
import { RowChunks } from "./row-chunks.ts";
import type { ListedSecret, SecretChange, SecretRpc, SecretUse } from "./secret-contract.ts";
import { SecretShelf } from "./secret-shelf.ts";

/** Milliseconds until the alarm rings again when nothing else is known. */
const RETRY_MS = 60_000;

/** What the object keeps for its grant, as far as the one alarm has to know of it. */
interface Part {
  /** Milliseconds since the epoch; undefined when there is nothing to do. */
  dueAt(): number | undefined;
  sweep(): Promise<void>;
}

/** All that is kept of one grant; named by the grant's id. Calls no object of ours. */
export class GrantObject
  extends DurableObject<Cloudflare.Env>
  implements GrantRpc, GrantAdminRpc, SecretRpc
{
  readonly #artifacts: Artifacts;
  readonly #identity: Identity;
  readonly #admissions: Admissions;
  readonly #profiles: ProfileShelf;
  readonly #secrets: SecretShelf;
  readonly #audit: AuditLog;
  readonly #parts: readonly Part[];

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    const { storage, id } = state;
    const bucket = env.ARTIFACTS;
    const r2 = bucket === undefined ? {} : { r2: new R2Chunks(bucket, id.name ?? id.toString()) };
    this.#artifacts = new Artifacts({
      table: new ArtifactTable(storage.sql),
      stores: { rows: new RowChunks(storage.sql), ...r2 },
      place: bucket === undefined ? "rows" : "r2",
      atOnce: (work) => storage.transactionSync(work),
      log: (event, error) => this.#log(event, { error: String(error) }),
    });
    const parsed = parseConfig({ ...env });
    if (!parsed.ok) throw new Error(describeProblems(parsed.problems));
    const grantId = id.name ?? "";
    this.#identity = new Identity(storage.sql, grantId, parsed.config.policy);
    const counters = new CounterShelf(storage.sql);
    this.#audit = new AuditLog(storage.sql, { keepMs: parsed.config.auditMs, grant: grantId });
    this.#admissions = new Admissions({
      identity: this.#identity,
      counters,
      approvals: new ApprovalDesk(storage.sql, grantId),
      audit: this.#audit,
      atOnce: (work) => storage.transactionSync(work),
    });
    this.#profiles = new ProfileShelf({
      sql: storage.sql,
      keys: parsed.config,
      grantId,
      atOnce: (work) => storage.transactionSync(work),
    });
    this.#secrets = new SecretShelf({
      sql: storage.sql,
      keys: parsed.config,
      grantId,
      deployed: grantId === OWNER.id ? parsed.config.secrets : [],
      audit: this.#audit,
      atOnce: (work) => storage.transactionSync(work),
    });
    this.#parts = [this.#artifacts, counters, this.#audit, this.#profiles];
    // An alarm that was lost all the same is set again by whatever comes next.
    state.blockConcurrencyWhile(() => this.#armAlarm());
  }

  enter(proof: Proof): Promise<Result<Entry>> {
    return this.#answer("enter", async () => this.#identity.enter(proof));
  }

  admit(request: AdmitRequest): Promise<Result<AdmitReply>> {
    return this.#change("admit", async () => this.#admissions.admit(request));
  }

  settle(request: SettleRequest): Promise<Result<null>> {
    return this.#change("settle", async () => {
      this.#admissions.settle(request);
      return null;
    });
  }

  establish(grant: NewGrant): Promise<Result<boolean>> {
    return this.#atOnce("establish", () => this.#identity.establish(grant));
  }

  describe(): Promise<Result<GrantState | null>> {
    return this.#answer("describe", async () => this.#identity.describe() ?? null);
  }

  readPolicy(): Promise<Result<PolicyInForce | null>> {
    return this.#answer("read policy", async () => this.#identity.policy ?? null);
  }

  rotate(keyDigest: string): Promise<Result<Change>> {
    return this.#atOnce("rotate", () => this.#identity.rotate(keyDigest));
  }

  revoke(): Promise<Result<Change>> {
    return this.#atOnce("revoke", () => this.#identity.revoke());
  }

  storePolicy(document: string | undefined): Promise<Result<Change>> {
    return this.#atOnce("store policy", () => this.#identity.storePolicy(document));
  }

  lastDecisions(limit: number): Promise<Result<readonly PastCall[]>> {
    return this.#answer("last decisions", async () =>
      this.#audit.last("decision", limit).flatMap((row) => pastCall(row) ?? []),
    );
  }

  auditRange(window: AuditWindow): Promise<Result<AuditRange>> {
    return this.#answer("tell of the audit", async () => this.#audit.range(window));
  }

  auditPage(query: AuditQuery): Promise<Result<AuditPage>> {
    return this.#answer("read the audit", async () => this.#audit.page(query));
  }

  beginArtifact(id: string, about: NewArtifact): Promise<Result<null>> {
    return this.#change("begin", async () => {
      await this.#artifacts.begin(id, about);
      return null;
    });
  }

  writeArtifact(id: string, index: number, bytes: Uint8Array): Promise<Result<null>> {
    return this.#change("write", async () => {
      await this.#artifacts.write(id, index, bytes);
      return null;
    });
  }

  finishArtifact(id: string): Promise<Result<KeptArtifact>> {
    return this.#change("finish", () => this.#artifacts.finish(id));
  }

  discardArtifact(id: string): Promise<Result<null>> {
    return this.#change("discard", async () => {
      await this.#artifacts.discard(id);
      return null;
    });
  }

  findArtifact(id: string): Promise<Result<Artifact>> {
    return this.#answer("find", async () => this.#artifacts.find(id));
  }

  readArtifact(id: string, index: number): Promise<Result<Uint8Array>> {
    return this.#answer("read", () => this.#artifacts.read(id, index));
  }

  listArtifacts(): Promise<Result<readonly Artifact[]>> {
    return this.#answer("list", async () => this.#artifacts.list());
  }

  listProfiles(): Promise<Result<readonly Profile[]>> {
    return this.#answer("list profiles", () => this.#profiles.list());
  }

  loadProfile(name: string): Promise<Result<LoadedProfile>> {
    return this.#answer("load profile", () => this.#profiles.load(name));
  }

  saveProfile(
    name: string,
    hosts: readonly string[],
    state: ProfileState,
  ): Promise<Result<SavedProfile>> {
    return this.#change("save profile", () => this.#profiles.save(name, hosts, state));
  }

  deleteProfile(name: string): Promise<Result<null>> {
    return this.#change("delete profile", async () => {
      await this.#profiles.remove(name);
      return null;
    });
  }

  listSecrets(): Promise<Result<readonly ListedSecret[]>> {
    return this.#answer("list secrets", () => this.#secrets.list());
  }

  putSecret(secret: Secret): Promise<Result<SecretChange>> {
    return this.#answer("put secret", () => this.#secrets.put(secret));
  }

  deleteSecret(name: string): Promise<Result<SecretChange>> {
    return this.#answer("delete secret", async () => this.#secrets.remove(name));
  }

  openSecrets(wanted: readonly string[]): Promise<Result<readonly Secret[]>> {
    return this.#answer("open secrets", () => this.#secrets.open(wanted));
  }

  takeSecret(use: SecretUse): Promise<Result<string>> {
    return this.#answer("take secret", () => this.#secrets.take(use));
  }

  resealSecrets(): Promise<Result<ResealReport>> {
    return this.#answer("reseal secrets", () => this.#secrets.reseal());
  }

  resealProfiles(): Promise<Result<ResealReport>> {
    return this.#change("reseal profiles", () => this.#profiles.reseal());
  }

  /** The next ring is set first, so that there is one whatever becomes of the sweeps. */
  override async alarm(): Promise<void> {
    await this.ctx.storage.setAlarm(Date.now() + RETRY_MS);
    const swept = await Promise.allSettled(this.#parts.map((part) => part.sweep()));
    const failed = swept.filter((outcome) => outcome.status === "rejected");
    for (const { reason } of failed) this.#log("sweep_failed", { error: String(reason) });
    if (failed.length === 0) await this.#setAlarm(this.#nextDue());
  }

  /** An earlier alarm is kept; it finds out by itself what it came for. */
  async #armAlarm(): Promise<void> {
    const next = this.#nextDue();
    const set = await this.ctx.storage.getAlarm();
    if (next === undefined || set === null || next < set) await this.#setAlarm(next);
  }

  /** Nothing due: no alarm, and what is idle costs nothing. */
  #setAlarm(next: number | undefined): Promise<void> {
    const { storage } = this.ctx;
    return next === undefined ? storage.deleteAlarm() : storage.setAlarm(next);
  }

  #nextDue(): number | undefined {
    const due = this.#parts.flatMap((part) => part.dueAt() ?? []);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  async #change<T>(doing: string, work: () => Promise<T>): Promise<Result<T>> {
    return this.#answer(doing, async () => {
      try {
        return await work();
      } finally {
        await this.#armAlarm();
      }
    });
  }

  #atOnce<T>(doing: string, work: () => T): Promise<Result<T>> {
    return this.#answer(doing, async () => this.ctx.storage.transactionSync(work));
  }

  #answer<T>(doing: string, work: () => Promise<T>): Promise<Result<T>> {
    return settle(work, (error, requestId) =>
      this.#log("grant_failed", { doing, requestId, error: String(error) }),
    );
  }

  #log(event: string, fields: Record<string, unknown>): void {
    logLine(event, { grant: this.ctx.id.name, ...fields });
  }
}
