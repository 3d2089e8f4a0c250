import { env } from "cloudflare:workers";
import type { Verdict } from "../domain/approval.ts";
import type { ArtifactStore, KeptArtifact, NewArtifact } from "../domain/artifact.ts";
import { type Result, ToolFailure, unwrap } from "../domain/failure.ts";
import type { CallerFacts, Proof } from "../domain/grant.ts";
import { newArtifactId } from "../domain/ids.ts";
import { ARTIFACT_CHUNK_BYTES, MAX_ARTIFACT_WORDS } from "../domain/limits.ts";
import { askAgain, isObjectReset } from "../domain/object-reset.ts";
import type { ProfileStore } from "../domain/profile.ts";
import type { ResealReport } from "../domain/sealer.ts";
import type { KnowledgeStore } from "../domain/site-knowledge.ts";
import type { AuditReader } from "./audit-contract.ts";
import { evenChunks } from "./even-chunks.ts";
import { ended } from "./gate-failures.ts";
import type {
  AdmitReply,
  AdmitRequest,
  CallTally,
  GrantRpc,
  PersonDeed,
  RefusedCall,
  SettleRequest,
} from "./grant-contract.ts";
import { profileClosed, profileNotFound } from "./profile-failures.ts";

/** What a gate asks of its grant's object. */
export interface GrantGate {
  admit(request: AdmitRequest): Promise<AdmitReply>;
  settle(request: SettleRequest): Promise<unknown>;
}

/** A grant's own object, as those ask it who let calls in; asked once each, since charges count. */
export function grantGate(grantId: string) {
  const ask = async <T>(question: (grant: GrantRpc) => Promise<Result<T>>): Promise<T> =>
    unwrap(await question(env.GRANT.getByName(grantId)));
  return {
    enter: (proof: Proof) => askAgain(() => ask((grant) => grant.enter(proof))),
    admit: (request: AdmitRequest) =>
      ask((grant) => grant.admit(request)).catch((error: unknown) => {
        throw isObjectReset(error) ? undecided() : error;
      }),
    noteRefused: (call: RefusedCall, caller: CallerFacts) =>
      ask((grant) => grant.noteRefused(call, caller)),
    /** Throws what every call of a grant meets that is over, or held by the kill switch. */
    requireStanding: async () => {
      const refusal = await askAgain(() => ask((grant) => grant.standing()));
      if (refusal !== null) throw ended(refusal);
    },
    settle: (request: SettleRequest) => ask((grant) => grant.settle(request)),
  };
}

/** The approvals of one grant, for whoever decides them; a verdict that was heard once is not heard again. */
export function approvalsOf(grantId: string) {
  const ask = askerOf(grantId);
  return {
    list: () => ask((grant) => grant.listApprovals()),
    find: (id: string) => ask((grant) => grant.findApproval(id)),
    decide: (id: string, verdict: Verdict) => ask((grant) => grant.decideApproval(id, verdict)),
  };
}

/** How people come in to sessions of one grant, and what they do there. */
export function peopleOf(grantId: string) {
  const ask = askerOf(grantId);
  return {
    enter: () => ask((grant) => grant.enterPerson()),
    openPairing: (digest: string) => ask((grant) => grant.openPairing(digest)),
    /** Asked once: to whoever asks again, a code that was used up is a false one. */
    usePairing: async (digest: string, sessionId: string) =>
      unwrap(await env.GRANT.getByName(grantId).usePairing(digest, sessionId)),
    /** Writes the row of a deed; twice at worst, so that it is not lost with a reset. */
    note: (deed: PersonDeed) => ask((grant) => grant.notePerson(deed)),
  };
}

