import { DurableObject } from "cloudflare:workers";
import type { Approval, ApprovalList, Decided, Verdict } from "../domain/approval.ts";
import type { Artifact, KeptArtifact, NewArtifact } from "../domain/artifact.ts";
import { describeProblems, parseConfig } from "../domain/config.ts";
import type { Result } from "../domain/failure.ts";
import type { CallerFacts, Proof } from "../domain/grant.ts";
import { logLine } from "../domain/log.ts";
import type { LoadedProfile, Profile, ProfileState, SavedProfile } from "../domain/profile.ts";
import type { ResealReport } from "../domain/sealer.ts";
import type { Secret } from "../domain/secret.ts";
import type { SiteKnowledge, Visit } from "../domain/site-knowledge.ts";
import type { PastCall } from "../policy/forecast.ts";
import type { AuditPage, AuditQuery, AuditRange, AuditWindow } from "./audit-contract.ts";
import type { AuditRow } from "./audit-log.ts";
import { personRow, refusedRow } from "./audit-rows.ts";
import type {
  Change,
  GrantAdminRpc,
  GrantState,
  NewGrant,
  PolicyInForce,
} from "./grant-admin-contract.ts";
import type {
  AdmitReply,
  AdmitRequest,
  CallTally,
  Entry,
  GrantRpc,
  OpenedPairing,
  PersonDeed,
  PersonEntry,
  Refusal,
  RefusedCall,
  SettleRequest,
  UsedPairing,
} from "./grant-contract.ts";
import { type GrantParts, grantParts } from "./grant-parts.ts";
import { GrantWork } from "./grant-work.ts";
import { PartAlarm } from "./part-alarm.ts";
import { pastCall } from "./past-call.ts";
import type { ListedSecret, SecretChange, SecretRpc, SecretUse } from "./secret-contract.ts";

