import { isToolName } from "../domain/tool-names.ts";
import type { ArgumentNames } from "../policy/parse-policy.ts";
import { CATALOGUE } from "../tools/catalogue.ts";

/**
 * The arguments of each tool there is, so that a policy that misspells one is refused. `sessionId` is
 * not among them: it is taken off before a call is decided.
 */
export function argumentNames(): ArgumentNames {
  const names = CATALOGUE.flatMap(({ name, input }) =>
    isToolName(name) ? [[name, Object.keys(input.shape)] as const] : [],
  );
  return Object.fromEntries(names);
}
