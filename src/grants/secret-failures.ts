import { ToolFailure } from "../domain/failure.ts";

const ASK_OWNER = "Ask whoever runs this server to set it, or leave the field to a person.";

/** No secret of a name that was checked for its form; nothing is ever typed in its place. */
export function secretNotFound(name: string): ToolFailure {
  return new ToolFailure(
    "not_found",
    `This grant has no secret ${name}; nothing was typed.`,
    ASK_OWNER,
  );
}

/** Sealed under a key that is neither the present one nor the one before. */
export function secretClosed(name: string): ToolFailure {
  return new ToolFailure(
    "unsupported",
    `Secret ${name} cannot be opened: it was set under another LEAPFROG_KEY; nothing was typed.`,
    "Ask whoever runs this server to set it anew.",
  );
}

/** Nothing can be sealed, and secrets are kept in no other way. */
export function secretsNeedKey(): ToolFailure {
  return new ToolFailure(
    "unsupported",
    "Secrets are not supported without LEAPFROG_KEY, under which alone they are kept.",
    "Set LEAPFROG_KEY: npm start (local) or npx wrangler secret put LEAPFROG_KEY (deployed).",
  );
}

/** The document that would take the secret is not one of those it is for. */
export function wrongOrigin(name: string, origin: string, origins: readonly string[]): ToolFailure {
  return new ToolFailure(
    "policy_denied",
    `Secret ${name} is not for ${origin}, where it would have gone; nothing was typed.`,
    `It may be typed at ${origins.join(", ")}.`,
  );
}
