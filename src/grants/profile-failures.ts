import { ToolFailure } from "../domain/failure.ts";
import {
  MAX_GRANT_PROFILE_BYTES,
  MAX_GRANT_PROFILES,
  MAX_PROFILE_BYTES,
} from "../domain/limits.ts";

const MIB = 1024 * 1024;

/** No profile of a name that was checked for its form. */
export function profileNotFound(name: string): ToolFailure {
  return new ToolFailure(
    "not_found",
    `There is no profile ${name}.`,
    "Call profile_list to see those there are.",
  );
}

/** Nothing can be sealed, and profiles are kept in no other way. */
export function profilesNeedKey(): ToolFailure {
  return new ToolFailure(
    "unsupported",
    "Profiles are not supported without LEAPFROG_KEY, under which alone they are kept.",
    "The owner has to set LEAPFROG_KEY: npm start (local) or npx wrangler secret put LEAPFROG_KEY (deployed).",
  );
}

/** Sealed under a key that is neither the present one nor the one before. */
export function profileClosed(name: string): ToolFailure {
  return new ToolFailure(
    "unsupported",
    `Profile ${name} cannot be opened: it was saved under another LEAPFROG_KEY.`,
    "The owner can set LEAPFROG_OLD_KEY to the key of before; else delete the profile and save it anew.",
  );
}

export function profileTooLarge(bytes: number): ToolFailure {
  return new ToolFailure(
    "too_large",
    `The profile would have ${(bytes / MIB).toFixed(1)} MiB, and one holds at most ${MAX_PROFILE_BYTES / MIB}; nothing was saved.`,
    "Save fewer hosts, or several profiles.",
  );
}

/** There is room for no other profile until one is deleted, or the next one expires. */
export function profilesFull(firstExpiry: number): ToolFailure {
  const retryAfterSeconds = Math.max(1, Math.ceil((firstExpiry - Date.now()) / 1000));
  return new ToolFailure(
    "rate_limited",
    `There is no room: at most ${MAX_GRANT_PROFILES} profiles with ${MAX_GRANT_PROFILE_BYTES / MIB} MiB together are kept; nothing was saved.`,
    `Delete one with profile_delete; the next expires in ${retryAfterSeconds} s.`,
    { retryAfterSeconds },
  );
}
