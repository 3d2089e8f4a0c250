import { type ApprovalHead, MAX_APPROVAL_NOTE, type Verdict } from "../../domain/approval.ts";
import { allApprovals, approvalsWith } from "../all-approvals.ts";
import { readUpTo } from "../limited-body.ts";
import { type AdminRequest, type AdminRoute, json, refusal } from "./admin-route.ts";

const MAX_BODY_BYTES = 8_192;
const FORM = `Send JSON: {"decision": "approve" or "decline", "note": optional text of at most ${MAX_APPROVAL_NOTE} characters}.`;

/** What waits for a person's word, over all grants, and the word itself. */
export const APPROVAL_ROUTES: readonly AdminRoute[] = [
  { method: "GET", path: /^\/admin\/approvals$/, run: list },
  { method: "POST", path: /^\/admin\/approvals\/([\w-]+)$/, takes: ["body"], run: decide },
];

async function list(): Promise<Response> {
  const { pending, recent, ...more } = await allApprovals();
  return json({ pending: pending.map(shown), recent: recent.map(shown), ...more });
}

/** With times that people read. */
function shown({ askedAt, expiresAt, decidedAt, ...approval }: ApprovalHead) {
  const time = (at: number) => new Date(at).toISOString();
  const decided = decidedAt === undefined ? {} : { decidedAt: time(decidedAt) };
  return { ...approval, askedAt: time(askedAt), expiresAt: time(expiresAt), ...decided };
}

async function decide({ request, params }: AdminRequest): Promise<Response> {
  const id = params[0] ?? "";
  const verdict = await verdictIn(request);
  if (verdict === undefined) return refusal(400, "invalid_arguments", FORM);
  const decided = await (await approvalsWith(id))?.decide(id, verdict);
  if (decided === undefined || decided.kind === "unknown") return unknown();
  if (decided.kind === "decided") return json(shown(decided.approval));
  const message = `It was not decided now: it is ${decided.approval.state} already.`;
  return json({ error: "too_late", message, approval: shown(decided.approval) }, 409);
}

function unknown(): Response {
  return refusal(404, "not_found", "No such approval, or it was over more than an hour ago.");
}

/** Undefined for whatever is not of exactly this form. */
async function verdictIn(request: Request): Promise<Verdict | undefined> {
  try {
    const given: unknown = JSON.parse((await readUpTo(request.body, MAX_BODY_BYTES)) ?? "");
    if (typeof given !== "object" || given === null || Array.isArray(given)) return undefined;
    const { decision, note = "", ...more }: Record<string, unknown> = { ...given };
    if (Object.keys(more).length > 0) return undefined;
    if (decision !== "approve" && decision !== "decline") return undefined;
    if (typeof note !== "string" || note.length > MAX_APPROVAL_NOTE) return undefined;
    return { decision, note };
  } catch {
    return undefined;
  }
}
