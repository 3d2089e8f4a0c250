import { ToolFailure } from "../../domain/failure.ts";

/** Options of `session_create` that cannot be honoured, each with what to do instead. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  extensions: "Hosted browsers take no extensions.",
};

/** Refuses by name what would otherwise be ignored in silence. */
export function refuseUnsupported(given: Readonly<Record<string, unknown>>): void {
  for (const [option, advice] of Object.entries(UNSUPPORTED)) {
    const value = given[option];
    if (value === undefined) continue;
    throw new ToolFailure(
      "unsupported",
      `${option} is not supported; no session was created.`,
      advice,
    );
  }
}
