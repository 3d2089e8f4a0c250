import { CAPABILITIES, isToolName } from "../domain/tool-names.ts";
import type { PastCall } from "../policy/forecast.ts";
import type { AuditRow } from "./audit-log.ts";
import type { DecidedCall } from "./grant-contract.ts";

const DECISIONS: readonly DecidedCall["decision"][] = [
  "allow",
  "deny",
  "hidden",
  "require_approval",
];

/** The call of a decision's row; undefined for one of a tool or a word that there is no more. */
export function pastCall(row: AuditRow): PastCall | undefined {
  const { tool, grant, keys, values, mode, tainted, host, origin, capabilities } = row;
  const decision = DECISIONS.find((one) => one === row.decision);
  if (!isToolName(tool) || decision === undefined) return undefined;
  const session = sessionOf(mode, tainted);
  const names = Array.isArray(capabilities) ? capabilities : [];
  return {
    tool,
    grant: String(grant),
    keys: Array.isArray(keys) ? keys.map(String) : [],
    values: typeof values === "object" && values !== null ? { ...values } : {},
    ...(session === undefined ? {} : { session }),
    ...(typeof host === "string" ? { host } : {}),
    ...(typeof origin === "string" ? { origin } : {}),
    capabilities: CAPABILITIES.filter((name) => names.includes(name)),
    decision,
  };
}

function sessionOf(mode: unknown, tainted: unknown): PastCall["session"] {
  if (mode !== "open" && mode !== "scoped") return undefined;
  return { mode, tainted: tainted === true };
}
