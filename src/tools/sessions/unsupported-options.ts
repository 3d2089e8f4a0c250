import { ToolFailure } from "../../domain/failure.ts";

/** Options of `session_create` that cannot be honoured, each with what to do instead. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  headed: "There is no live view yet; use screenshot.",
  extensions: "Hosted browsers take no extensions.",
};

/** Values that ask for nothing beyond what happens anyway. */
const HARMLESS: Readonly<Record<string, unknown>> = {
  headed: false,
};

/** Refuses by name what would otherwise be ignored in silence. */
export function refuseUnsupported(given: Readonly<Record<string, unknown>>): void {
  for (const [option, advice] of Object.entries(UNSUPPORTED)) {
    const value = given[option];
    if (value === undefined || value === HARMLESS[option]) continue;
    throw new ToolFailure(
      "unsupported",
      `${option} is not supported; no session was created.`,
      advice,
    );
  }
}