/** All that is kept of one grant; named by the grant's id. Calls no object of ours. */
export class GrantObject
  extends DurableObject<Cloudflare.Env>
  implements GrantRpc, GrantAdminRpc, SecretRpc
{
  readonly #has: GrantParts;
  readonly #alarm: PartAlarm;
  readonly #does: GrantWork;

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    const { storage, id } = state;
    const parsed = parseConfig({ ...env });
    if (!parsed.ok) throw new Error(describeProblems(parsed.problems));
    const log = (event: string, fields: Record<string, unknown>) => this.#log(event, fields);
    const { config } = parsed;
    const grantId = id.name ?? id.toString();
    const { ARTIFACTS: bucket } = env;
    this.#has = grantParts({ grantId, storage, config, bucket, log });
    const { artifacts, counters, approvals, audit, profiles, pairing } = this.#has;
    const parts = [artifacts, counters, approvals, audit, profiles, pairing];
    this.#alarm = new PartAlarm(storage, parts, log);
    this.#does = new GrantWork(storage, this.#alarm, log);
    // An alarm that was lost all the same is set again by whatever comes next.
    state.blockConcurrencyWhile(() => this.#alarm.arm());
  }

  enter(proof: Proof): Promise<Result<Entry>> {
    return this.#does.answer("enter", async () => this.#has.enter(proof));
  }

  admit(request: AdmitRequest): Promise<Result<AdmitReply>> {
    return this.#does.change("admit", async () => this.#has.admissions.admit(request));
  }

  settle(request: SettleRequest): Promise<Result<null>> {
    return this.#does.done("settle", () => this.#has.admissions.settle(request));
  }

  standing(): Promise<Result<Refusal | null>> {
    return this.#does.answer("standing", async () => this.#has.standing() ?? null);
  }

  listApprovals(): Promise<Result<ApprovalList>> {
    return this.#does.answer("approvals", async () => this.#has.approvals.list(Date.now()));
  }

  findApproval(id: string): Promise<Result<Approval | undefined>> {
    return this.#does.answer("approval", async () => this.#has.approvals.find(id, Date.now()));
  }

  decideApproval(id: string, verdict: Verdict): Promise<Result<Decided>> {
    return this.#does.change("decide", async () =>
      this.ctx.storage.transactionSync(() => this.#has.approvals.decide(id, verdict, Date.now())),
    );
  }

  establish(grant: NewGrant): Promise<Result<boolean>> {
    return this.#does.atOnce("establish", () => this.#has.identity.establish(grant));
  }

  describe(): Promise<Result<GrantState | null>> {
    return this.#does.answer("describe", async () => this.#has.identity.describe() ?? null);
  }

  readPolicy(): Promise<Result<PolicyInForce | null>> {
    return this.#does.answer("read policy", async () => this.#has.identity.policy ?? null);
  }

  rotate(keyDigest: string): Promise<Result<Change>> {
    return this.#does.atOnce("rotate", () => this.#has.identity.rotate(keyDigest));
  }

  revoke(): Promise<Result<Change>> {
    return this.#does.atOnce("revoke", () => this.#has.identity.revoke());
  }

  storePolicy(document: string | undefined): Promise<Result<Change>> {
    return this.#does.atOnce("store policy", () => this.#has.identity.storePolicy(document));
  }

  stop(on: boolean): Promise<Result<null>> {
    return this.#does.done("stop", () => this.#has.killSwitch.turn(on));
  }

  lastDecisions(limit: number): Promise<Result<readonly PastCall[]>> {
    return this.#does.answer("last decisions", async () =>
      this.#has.audit.last("decision", limit).flatMap((row) => pastCall(row) ?? []),
    );
  }

  auditRange(window: AuditWindow): Promise<Result<AuditRange>> {
    return this.#does.answer("tell of the audit", async () => this.#has.audit.range(window));
  }

  auditPage(query: AuditQuery): Promise<Result<AuditPage>> {
    return this.#does.answer("read the audit", async () => this.#has.audit.page(query));
  }

  auditTally(since: number): Promise<Result<CallTally>> {
    return this.#does.answer("count calls", async () => this.#has.audit.tally(since));
  }

  enterPerson(): Promise<Result<PersonEntry>> {
    return this.#does.answer("enter a person", async () => this.#has.enterPerson());
  }

  openPairing(digest: string): Promise<Result<OpenedPairing>> {
    return this.#does.change("open a code", async () => this.#has.pairing.open(digest));
  }

  usePairing(digest: string, sessionId: string): Promise<Result<UsedPairing>> {
    return this.#does.change("use a code", async () => this.#has.pairing.use(digest, sessionId));
  }

  notePerson(deed: PersonDeed): Promise<Result<null>> {
    return this.#note(personRow(deed));
  }

  noteRefused(call: RefusedCall, caller: CallerFacts): Promise<Result<null>> {
    return this.#note(refusedRow(call, caller));
  }

  beginArtifact(id: string, about: NewArtifact): Promise<Result<null>> {
    return this.#does.done("begin", () => this.#has.artifacts.begin(id, about));
  }

  writeArtifact(id: string, index: number, bytes: Uint8Array): Promise<Result<null>> {
    return this.#does.done("write", () => this.#has.artifacts.write(id, index, bytes));
  }

  finishArtifact(id: string): Promise<Result<KeptArtifact>> {
    return this.#does.change("finish", () => this.#has.artifacts.finish(id));
  }

  discardArtifact(id: string): Promise<Result<null>> {
    return this.#does.done("discard", () => this.#has.artifacts.discard(id));
  }

  findArtifact(id: string): Promise<Result<Artifact>> {
    return this.#does.answer("find", async () => this.#has.artifacts.find(id));
  }

  readArtifact(id: string, index: number): Promise<Result<Uint8Array>> {
    return this.#does.answer("read", () => this.#has.artifacts.read(id, index));
  }

  listArtifacts(): Promise<Result<readonly Artifact[]>> {
    return this.#does.answer("list", async () => this.#has.artifacts.list());
  }

  noteVisit(site: string, visit: Visit): Promise<Result<null>> {
    return this.#does.answer("note visit", async () => {
      this.#has.knowledge.note(site, visit);
      return null;
    });
  }

  knownSite(site: string): Promise<Result<SiteKnowledge | null>> {
    return this.#does.answer("known site", async () => this.#has.knowledge.find(site) ?? null);
  }

  knownSites(): Promise<Result<readonly SiteKnowledge[]>> {
    return this.#does.answer("known sites", async () => this.#has.knowledge.list());
  }

  forgetSites(site: string | null): Promise<Result<number>> {
    return this.#does.answer("forget sites", async () =>
      this.#has.knowledge.forget(site ?? undefined),
    );
  }

  listProfiles(): Promise<Result<readonly Profile[]>> {
    return this.#does.answer("list profiles", () => this.#has.profiles.list());
  }

  loadProfile(name: string): Promise<Result<LoadedProfile>> {
    return this.#does.answer("load profile", () => this.#has.profiles.load(name));
  }

  saveProfile(
    name: string,
    hosts: readonly string[],
    state: ProfileState,
  ): Promise<Result<SavedProfile>> {
    return this.#does.change("save profile", () => this.#has.profiles.save(name, hosts, state));
  }

  deleteProfile(name: string): Promise<Result<null>> {
    return this.#does.done("delete profile", () => this.#has.profiles.remove(name));
  }

  listSecrets(): Promise<Result<readonly ListedSecret[]>> {
    return this.#does.answer("list secrets", () => this.#has.secrets.list());
  }

  putSecret(secret: Secret): Promise<Result<SecretChange>> {
    return this.#does.change("put secret", () => this.#has.secrets.put(secret));
  }

  deleteSecret(name: string): Promise<Result<SecretChange>> {
    return this.#does.change("delete secret", async () => this.#has.secrets.remove(name));
  }

  openSecrets(wanted: readonly string[]): Promise<Result<readonly Secret[]>> {
    return this.#does.answer("open secrets", () => this.#has.secrets.open(wanted));
  }

  takeSecret(use: SecretUse): Promise<Result<string>> {
    return this.#does.change("take secret", () => this.#has.secrets.take(use));
  }

  resealSecrets(): Promise<Result<ResealReport>> {
    return this.#does.answer("reseal secrets", () => this.#has.secrets.reseal());
  }

  resealProfiles(): Promise<Result<ResealReport>> {
    return this.#does.change("reseal profiles", () => this.#has.profiles.reseal());
  }

  override alarm(): Promise<void> {
    return this.#alarm.ring();
  }

  #note(row: AuditRow): Promise<Result<null>> {
    return this.#does.done("note", () =>
      this.ctx.storage.transactionSync(() => this.#has.audit.append(row)),
    );
  }

  #log(event: string, fields: Record<string, unknown>): void {
    logLine(event, { grant: this.ctx.id.name, ...fields });
  }
}
