import { make, mark, show, write } from "../shared/make.ts";
import { ask, Refused, wordsOf } from "./admin-api.ts";
import type { Overview } from "./answers.ts";
import { ApprovalsSection } from "./approvals-section.ts";
import { AuditSection } from "./audit-section.ts";
import { GrantsSection } from "./grants-section.ts";
import { NOTICES } from "./notices.ts";
import { Poll } from "./poll.ts";
import { PoolSection } from "./pool-section.ts";
import { SessionsSection, waitingIn } from "./sessions-section.ts";
import { Tabs } from "./tabs.ts";

/** Milliseconds between two looks at everything. */
const EVERY_MS = 3_000;

/** How far the server's clock is ahead of the browser's. */
let aheadMs = 0;

const surroundings = { now: () => Date.now() + aheadMs, changed: () => poll.hurry() };
const sessions = new SessionsSection(surroundings);
const approvals = new ApprovalsSection(surroundings);
const pool = new PoolSection(surroundings.changed);
const tabs = new Tabs([sessions, approvals, new GrantsSection(), new AuditSection()]);
const trouble = make("p", { class: "problem", role: "alert", hidden: true });
const version = make("footer", { class: "soft small" });
const news = make("p", { class: "unseen", role: "status" });

async function look(): Promise<void> {
  try {
    const overview = await ask<Overview>("GET", "/overview");
    aheadMs = Date.parse(overview.now) - Date.now();
    update(overview);
    show(trouble, false);
    if (overview.approvals > 0 || tabs.isOpen(approvals.id)) await approvals.load();
  } catch (error) {
    show(trouble, true);
    write(trouble, wordsOf(error));
    if (error instanceof Refused && error.status === 401) leadToLogin();
  }
}

function update(overview: Overview): void {
  pool.update(overview);
  sessions.update(overview);
  write(version, `Leapfrog ${overview.version}`);
  const asking = waitingIn(overview);
  tabs.count(sessions.id, asking);
  tabs.count(approvals.id, overview.approvals);
  const waiting = asking + overview.approvals;
  document.title = `${waiting > 0 ? `(${waiting}) ` : ""}Dashboard – Leapfrog`;
  write(news, newsOf(overview.approvals, asking));
}

/** What screen readers are told when it changes, wherever the person is. */
function newsOf(approvalCount: number, asking: number): string {
  return [
    ...(approvalCount > 0 ? [`Calls that wait for approval: ${approvalCount}.`] : []),
    ...(asking > 0 ? [`Sessions that wait for a person: ${asking}.`] : []),
  ].join(" ");
}

function leadToLogin(): void {
  const next = new URLSearchParams({ next: "/" });
  trouble.replaceChildren(
    "The login has ended. ",
    make("a", { href: `/login?${next}` }, "Log in again"),
  );
}

const main = document.querySelector("main");
main?.replaceChildren(trouble, pool.element, tabs.element, news);
for (const section of tabs.panels) main?.append(section);
main?.append(NOTICES);
main?.after(version);
mark(document.documentElement, "data-ready", true);
const poll = new Poll(look, EVERY_MS);
