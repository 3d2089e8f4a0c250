import type { Approval, ApprovalList, Decided, Verdict } from "../domain/approval.ts";
import type { Artifact, KeptArtifact, NewArtifact } from "../domain/artifact.ts";
import type { Result } from "../domain/failure.ts";
import type { CallerFacts, Proof } from "../domain/grant.ts";
import type { LoadedProfile, Profile, ProfileState, SavedProfile } from "../domain/profile.ts";
import type { ResealReport } from "../domain/sealer.ts";
import type { SiteKnowledge, Visit } from "../domain/site-knowledge.ts";
import type { Capability } from "../domain/tool-names.ts";
import type { KeyedCharge } from "../policy/charges.ts";
import type { Decision } from "../policy/decide.ts";
import type { Spent } from "../policy/facts.ts";
import type { ReservationToken } from "../policy/windows.ts";
import type { AuditRpc } from "./audit-contract.ts";

/** A grant's policy as its object holds it; the revision is a digest of the document. */
export interface PolicyCopy {
  readonly revision: string;
  /** The document as JSON. */
  readonly document: string;
}

/** Why a credential of the right form does not let in. */
export type Refusal = "unknown" | "revoked" | "expired" | "stopped";

/** What a request learns of its grant; `policy` is undefined for a grant without one. */
export type Entry =
  | {
      readonly ok: true;
      readonly policy: PolicyCopy | undefined;
      /** The kill switch is on: calls are refused by themselves, and nothing else is served. */
      readonly isStopped?: boolean;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** What is kept of a call, or of a step inside one: names of arguments, values only as the policy says. */
export interface CallRecord {
  readonly tool: string;
  readonly sessionId?: string;
  /** Where a step stands in its call, such as `actions.3`; undefined for the call itself. */
  readonly step?: string;
  /** Names of the arguments at the top, sorted. */
  readonly keys: readonly string[];
  /** Keyed digest of all arguments; undefined where the server has no key. */
  readonly digest?: string;
  readonly values?: Readonly<Record<string, unknown>>;
  /** Host the call leads to. */
  readonly host?: string;
  /** Origin of the page it is made on. */
  readonly origin?: string;
  readonly mode?: "open" | "scoped";
  readonly tainted?: boolean;
  /** Left out where it has none. */
  readonly capabilities?: readonly Capability[];
}

/** A call with what the policy said of it; charges are to be taken if it is let through. */
export interface DecidedCall {
  readonly record: CallRecord;
  readonly decision: Decision["kind"];
  /** Pointer into the document, or words in brackets. */
  readonly rule: string;
  readonly charges: readonly KeyedCharge[];
}

/** What a person has to see to approve a call, and what binds the approval to it. */
export interface ApprovalWanted {
  /** Of grant, tool, arguments, session, page origin and policy revision. */
  readonly digest: string;
  readonly tool: string;
  readonly sessionId?: string;
  readonly origin?: string;
  /** The arguments as JSON for a person to read, without credentials. */
  readonly args: string;
  readonly reason: string;
  readonly rule: string;
  readonly timeoutSeconds: number;
}

/** A call that wants to run: itself first, then its steps. */
export interface AdmitRequest {
  readonly caller: CallerFacts;
  /** Of the policy that decided; undefined for none. */
  readonly revision: string | undefined;
  readonly calls: readonly DecidedCall[];
  readonly approval?: ApprovalWanted;
  /** Rule of a limit of the whole server that is reached: all that is left is to note it. */
  readonly limited?: string;
}

export type AdmitReply =
  /** All charges are taken; `tokens` are those of the calls, in order. */
  | {
      readonly kind: "admitted";
      readonly tokens: readonly ReservationToken[];
      readonly seq: number;
    }
  /** A denial or a limit of the server, which is noted. */
  | { readonly kind: "noted" }
  /** The policy is another one by now: decide again. */
  | { readonly kind: "stale"; readonly policy: PolicyCopy | undefined }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | {
      readonly kind: "limited";
      readonly charge: KeyedCharge;
      /** Undefined when the call is over the limit by itself. */
      readonly retryAfterSeconds?: number;
    }
  | { readonly kind: "approval"; readonly id: string; readonly expiresAt: number }
  | { readonly kind: "declined"; readonly note: string }
  /** More approvals wait than a person could look at. */
  | { readonly kind: "approvals_full"; readonly limit: number }
  /** The arguments have more characters than a person is shown. */
  | { readonly kind: "approval_too_large"; readonly limit: number };

/** How a call, or a step of it, went; written after the answer. */
export interface CallOutcome {
  readonly record: CallRecord;
  /** `ok`, or the code of its failure. */
  readonly code: string;
  /** Of the whole call, as are the two below. */
  readonly ms?: number;
  readonly browserMs?: number;
  /** Of the answer's text and image. */
  readonly bytes?: number;
}

/** A call that came to no decision: an unknown tool or session, arguments that no tool takes. */
export interface RefusedCall {
  /** As the caller named it. */
  readonly tool: string;
  readonly sessionId?: string;
  readonly keys: readonly string[];
  /** Of its failure, or `unknown_tool`. */
  readonly code: string;
}

/** The calls of one tool that ended in one way. */
export interface TalliedCalls {
  /** `(unknown)` for names that strangers have made up. */
  readonly tool: string;
  /** `ok`, the code of a failure, `unknown_tool` or `hidden`. */
  readonly code: string;
  readonly calls: number;
  /** Sums over them of what the audit has of each; undefined where none of them ran. */
  readonly spent?: { readonly ms: number; readonly browserMs: number; readonly bytes: number };
}

/** What the calls of a grant came to. */
export interface CallTally {
  readonly calls: readonly TalliedCalls[];
  /** False where there were more rows than are looked at: the last ones are counted. */
  readonly isWhole: boolean;
}

/** What is to be settled once a call is over. */
export interface SettleRequest {
  readonly caller: CallerFacts;
  /** Of the decision's row. */
  readonly seq: number;
  readonly outcomes: readonly CallOutcome[];
  /** Reservations to give back. */
  readonly giveBack: readonly ReservationToken[];
  /** Charges that count what the calls have cost. */
  readonly costs: readonly {
    readonly charges: readonly KeyedCharge[];
    readonly spent: Spent;
  }[];
}

/** What a person did with a session of the grant, for its audit. */
export interface PersonDeed {
  readonly what:
    | "takeover.begin"
    | "takeover.end"
    | "request.done"
    | "request.declined"
    | "pairing.used";
  readonly sessionId: string;
  /** Who, in words of ours, such as `admin` or `a person with a code`. */
  readonly by: string;
}

/** Whether a person may come in to the grant's sessions, and which generation a pairing has to be of. */
export type PersonEntry =
  | { readonly ok: true; readonly generation: number }
  | { readonly ok: false; readonly refusal: Refusal };

/** What became of a new pairing code; `expiresAt` is ms since the epoch. */
export type OpenedPairing =
  | { readonly ok: true; readonly expiresAt: number }
  | Extract<PersonEntry, { ok: false }>;

/** What became of a pairing code that a person gave. */
export type UsedPairing =
  | { readonly kind: "paired"; readonly generation: number }
  | { readonly kind: "false" }
  /** Too many were false: this one was not looked at. */
  | { readonly kind: "limited"; readonly retryAfterSeconds: number }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/**
 * The grant object's RPC surface; failures cross it as values. All of its artifacts may be asked twice
 * with the same arguments, since the caller draws the ids and numbers the parts.
 */
export interface GrantRpc extends AuditRpc {
  /** Whether a proof lets in. */
  enter(proof: Proof): Promise<Result<Entry>>;
  /** Takes the charges and writes the rows of a decided call, all in one step or nothing of it. */
  admit(request: AdmitRequest): Promise<Result<AdmitReply>>;
  settle(request: SettleRequest): Promise<Result<null>>;
  /** Why nothing of the grant may begin any more; null while it is good. */
  standing(): Promise<Result<Refusal | null>>;
  /** Counts the calls since a moment, ms since the epoch, by its audit. */
  auditTally(since: number): Promise<Result<CallTally>>;
  /** Writes the row of a call that came to no decision. */
  noteRefused(call: RefusedCall, caller: CallerFacts): Promise<Result<null>>;
  enterPerson(): Promise<Result<PersonEntry>>;
  /** Takes the keyed digest of a new pairing code. */
  openPairing(digest: string): Promise<Result<OpenedPairing>>;
  /** Uses a code up, for a person who watches this session. */
  usePairing(digest: string, sessionId: string): Promise<Result<UsedPairing>>;
  /** Writes the row of what a person did. */
  notePerson(deed: PersonDeed): Promise<Result<null>>;
  listApprovals(): Promise<Result<ApprovalList>>;
  findApproval(id: string): Promise<Result<Approval | undefined>>;
  decideApproval(id: string, verdict: Verdict): Promise<Result<Decided>>;
  beginArtifact(id: string, about: NewArtifact): Promise<Result<null>>;
  /** Every part but the last has `ARTIFACT_CHUNK_BYTES`. */
  writeArtifact(id: string, index: number, bytes: Uint8Array): Promise<Result<null>>;
  finishArtifact(id: string): Promise<Result<KeptArtifact>>;
  /** Forgets one that is not complete. */
  discardArtifact(id: string): Promise<Result<null>>;
  findArtifact(id: string): Promise<Result<Artifact>>;
  readArtifact(id: string, index: number): Promise<Result<Uint8Array>>;
  listArtifacts(): Promise<Result<readonly Artifact[]>>;
  noteVisit(site: string, visit: Visit): Promise<Result<null>>;
  knownSite(site: string): Promise<Result<SiteKnowledge | null>>;
  knownSites(): Promise<Result<readonly SiteKnowledge[]>>;
  forgetSites(site: string | null): Promise<Result<number>>;
  listProfiles(): Promise<Result<readonly Profile[]>>;
  loadProfile(name: string): Promise<Result<LoadedProfile>>;
  saveProfile(
    name: string,
    hosts: readonly string[],
    state: ProfileState,
  ): Promise<Result<SavedProfile>>;
  deleteProfile(name: string): Promise<Result<null>>;
  /** Seals all under the present key. */
  resealProfiles(): Promise<Result<ResealReport>>;
}
