import { parsePolicy } from "../policy/parse-policy.ts";
import type { Policy } from "../policy/policy.ts";
import type { PolicyCopy } from "./grant-contract.ts";

/** Documents worth keeping; each is some thousand characters. */
const MOST = 200;

const known = new Map<string, Policy | undefined>();

/**
 * The policy of a copy; undefined where there is none, and where a stored document does not read as
 * a policy, as after going back a release: both deny everything.
 */
export function policyOf(copy: PolicyCopy | undefined): Policy | undefined {
  if (copy === undefined) return undefined;
  if (!known.has(copy.revision)) keep(copy);
  return known.get(copy.revision);
}

function keep({ revision, document }: PolicyCopy): void {
  const [oldest] = known.keys();
  if (known.size >= MOST && oldest !== undefined) known.delete(oldest);
  const parsed = parsePolicy(JSON.parse(document));
  known.set(revision, parsed.ok ? parsed.policy : undefined);
}
