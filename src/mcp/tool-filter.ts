import { CATALOGUE } from "../tools/catalogue.ts";
import type { Tool } from "../tools/define-tool.ts";

const THEMES: ReadonlySet<string> = new Set(CATALOGUE.map((tool) => tool.theme));

/**
 * The tools that `?tools=` asks for: `core`, theme names or both, comma separated; all without it.
 * Undefined when a name is unknown, so that a typo never widens or empties the list in silence.
 */
export function filterTools(wanted: string | null): readonly Tool[] | undefined {
  if (wanted === null) return CATALOGUE;
  const names = wanted.split(",").map((name) => name.trim());
  if (names.some((name) => name !== "core" && !THEMES.has(name))) return undefined;
  return CATALOGUE.filter(
    (tool) => (tool.core && names.includes("core")) || names.includes(tool.theme),
  );
}

/** What `?tools=` accepts, for the answer to an unknown name. */
export function filterNames(): string {
  return ["core", ...THEMES].join(", ");
}
