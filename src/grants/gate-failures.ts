import { ToolFailure } from "../domain/failure.ts";
import type { Decision } from "../policy/decide.ts";
import type { AdmitReply, Refusal } from "./grant-contract.ts";

const ASK_OWNER = "Do it another way, or ask whoever runs this server to change the policy.";

/** A rule of the policy, or the lack of one, refuses. */
export function denied(denial: {
  readonly reason: string;
  readonly rule: string;
  readonly step?: string | undefined;
  /** Whether it is refused on a page that has come up since it was let through. */
  readonly isLate?: boolean;
}): ToolFailure {
  const where = denial.step === undefined ? "" : `${denial.step}: `;
  const undone = denial.isLate ? "Nothing was done on the page of now." : "Nothing was done.";
  const what = `${where}${denial.reason} (rule ${denial.rule}) ${undone}`;
  return new ToolFailure("policy_denied", what, ASK_OWNER);
}

/** A counter is used up. */
export function limited(reply: Extract<AdmitReply, { kind: "limited" }>): ToolFailure {
  const { charge, retryAfterSeconds } = reply;
  const per = wordOf(charge.windowMs);
  const limit = `${charge.max} a ${per} for this ${charge.scope}`;
  const what = `The limit ${charge.counter} of ${limit} is reached (rule ${charge.rule}). Nothing was done.`;
  if (retryAfterSeconds === undefined) {
    return new ToolFailure("rate_limited", what, "Ask for less at a time: this never fits.");
  }
  const next = `Try again in ${retryAfterSeconds} s.`;
  return new ToolFailure("rate_limited", what, next, { retryAfterSeconds });
}

function wordOf(windowMs: number): string {
  const words: Readonly<Record<number, string>> = {
    1000: "second",
    60000: "minute",
    3600000: "hour",
    86400000: "day",
  };
  return words[windowMs] ?? `${windowMs / 1_000} s`;
}

/** A person has to approve; where they do so is added by whoever knows the server's address. */
export function needsApproval(
  decisions: readonly Decision[],
  { id, expiresAt }: Extract<AdmitReply, { kind: "approval" }>,
): ToolFailure {
  const asking = decisions.find(({ kind }) => kind === "require_approval");
  const reason = asking?.kind === "require_approval" ? asking.reason : "";
  const seconds = Math.max(1, Math.round((expiresAt - Date.now()) / 1_000));
  return new ToolFailure(
    "approval_required",
    `${reason} Nothing was done.`,
    `Once a person has approved it, within ${seconds} s, call again with exactly the same arguments.`,
    { approvalId: id },
  );
}

export function declined(note: string): ToolFailure {
  const said = note === "" ? "" : ` Their note: "${note}".`;
  const what = `A person declined this call.${said} Nothing was done.`;
  return new ToolFailure("policy_denied", what, ASK_OWNER);
}

export function tooMany(limit: number): ToolFailure {
  return new ToolFailure(
    "rate_limited",
    `${limit} calls of this grant wait for approval already. Nothing was done.`,
    "Wait until some of them are decided; try again in 60 s.",
    { retryAfterSeconds: 60 },
  );
}

/** A person would have to approve more than they are shown. */
export function tooLarge(limit: number): ToolFailure {
  return new ToolFailure(
    "too_large",
    `A person has to approve this call, and is shown all of it, up to ${limit} characters of arguments; these are more. Nothing was done.`,
    "Make it several smaller calls; give a file as an artifact's id.",
  );
}

/** A step has come to a page on which the policy wants a person to look at it. */
export function approvalElsewhere(tool: string): ToolFailure {
  return new ToolFailure(
    "approval_required",
    "This needs a person's approval on the page of now. Nothing was done there.",
    `Call ${tool} for it alone, on this page.`,
  );
}

export function noKey(): ToolFailure {
  return new ToolFailure(
    "policy_denied",
    "The policy asks for an approval, and without LEAPFROG_KEY none can be given. Nothing was done.",
    "Ask whoever runs this server to set LEAPFROG_KEY.",
  );
}

/** The grant came to its end while its call was under way. */
export function ended(refusal: Refusal): ToolFailure {
  if (refusal === "stopped") {
    const what = "The kill switch of this server is on: nothing is done for anybody.";
    return new ToolFailure("policy_denied", what, "Ask whoever runs this server.");
  }
  return new ToolFailure(
    "policy_denied",
    `This grant is ${refusal}. Nothing was done.`,
    "Ask whoever runs this server for a new token.",
  );
}
