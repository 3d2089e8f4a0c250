import type { UrlRules } from "../browser/egress/url-rules.ts";
import { coordinatorFor } from "../coordinator/coordinator-client.ts";
import type { Answer } from "../domain/answer.ts";
import type { Config } from "../domain/config.ts";
import { CallScope, underDeadline } from "../domain/deadline.ts";
import {
  notedResult,
  type Result,
  sessionNotFound,
  settle,
  ToolFailure,
} from "../domain/failure.ts";
import type { CallerFacts, Grant } from "../domain/grant.ts";
import { randomHex, SESSION_ID_PATTERN, SESSION_NAME_PATTERN } from "../domain/ids.ts";
import { CALL_DEADLINE_MS } from "../domain/limits.ts";
import { logLine } from "../domain/log.ts";
import { directory } from "../grants/directory-client.ts";
import { Gate } from "../grants/gate.ts";
import { runAdmitted } from "../grants/gated-run.ts";
import { grantGate, knowledgeOf, profilesOf } from "../grants/grant-client.ts";
import type { PolicyCopy } from "../grants/grant-contract.ts";
import { policyOf } from "../grants/policy-cache.ts";
import { admits } from "../policy/decide.ts";
import { sessionsOf } from "../session/session-client.ts";
import type { PoolTool, SessionTool, Tool } from "../tools/define-tool.ts";
import { gatedCalls } from "../tools/gated-calls.ts";
import { linkRole, liveLink } from "./live-links.ts";
import { validateInput } from "./validate-input.ts";

/** Milliseconds the Worker waits beyond the deadline for the session's own word that it passed. */
const GRACE_MS = 3_000;
/** Names a stranger may have made up, and characters of each, that a row tells. */
const MAX_KEYS = 50;
const MAX_WORD = 64;
const NOT_BEGUN = { code: "not_begun", ms: 0, browserMs: 0, bytes: 0 };

/** Who calls, and what the Worker lends to the call. */
export interface Caller {
  readonly grant: Grant;
  /** The person or service within the grant, where the login tells. */
  readonly subject?: string;
  readonly policy: PolicyCopy | undefined;
  /** The kill switch is on, so that nothing but the refusal of calls is served. */
  readonly isStopped?: boolean;
  /** Drawn for each HTTP request. */
  readonly requestId: string;
  readonly config: Config;
  /** Host names of this deployment. */
  readonly ownHosts: readonly string[];
  /** Where links into this deployment lead. */
  readonly origin: string;
  readonly waitUntil: (work: Promise<unknown>) => void;
  /** Whether the client opens addresses for its user, and has not done so for this call. */
  readonly opensUrls?: boolean;
  /** Name and version of the client program, as it says. */
  readonly client?: string;
}

/**
 * Validates a call and runs it where its tool runs; every failure comes back as a value, and every
 * call leaves a row.
 */
export async function callTool(
  tool: Tool,
  given: unknown,
  caller: Caller,
  signal: AbortSignal,
): Promise<Result<Answer>> {
  const scope = new CallScope(Date.now() + CALL_DEADLINE_MS + GRACE_MS);
  const outcome = await run(tool, given, caller, scope, signal);
  const result = scope.isNoted ? notedResult(outcome) : outcome;
  if (!result.ok && result.failure.isNoted !== true) {
    await noteRefused(tool.name, given, caller, result.failure.code);
  }
  return result;
}

function run(
  tool: Tool,
  given: unknown,
  caller: Caller,
  scope: CallScope,
  signal: AbortSignal,
): Promise<Result<Answer>> {
  return settle(
    async () => {
      await refuseUnlisted(tool, caller);
      const input = validateInput(tool, given);
      scope.note(`${tool.name} was running`);
      return underDeadline(scope, () =>
        tool.target === "pool"
          ? runPoolTool(tool, input, caller, scope, signal)
          : runSessionTool(tool, input, caller, scope.deadlineAt - GRACE_MS, signal),
      );
    },
    (error, requestId) =>
      logLine("call_failed", { tool: tool.name, requestId, error: String(error) }),
  );
}

/** What the policy lists nowhere is denied whatever it is asked, and tells nothing of its arguments. */
async function refuseUnlisted(tool: Tool, caller: Caller): Promise<void> {
  const policy = policyOf(caller.policy);
  if (policy !== undefined && admits(policy, tool.name)) return;
  const call = { tool: tool.name, args: {}, ctx: { grant: caller.grant.id }, capabilities: [] };
  const admission = await gateOf(caller).admit([{ call }]);
  // The policy is another one by now; the call itself is decided by that.
  await admission.close(NOT_BEGUN);
}

