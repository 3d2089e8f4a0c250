import { isToolName } from "../domain/tool-names.ts";
import type { ArgumentNames } from "../policy/parse-policy.ts";
import { CATALOGUE } from "../tools/catalogue.ts";
import { fullInput } from "./listed-tools.ts";

/** The arguments of each tool there is, so that a policy that misspells one is refused. */
export function argumentNames(): ArgumentNames {
  const names = CATALOGUE.flatMap((tool) =>
    isToolName(tool.name) ? [[tool.name, Object.keys(fullInput(tool).shape)] as const] : [],
  );
  return Object.fromEntries(names);
}
