import * as z from "zod";
import type { Answer } from "../../domain/answer.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { HUMAN_REQUEST_PATTERN } from "../../domain/ids.ts";
import type { HumanRequest } from "../../domain/live.ts";
import { visibleLine } from "../../domain/unseen.ts";
import { type BeforeTurn, defineTool, type HumanOutcome, WRITES } from "../define-tool.ts";
import { headOf } from "../page-answer.ts";
import { diff } from "../reading/diff.ts";

const MAX_WAIT_MS = 50_000;

export const waitForHuman = defineTool({
  name: "wait_for_human",
  title: "Wait for human",
  description:
    "Asks a person to step in by a live view (login, captcha, payment) and waits. Answers what they said and what changed, or pending with a link and requestId: call again with it. Until then you can only read.",
  annotations: { ...WRITES, idempotentHint: false },
  theme: "people",
  core: true,
  target: "session",
  isStep: true,
  whileHeld: true,
  input: z.strictObject({
    reason: z.string().min(1).max(1_000).optional().describe("What to do and why"),
    timeout: z.int().min(0).max(MAX_WAIT_MS).default(MAX_WAIT_MS).describe("ms"),
    requestId: z.string().regex(HUMAN_REQUEST_PATTERN).optional().describe("From pending"),
  }),
  async beforeTurn({ reason, requestId, timeout }, before) {
    const { people, scope, opensUrls } = before;
    const request = requestId === undefined ? people.ask(reasonIn(reason)) : people.find(requestId);
    const isNew = requestId === undefined;
    const waitMs = isNew && opensUrls ? 0 : timeout;
    const outcome = await people.settled(request.id, waitMs, scope);
    if (outcome !== undefined) return undefined;
    const answer = await pending(request, before);
    return { ...answer, notices: [...(answer.notices ?? []), ...unheard(reason, request)] };
  },
  async run({ reason, requestId }, context) {
    const request = context.people.find(requestId);
    const outcome = context.people.outcomeOf(request.id);
    if (outcome === undefined) throw replaced(request);
    const told = toldOf(request, outcome);
    const unused = unheard(reason, request);
    try {
      const { facts, notices = [], ...rest } = await diff.run({ selector: undefined }, context);
      const all = [...notices, ...unused];
      return { ...rest, notices: all, facts: [facts[0] ?? "", told, ...facts.slice(1)] };
    } catch (error) {
      if (!(error instanceof ToolFailure) || context.page.scope.signal.aborted) throw error;
      const unread = `what changed could not be read: ${error.failure.what}`;
      return { facts: [headOf(context), told], notices: [unread, ...unused] };
    }
  },
});

function reasonIn(reason: string | undefined): string {
  if (reason !== undefined && reason.trim() !== "") return reason;
  throw new ToolFailure(
    "invalid_arguments",
    "reason: is needed, unless requestId names a request that waits; nothing was asked.",
    "Say in reason what the person is to do.",
  );
}

/** A request keeps the reason it was opened with. */
function unheard(reason: string | undefined, request: HumanRequest): string[] {
  if (reason === undefined || reason === request.reason) return [];
  return ["the person saw the reason that was given first, not this one"];
}

/** Another call has asked anew between the answer and this call's turn. */
function replaced({ id }: HumanRequest): ToolFailure {
  return new ToolFailure(
    "not_found",
    "Another call has asked a person anew before this one could tell its answer.",
    `Call wait_for_human with requestId ${id} to wait for that.`,
  );
}

async function pending(
  { id, reason, expiresAt }: HumanRequest,
  { liveLink, opensUrls }: BeforeTurn,
): Promise<Answer> {
  const url = await liveLink(expiresAt);
  const seconds = Math.max(0, Math.round((expiresAt - Date.now()) / 1_000));
  const facts = [
    url === undefined ? `pending: requestId ${id}` : `pending: requestId ${id} link ${url}`,
    `Give the link to a person, then call again with this requestId; it waits ${seconds} s more. Acting tools wait too, reading tools work.`,
  ];
  if (url === undefined) {
    return {
      facts,
      notices: ["without LEAPFROG_KEY there are no links: the admin opens the dashboard"],
    };
  }
  const message = `The agent asks: ${visibleLine(reason)}`;
  return opensUrls ? { facts, opens: { url, message, state: id } } : { facts };
}

function toldOf({ id }: HumanRequest, { kind, note, by }: HumanOutcome): string {
  if (kind === "expired") return `expired: nobody answered request ${id} in time`;
  const said = note.trim() === "" ? "" : `, with the note: "${visibleLine(note)}"`;
  return `${kind} by ${by}${said}`;
}