/** Decided here, where no page is known; a session's own tools are decided on its turn. */
async function runPoolTool(
  tool: PoolTool,
  given: Record<string, unknown>,
  caller: Caller,
  scope: CallScope,
  signal: AbortSignal,
): Promise<Answer> {
  const { grant, config } = caller;
  const sessionId =
    given.sessionId === undefined
      ? undefined
      : await resolveSession(grant, String(given.sessionId));
  // By its id, so that a name that changes its session takes no approval and no counter along.
  const input = sessionId === undefined ? given : { ...given, sessionId };
  const calls = gatedCalls(tool, input, { grant: grant.id }, sessionId);
  const gate = gateOf(caller);
  const admission = await gate.admit(calls);
  scope.isNoted = true;
  const later = (work: Promise<void>) => caller.waitUntil(work.catch(unsettled));
  const usesBrowser = tool.annotations.openWorldHint;
  const maxSessions = gate.policy?.ceilings.sessions;
  return runAdmitted({ admission, usesBrowser, later }, () =>
    tool.run(input, {
      pool: coordinatorFor(grant.id, maxSessions),
      maxSessions,
      sessions: sessionsOf(grant.id),
      profiles: profilesOf(grant.id),
      knowledge: knowledgeOf(grant.id),
      config,
      urlRules: urlRulesOf(caller),
      liveLink: (id, until) => liveLink(caller, id, until),
      deadlineAt: scope.deadlineAt - GRACE_MS,
      steps: admission,
      resolve: (idOrName) => resolveSession(grant, idOrName),
      whileWanted: (work, undo) => whileWanted(caller, signal, work, undo),
    }),
  );
}

/** Notes a call that came to no decision; `code` is that of its failure. */
export async function noteRefused(
  tool: string,
  given: unknown,
  caller: Caller,
  code: string,
): Promise<void> {
  const args = Object.entries({ ...Object(given) });
  const sessionId = args.find(([name]) => name === "sessionId")?.[1];
  const session = typeof sessionId === "string" ? { sessionId: sessionId.slice(0, MAX_WORD) } : {};
  const keys = args
    .slice(0, MAX_KEYS)
    .map(([name]) => name.slice(0, MAX_WORD))
    .sort();
  const call = { tool: tool.slice(0, MAX_WORD), ...session, keys, code };
  await grantGate(caller.grant.id).noteRefused(call, callerFacts(caller)).catch(unsettled);
}

/** Notes a call of a tool that the policy hides, which its caller is to take for an unknown one. */
export async function noteHidden(tool: Tool, given: unknown, caller: Caller): Promise<void> {
  // Nobody has looked at what was given, so that no part of it is followed.
  const call = { tool: tool.name, args: {}, ctx: { grant: caller.grant.id }, capabilities: [] };
  try {
    const admission = await gateOf(caller).admit([{ call }]);
    // It is hidden no more since the list was made: still nothing runs.
    await admission.close({ code: "not_begun", ms: 0, browserMs: 0, bytes: 0 });
  } catch (error) {
    if (error instanceof ToolFailure && error.failure.isNoted === true) return;
    unsettled(error);
    await noteRefused(tool.name, given, caller, "unknown_tool");
  }
}

function gateOf(caller: Caller): Gate {
  const parts = {
    caller: callerFacts(caller),
    grant: grantGate(caller.grant.id),
    directory: directory(),
    config: caller.config,
  };
  return new Gate(parts, { copy: caller.policy });
}

function callerFacts({ grant, subject, client, requestId }: Caller): CallerFacts {
  return {
    grantId: grant.id,
    requestId,
    ...(subject === undefined ? {} : { subject }),
    ...(client === undefined ? {} : { client }),
  };
}

function unsettled(error: unknown): void {
  logLine("call_unsettled", { error: String(error) });
}

async function runSessionTool(
  tool: SessionTool,
  { sessionId, ...input }: Record<string, unknown>,
  caller: Caller,
  deadlineAt: number,
  signal: AbortSignal,
): Promise<Answer> {
  const { grant, ownHosts } = caller;
  const id = await resolveSession(grant, String(sessionId));
  const sessions = sessionsOf(grant.id);
  const operationId = randomHex(8);
  const facts = callerFacts(caller);
  const { origin, opensUrls = false } = caller;
  const people = { origin, role: linkRole(caller), opensUrls };
  const call = { operationId, tool: tool.name, input, ownHosts, deadlineAt, caller: facts, people };
  return whileWanted(
    caller,
    signal,
    () => sessions.call(id, call),
    () => sessions.cancel(id, operationId),
  );
}

/** Runs `work`, and `undo` should the caller go away meanwhile; after that nothing else here runs. */
async function whileWanted<T>(
  { waitUntil }: Caller,
  signal: AbortSignal,
  work: () => Promise<T>,
  undo: () => Promise<void>,
): Promise<T> {
  if (signal.aborted) throw callerLeft();
  // Only what is handed to waitUntil survives the end of the request.
  const leave = () => waitUntil(undo().catch(() => undefined));
  signal.addEventListener("abort", leave, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

function callerLeft(): ToolFailure {
  return new ToolFailure("cancelled", "The caller went away.", "Call again if needed.");
}

/** A name leads to an id of the same grant only; nothing else is ever looked up. */
async function resolveSession(grant: Grant, idOrName: string): Promise<string> {
  if (SESSION_ID_PATTERN.test(idOrName)) return idOrName;
  if (!SESSION_NAME_PATTERN.test(idOrName)) throw sessionNotFound();
  const id = await coordinatorFor(grant.id).resolve(idOrName);
  if (id === undefined) throw sessionNotFound();
  return id;
}

function urlRulesOf({ config, ownHosts }: Caller): UrlRules {
  const { allowPrivateHosts, ownPort } = config;
  return { allowPrivateHosts, ownPort, ownHosts };
}
