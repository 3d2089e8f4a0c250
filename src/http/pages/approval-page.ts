import {
  type Approval,
  type ApprovalHead,
  approvalStory,
  MAX_APPROVAL_NOTE,
  type Verdict,
} from "../../domain/approval.ts";
import { exactText, visibleLine } from "../../domain/unseen.ts";
import { allApprovals, approvalsWith } from "../all-approvals.ts";
import type { AdminSession } from "./admin-login.ts";
import { html, type Markup } from "./html.ts";
import { leadTo, show, told } from "./layout.ts";
import {
  formOf,
  type PageRequest,
  type PageRoute,
  requireAdmin,
  strangeForm,
} from "./page-route.ts";

/** Where an admin sees what waits, and decides. */
export const APPROVAL_PAGE_ROUTES: readonly PageRoute[] = [
  { method: "GET", path: /^\/approvals$/, run: showAll },
  { method: "GET", path: /^\/approvals\/([\w-]+)$/, run: showOne },
  { method: "POST", path: /^\/approvals\/([\w-]+)$/, run: decide },
];

const VERB = { approve: "approved", decline: "declined" } as const;

function showAll(page: PageRequest): Promise<Response> {
  return requireAdmin(page, async (session) => {
    const { pending, recent, left, unreachable } = await allApprovals();
    const body = html`${pending.length === 0 ? html`<p class="card">Nothing waits for approval.</p>` : listOf(pending)}
${recent.length === 0 ? undefined : html`<h2>Lately</h2>${listOf(recent)}`}
${left === 0 ? undefined : html`<p class="soft">${left} more are not shown.</p>`}
${unreachable.length === 0 ? undefined : told("bad", `No answer came from these grants: ${unreachable.join(", ")}. Load the page again.`)}`;
    return show({ title: "Approvals", body, logoutToken: await session.formToken("/logout") });
  });
}

function listOf(approvals: readonly ApprovalHead[]): Markup {
  const items = approvals.map(
    (one) => html`<li class="card"><a href="/approvals/${one.id}">${visibleLine(one.tool)}</a>
<p>${one.state} · grant ${one.grantId}${one.origin === undefined ? "" : ` · ${visibleLine(one.origin)}`}</p>
<p class="soft">asked ${time(one.askedAt)}</p></li>`,
  );
  return html`<ul class="list">${items}</ul>`;
}

function showOne(page: PageRequest): Promise<Response> {
  return requireAdmin(page, async (session) => {
    const id = page.params[0] ?? "";
    const approval = await (await approvalsWith(id))?.find(id);
    return approval === undefined ? unknown(session) : pageOf(approval, session);
  });
}

function decide(page: PageRequest): Promise<Response> {
  return requireAdmin(page, async (session) => {
    const form = await formOf(page, session);
    if (form === undefined) return strangeForm();
    const verdict = verdictIn(form);
    const id = page.params[0] ?? "";
    if (verdict === undefined) return strangeForm();
    const decided = await (await approvalsWith(id))?.decide(id, verdict);
    if (decided === undefined || decided.kind === "unknown") return unknown(session);
    if (decided.kind === "decided" || stands(decided.approval, verdict)) {
      return leadTo(page.url.pathname);
    }
    const problem = `This was not ${VERB[verdict.decision]}: it had been decided or was over before.`;
    return pageOf(decided.approval, session, problem);
  });
}

/** Whether it is as the verdict wants it, as after a click too many. */
function stands({ state }: Approval, { decision }: Verdict): boolean {
  return decision === "decline" ? state === "declined" : state === "approved" || state === "used";
}

function verdictIn(form: URLSearchParams): Verdict | undefined {
  const decision = form.get("decision");
  const note = form.get("note") ?? "";
  if (decision !== "approve" && decision !== "decline") return undefined;
  return note.length > MAX_APPROVAL_NOTE ? undefined : { decision, note };
}

async function unknown(session: AdminSession): Promise<Response> {
  const body = html`<p class="card">There is no such approval, or it was over more than an hour ago.</p><p><a href="/approvals">All approvals</a></p>`;
  const logoutToken = await session.formToken("/logout");
  return show({ title: "No such approval", body, status: 404, logoutToken });
}

async function pageOf(
  approval: Approval,
  session: AdminSession,
  problem?: string,
): Promise<Response> {
  const isPending = approval.state === "pending";
  const form = isPending
    ? await formFor(approval, await session.formToken(`/approvals/${approval.id}`))
    : undefined;
  const body = html`${problem === undefined ? undefined : told("bad", problem)}
${isPending ? undefined : told(approval.state === "declined" ? "bad" : kindOf(approval), storyOf(approval))}
${factsOf(approval)}
<section aria-labelledby="arguments">
<h2 id="arguments">Arguments, exactly as the call has them</h2>
<pre>${exactText(approval.args)}</pre>
<p class="soft">${approval.args.length} characters. Those that nobody sees are written as \\u escapes; credentials are withheld.</p>
</section>
${form}
<p><a href="/approvals">All approvals</a></p>`;
  return show({
    title: isPending ? "Approve this call?" : `Call ${approval.state}`,
    body,
    status: problem === undefined ? 200 : 409,
    logoutToken: await session.formToken("/logout"),
  });
}

function factsOf(approval: Approval): Markup {
  const { tool, grantId, sessionId, origin, reason, rule, state, askedAt, expiresAt } = approval;
  return html`<dl class="card">
<dt>Tool</dt><dd><code>${visibleLine(tool)}</code></dd>
<dt>Why</dt><dd>${visibleLine(reason)}</dd>
<dt>Rule</dt><dd><code>${visibleLine(rule)}</code></dd>
<dt>Grant</dt><dd>${grantId}</dd>
<dt>Session</dt><dd>${visibleLine(sessionId ?? "none")}</dd>
<dt>On page of</dt><dd>${origin === undefined ? "no page" : visibleLine(origin)}</dd>
<dt>Asked</dt><dd>${time(askedAt)}</dd>
${state === "pending" ? html`<dt>Decide until</dt><dd>${time(expiresAt)}, ${remaining(expiresAt)} left</dd>` : undefined}
</dl>`;
}

/** The buttons stand below all that is to be read, and Decline is what the Enter key means. */
function formFor({ id }: Approval, token: string): Markup {
  return html`<form class="card" method="post" action="/approvals/${id}">
<input type="hidden" name="form" value="${token}">
<label for="note">Note to the agent (optional)</label>
<textarea id="note" name="note" rows="2" maxlength="${MAX_APPROVAL_NOTE}" aria-describedby="said"></textarea>
<p id="said" class="soft">The agent is told the note when you decline. Approved, it may make this call once.</p>
<div class="buttons">
<button class="stop" name="decision" value="decline">Decline</button>
<button class="go" name="decision" value="approve">Approve</button>
</div>
</form>`;
}

function kindOf({ state }: Approval): "good" | "" {
  return state === "approved" || state === "used" ? "good" : "";
}

function storyOf({ state, decidedAt, expiresAt, note = "" }: Approval): string {
  const at = decidedAt === undefined ? undefined : clock(decidedAt);
  return approvalStory({ state, at, until: clock(expiresAt), note });
}

function time(at: number): Markup {
  return html`<time datetime="${new Date(at).toISOString()}">${clock(at)}</time>`;
}

function clock(at: number): string {
  return new Date(at)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");
}

function remaining(until: number): string {
  const seconds = Math.max(0, Math.round((until - Date.now()) / 1_000));
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}
