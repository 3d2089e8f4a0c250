import { ToolFailure } from "../domain/failure.ts";
import { logLine } from "../domain/log.ts";
import { grantGate } from "../grants/grant-client.ts";
import type { Tool } from "../tools/define-tool.ts";
import { type Caller, callerFacts, gateOf } from "./caller.ts";

/** Names a stranger may have made up, and characters of each, that a row tells. */
const MAX_KEYS = 50;
const MAX_WORD = 64;
/** How a call ended that was let through and did not run. */
export const NOT_BEGUN = { code: "not_begun", ms: 0, browserMs: 0, bytes: 0 };

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
    await admission.close(NOT_BEGUN);
  } catch (error) {
    if (error instanceof ToolFailure && error.failure.isNoted === true) return;
    unsettled(error);
    await noteRefused(tool.name, given, caller, "unknown_tool");
  }
}

/** Tells of a row that could not be written. */
export function unsettled(error: unknown): void {
  logLine("call_unsettled", { error: String(error) });
}
