import type { CallerFacts } from "../domain/grant.ts";
import type { AuditRow } from "./audit-log.ts";
import type { CallOutcome, DecidedCall, PersonDeed, RefusedCall } from "./grant-contract.ts";
import type { SecretUse } from "./secret-contract.ts";

/** Characters of who did something, which are words of ours. */
const MAX_BY = 100;

/** What became of a decided call besides the word of its policy. */
export interface Admitted {
  /** Rule of the limit it came over. */
  readonly limited?: string;
  readonly approval?: "approved" | "pending" | "declined" | "full" | "too_large";
  readonly approvalId?: string;
  /** Why its grant let nothing through any more. */
  readonly refused?: string;
}

/** The row of a call, or of a step in it, before it runs; values stand last, for they are cut first. */
export function decisionRow(
  { record, decision, rule }: DecidedCall,
  caller: CallerFacts,
  about: Admitted & { readonly revision: string | undefined; readonly label?: string | undefined },
): AuditRow {
  const { tool, step, sessionId: session, keys, digest, host, origin, values, ...rest } = record;
  const { revision, label, ...admitted } = about;
  return {
    event: "decision",
    request: caller.requestId,
    tool,
    step,
    session,
    decision,
    rule: rule === "" ? undefined : rule,
    revision,
    ...admitted,
    label,
    subject: caller.subject,
    client: caller.client,
    host: host === undefined ? undefined : hostOnly(host),
    origin: origin === undefined ? undefined : originOnly(origin),
    ...rest,
    digest,
    keys,
    values,
  };
}

/** The row of a call that was refused before there was anything to decide. */
export function refusedRow(
  { tool, sessionId, keys, code }: RefusedCall,
  caller: CallerFacts,
): AuditRow {
  const { requestId: request, subject, client } = caller;
  return { event: "refused", request, tool, session: sessionId, code, subject, client, keys };
}

/** The row of a secret that is about to be typed. */
export function typedRow({ caller, sessionId, name, origin }: SecretUse): AuditRow {
  const { requestId: request, subject, client } = caller;
  const text = `secret ${name} typed at ${origin}`;
  const use = { session: sessionId, secret: name, origin, text };
  return { event: "secret_typed", request, ...use, subject, client };
}

/** The row of what a person did in a live view; nothing a person or a page has written stands in it. */
export function personRow({ what, sessionId: session, by }: PersonDeed): AuditRow {
  return { event: "person", what, session, by: by.slice(0, MAX_BY) };
}

/** The row of how it went; `of` is the number of the call's decision, whichever step this is. */
export function outcomeRow(outcome: CallOutcome, caller: CallerFacts, of: number): AuditRow {
  const { record, code, ms, browserMs, bytes } = outcome;
  const { tool, step, sessionId: session } = record;
  const { requestId: request } = caller;
  return { event: "outcome", of, request, tool, step, session, code, ms, browserMs, bytes };
}

/** Whatever it was given: no path, query or user of an address comes into a row. */
function originOnly(origin: string): string {
  const parsed = URL.parse(origin);
  return parsed === null ? hostOnly(origin) : parsed.origin;
}

function hostOnly(host: string): string {
  const [authority = ""] = host.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "").split(/[/?#\\]/);
  return authority.slice(authority.lastIndexOf("@") + 1);
}