/** The profiles of one grant, and their keys' renewal; another grant's lie in another object. */
export function profilesOf(
  grantId: string,
): ProfileStore & { readonly reseal: () => Promise<ResealReport> } {
  const ask = askerOf(grantId);
  const list = () => ask((grant) => grant.listProfiles());
  return {
    list,
    find: async (name) => {
      const found = (await list()).find((profile) => profile.name === name);
      if (found === undefined) throw profileNotFound(name);
      if (!found.opens) throw profileClosed(name);
      return found;
    },
    load: (name) => ask((grant) => grant.loadProfile(name)),
    save: (name, hosts, state) => ask((grant) => grant.saveProfile(name, hosts, state)),
    delete: (name) =>
      askAgain(async (again) => {
        const result = await env.GRANT.getByName(grantId).deleteProfile(name);
        // To whoever asks a second time, a profile that is gone is what was asked for.
        const isDone = again && !result.ok && result.failure.code === "not_found";
        if (!isDone) unwrap(result);
      }),
    reseal: () => ask((grant) => grant.resealProfiles()),
  };
}

/** What one grant has learned of sites; a visit that cannot be noted is not learned from. */
export function knowledgeOf(grantId: string): KnowledgeStore {
  const ask = askerOf(grantId);
  return {
    note: async (site, visit) => {
      await unwrap(await env.GRANT.getByName(grantId).noteVisit(site, visit));
    },
    find: async (site) => (await ask((grant) => grant.knownSite(site))) ?? undefined,
    list: () => ask((grant) => grant.knownSites()),
    forget: (site) => ask((grant) => grant.forgetSites(site ?? null)),
  };
}

/** The audit of one grant, for whoever may read it. */
export function auditOf(grantId: string): AuditReader {
  const ask = askerOf(grantId);
  return {
    range: (window) => ask((grant) => grant.auditRange(window)),
    page: (query) => ask((grant) => grant.auditPage(query)),
  };
}

/** What the calls of one grant since a moment came to, by its audit. */
export function callsSince(grantId: string, since: number): Promise<CallTally> {
  return askAgain(async () => unwrap(await env.GRANT.getByName(grantId).auditTally(since)));
}

/** The artifacts of one grant; an id of another grant's means nothing to this grant's object. */
export function artifactsOf(grantId: string): ArtifactStore {
  const ask = askerOf(grantId);
  const find = (id: string) => ask((grant) => grant.findArtifact(id));
  return {
    find,
    list: () => ask((grant) => grant.listArtifacts()),
    async *read(id) {
      const { bytes } = await find(id);
      const chunks = Math.ceil(bytes / ARTIFACT_CHUNK_BYTES);
      for (let index = 0; index < chunks; index++) {
        yield await ask((grant) => grant.readArtifact(id, index));
      }
    },
    async keep(about, chunks) {
      const id = newArtifactId();
      try {
        return await write(id, about, chunks);
      } catch (error) {
        // What is not discarded now is swept in a while.
        await ask((grant) => grant.discardArtifact(id)).catch(() => undefined);
        throw error;
      }
    },
  };

  async function write(
    id: string,
    about: NewArtifact,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<KeptArtifact> {
    const name = about.name.slice(0, MAX_ARTIFACT_WORDS);
    const type = about.type.slice(0, MAX_ARTIFACT_WORDS);
    await ask((grant) => grant.beginArtifact(id, { ...about, name, type }));
    let index = 0;
    for await (const bytes of evenChunks(chunks, ARTIFACT_CHUNK_BYTES)) {
      const number = index++;
      await ask((grant) => grant.writeArtifact(id, number, bytes));
    }
    return ask((grant) => grant.finishArtifact(id));
  }
}

/** Asks a grant's object, and once more where it was reset meanwhile; only what may be asked twice. */
function askerOf(grantId: string) {
  return <T>(question: (grant: GrantRpc) => Promise<Result<T>>): Promise<T> =>
    // No stub is kept, since an exception breaks it for good.
    askAgain(async () => unwrap(await question(env.GRANT.getByName(grantId))));
}

/** Whether a charge was taken is not known, but nothing was let through. */
function undecided(): ToolFailure {
  return new ToolFailure(
    "platform_busy",
    "The grant's part of the server restarted while it decided. Nothing was done.",
    "Try again in 1 s.",
    { retryAfterSeconds: 1 },
  );
}
