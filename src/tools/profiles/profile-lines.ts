import * as z from "zod";
import { counted } from "../../domain/counted.ts";
import { PROFILE_NAME_PATTERN } from "../../domain/ids.ts";
import type { CarriedState, Profile, SavedProfile } from "../../domain/profile.ts";

/** A profile's name as every tool takes it; a bad one is refused, never rewritten. */
export const profileNameInput = z
  .string()
  .regex(PROFILE_NAME_PATTERN, "must be 1 to 64 letters, digits, _ and -")
  .describe("Letters, digits, _ and -");

const CLOSED = "cannot be opened: it was saved under another LEAPFROG_KEY";

/** All that is told of a profile. */
export function profileLine(profile: Profile): string {
  const { name, hosts, savedAt, opens } = profile;
  return [
    name,
    hosts.join(", "),
    heldIn(profile),
    `saved ${timeOf(savedAt)}`,
    expiryOf(profile),
    ...(opens ? [] : [CLOSED]),
  ].join(" · ");
}

/** What was saved, in two lines at most. */
export function savedLines(doing: string, { profile, before }: SavedProfile): string[] {
  const { name, hosts } = profile;
  const head = [`${doing} profile ${name}`, hosts.join(", "), heldIn(profile), expiryOf(profile)];
  return [
    head.join(" · "),
    ...(before === undefined
      ? []
      : [`it took the place of the one for ${before.hosts.join(", ")} with ${heldIn(before)}`]),
  ];
}

/** What a session's storage was too large for, if anything was. */
export function unkeptNotices({ unkept }: CarriedState): string[] {
  if (unkept === 0) return [];
  const origins = counted(unkept, "origin");
  return [`the storage of ${origins} the session has visited was too large to be kept`];
}

function heldIn({ cookies, origins, bytes }: Profile): string {
  const size = `${(bytes / 1024).toFixed(1)} KiB`;
  return `${counted(cookies, "cookie")}, storage of ${counted(origins, "origin")}, ${size}`;
}

function expiryOf({ expiresAt }: Profile): string {
  return `expires ${timeOf(expiresAt)}`;
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).concat("Z");
}
