import type { UrlRules } from "../browser/egress/url-rules.ts";
import { coordinatorFor } from "../coordinator/coordinator-client.ts";
import type { Answer } from "../domain/answer.ts";
import { CallScope, underDeadline } from "../domain/deadline.ts";
import {
  notedResult,
  type Result,
  sessionNotFound,
  settle,
  ToolFailure,
} from "../domain/failure.ts";
import type { Grant } from "../domain/grant.ts";
import { randomHex, SESSION_ID_PATTERN, SESSION_NAME_PATTERN } from "../domain/ids.ts";
import { CALL_DEADLINE_MS } from "../domain/limits.ts";
import { logLine } from "../domain/log.ts";
import { runAdmitted } from "../grants/gated-run.ts";
import { knowledgeOf, profilesOf } from "../grants/grant-client.ts";
import { policyOf } from "../grants/policy-cache.ts";
import { admits } from "../policy/decide.ts";
import { sessionsOf } from "../session/session-client.ts";
import type { PoolTool, SessionTool, Tool } from "../tools/define-tool.ts";
import { gatedCalls } from "../tools/gated-calls.ts";
import { CallLine } from "./call-line.ts";
import { type Caller, callerFacts, gateOf } from "./caller.ts";
import { linkRole, liveLink } from "./live-links.ts";
import { NOT_BEGUN, noteRefused, unsettled } from "./refused-calls.ts";
import { validateInput } from "./validate-input.ts";

/** Milliseconds the Worker waits beyond the deadline for the session's own word that it passed. */
const GRACE_MS = 3_000;

/** One call on its way through the Worker. */
interface Call extends Caller {
  readonly scope: CallScope;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
  readonly line: CallLine;
}

/**
 * Validates a call and runs it where its tool runs; every failure comes back as a value, and every
 * call leaves a row, a line in the log and a point in the metrics.
 */
export async function callTool(
  tool: Tool,
  given: unknown,
  caller: Caller,
  signal: AbortSignal,
): Promise<Result<Answer>> {
  const scope = new CallScope(Date.now() + CALL_DEADLINE_MS + GRACE_MS);
  const line = new CallLine(tool.name, caller, scope.browser);
  const calling = noted(tool, given, { ...caller, scope, signal, line }).then((result) => {
    line.ended(result, signal.aborted);
    return result;
  });
  // Else the call of whoever goes away would end with its request, before its line is written.
  const stay = () => caller.waitUntil(calling);
  signal.addEventListener("abort", stay, { once: true });
  return calling.finally(() => signal.removeEventListener("abort", stay));
}

async function noted(tool: Tool, given: unknown, call: Call): Promise<Result<Answer>> {
  const outcome = await run(tool, given, call);
  const result = call.scope.isNoted ? notedResult(outcome) : outcome;
  if (!result.ok && result.failure.isNoted !== true) {
    await noteRefused(tool.name, given, call, result.failure.code);
  }
  return result;
}

function run(tool: Tool, given: unknown, call: Call): Promise<Result<Answer>> {
  const { scope } = call;
  return settle(
    async () => {
      await refuseUnlisted(tool, call);
      const input = validateInput(tool, given);
      scope.note(`${tool.name} was running`);
      return underDeadline(scope, () =>
        tool.target === "pool" ? runPoolTool(tool, input, call) : runSessionTool(tool, input, call),
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
  call: Call,
): Promise<Answer> {
  const { grant, config, scope, line } = call;
  const sessionId =
    given.sessionId === undefined
      ? undefined
      : await resolveSession(grant, String(given.sessionId));
  if (sessionId !== undefined) line.about(sessionId);
  // By its id, so that a name that changes its session takes no approval and no counter along.
  const input = sessionId === undefined ? given : { ...given, sessionId };
  const calls = gatedCalls(tool, input, { grant: grant.id }, sessionId);
  const gate = gateOf(call);
  const admission = await gate.admit(calls);
  const later = (work: Promise<void>) => call.waitUntil(work.catch(unsettled));
  const usesBrowser = tool.annotations.openWorldHint;
  const maxSessions = gate.policy?.ceilings.sessions;
  return runAdmitted({ admission, usesBrowser, scope, later }, () =>
    tool.run(input, {
      pool: coordinatorFor(grant.id, maxSessions),
      maxSessions,
      sessions: toldOf(line, sessionsOf(grant.id)),
      profiles: profilesOf(grant.id),
      knowledge: knowledgeOf(grant.id),
      config,
      urlRules: urlRulesOf(call),
      liveLink: (id, until) => liveLink(call, id, until),
      deadlineAt: scope.deadlineAt - GRACE_MS,
      steps: admission,
      resolve: (idOrName) => resolveSession(grant, idOrName),
      whileWanted: (work, undo) => whileWanted(call, work, undo),
    }),
  );
}

type Sessions = ReturnType<typeof sessionsOf>;

/** A session that is opened is one the call is about. */
function toldOf(line: CallLine, sessions: Sessions): Sessions {
  const open: Sessions["open"] = (request) => {
    line.about(request.sessionId);
    return sessions.open(request);
  };
  return { ...sessions, open };
}

async function runSessionTool(
  tool: SessionTool,
  { sessionId, ...input }: Record<string, unknown>,
  caller: Call,
): Promise<Answer> {
  const { grant, ownHosts, scope, line } = caller;
  const deadlineAt = scope.deadlineAt - GRACE_MS;
  const id = await resolveSession(grant, String(sessionId));
  line.about(id);
  const sessions = sessionsOf(grant.id);
  const operationId = randomHex(8);
  const facts = callerFacts(caller);
  const { origin, opensUrls = false } = caller;
  const people = { origin, role: linkRole(caller), opensUrls };
  const call = { operationId, tool: tool.name, input, ownHosts, deadlineAt, caller: facts, people };
  const spent = (browserMs: number) => {
    scope.browser.end(browserMs);
    line.isTimeKnown = true;
  };
  line.isTimeKnown = false;
  return whileWanted(
    caller,
    () => sessions.call(id, call, spent),
    () => sessions.cancel(id, operationId),
  );
}

/** Runs `work`, and `undo` should the caller go away meanwhile, or neither if it has gone already. */
async function whileWanted<T>(
  { waitUntil, signal }: Call,
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
