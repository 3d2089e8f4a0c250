import type { Condition } from "./condition.ts";
import { below, type DocumentReader } from "./document-reader.ts";
import { type KnownArguments, readConditions } from "./parse-condition.ts";
import { readLimits, readRateLimit } from "./parse-limit.ts";
import { ACTIONS, type Action, type Clause, type Rule } from "./policy.ts";

const KEYS = ["action", "reason", "when", "approval", "require", "deny_if", "limits", "rate_limit"];
/** Seconds an approval may be waited for. */
const APPROVAL = { default: 600, bounds: [10, 86_400] } as const;

/** Reads one entry of `tools` or `capabilities`. */
export function readRule(
  reader: DocumentReader,
  value: unknown,
  pointer: string,
  known: KnownArguments,
): Rule {
  const given = reader.object(value, pointer, KEYS);
  const at = (key: string) => below(pointer, key);
  const action =
    given.action === undefined ? undefined : reader.choice(given.action, at("action"), ACTIONS);
  return {
    pointer,
    action,
    reason: reader.text(given.reason, at("reason")),
    when: readWhen(reader, given.when, pointer, { action, known }),
    approvalSeconds: readApproval(reader, given.approval, at("approval"), action),
    require: readClauses(reader, given.require, at("require"), known),
    denyIf: readClauses(reader, given.deny_if, at("deny_if"), known),
    limits: [
      ...readLimits(reader, given.limits, at("limits"), known),
      ...readRateLimit(reader, given.rate_limit, at("rate_limit")),
    ],
  };
}

function readClauses(
  reader: DocumentReader,
  value: unknown,
  pointer: string,
  known: KnownArguments,
): readonly Clause[] {
  return reader.list(value, pointer).map((entry, index) => {
    const at = below(pointer, index);
    const { conditions, on_deny } = reader.object(entry, at, ["conditions", "on_deny"]);
    const onDeny = reader.text(on_deny, below(at, "on_deny"));
    return {
      pointer: at,
      conditions: readConditions(reader, conditions, below(at, "conditions"), known),
      ...(onDeny === undefined ? {} : { onDeny }),
    };
  });
}

interface Around {
  readonly action: Action | undefined;
  readonly known: KnownArguments;
}

/** `when` beside `allow` permits nothing more, but for code in tainted sessions. */
function readWhen(
  reader: DocumentReader,
  value: unknown,
  pointer: string,
  { action, known }: Around,
): readonly Condition[] {
  if (value === undefined) return [];
  const at = below(pointer, "when");
  const conditions = readConditions(reader, value, at, known);
  const isNarrowing = action === "deny" || action === "require_approval";
  const isLift = action === "allow" && pointer === "/capabilities/js";
  if (isLift && !conditions.some(asksForTaint)) {
    reader.refuse(at, 'of allow must hold {"path":"ctx.session.tainted","op":"eq","value":true}');
  }
  if (!isNarrowing && !isLift) {
    reader.refuse(
      at,
      "needs an action of deny or require_approval; to permit only then, use require",
    );
  }
  return conditions;
}

/** Whether a condition holds in tainted sessions and in no others. */
function asksForTaint({ path, operator, test }: Condition): boolean {
  const isTaint = path.join(".") === "ctx.session.tainted" && !operator.takesMissing;
  return isTaint && test(true) === true && test(false) === false;
}

function readApproval(
  reader: DocumentReader,
  value: unknown,
  pointer: string,
  action: Action | undefined,
): number {
  if (value === undefined) return APPROVAL.default;
  const { timeout_s } = reader.object(value, pointer, ["timeout_s"]);
  if (action !== "require_approval") {
    reader.refuse(pointer, "needs an action of require_approval");
  }
  const at = below(pointer, "timeout_s");
  const seconds = reader.integer(timeout_s ?? APPROVAL.default, at, APPROVAL.bounds);
  return seconds ?? APPROVAL.default;
}
