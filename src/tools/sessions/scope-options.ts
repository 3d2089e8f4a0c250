import { hostAllowed } from "../../browser/egress/allowed-hosts.ts";
import { checkedHosts } from "../../browser/egress/host-list.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { PROFILE_NAME_PATTERN } from "../../domain/ids.ts";
import type { Profile } from "../../domain/profile.ts";
import type { SessionFacts } from "../../policy/facts.ts";
import type { PoolContext } from "../define-tool.ts";
import type { SessionOptions } from "./session-options.ts";

const UNDONE = "no session was created";

/** What a session is bound to; an open one is bound to nothing. */
export interface SessionScope {
  readonly allowedHosts?: readonly string[];
  readonly profile?: string;
  /** Hosts of the profile whose state stays out of the session, in part at least. */
  readonly leftOut: readonly string[];
}

/** What the policy is told of the session that options ask for. */
export function openedBy({ profile, profilePath, allowedHosts }: SessionOptions): SessionFacts {
  const tainted = (profile ?? profilePath) !== undefined;
  return { mode: tainted || allowedHosts !== undefined ? "scoped" : "open", tainted };
}

/** The options with the profile under one name, as the rules of a policy know it. */
export function underOneName({ profilePath, ...options }: SessionOptions) {
  const profile = options.profile ?? profilePath;
  return profile === undefined ? options : { ...options, profile };
}

/** The profile that is asked for under either name; refuses by name what is none. */
function profileOf({
  profile,
  profilePath,
}: Pick<SessionOptions, "profile" | "profilePath">): string | undefined {
  if (profile !== undefined && profilePath !== undefined && profile !== profilePath) {
    throw refused(
      "profile and profilePath mean the same and differ here",
      "Give one of them, the name of a saved profile.",
    );
  }
  const field = profile === undefined ? "profilePath" : "profile";
  const name = profile ?? profilePath;
  if (name === undefined || PROFILE_NAME_PATTERN.test(name)) return name;
  throw refused(
    /[/\\]/.test(name)
      ? `${field} is a path, and profiles are kept on the server by name`
      : `${field} must be a name of 1 to 64 letters, digits, _ and -`,
    "Give the name of a profile that profile_list shows; profile_import_from_chrome takes the JSON of a file.",
  );
}

/** What a session is bound to by its options; throws `not_found` for a profile that is not there. */
export async function scopeOf(
  options: SessionOptions,
  { profiles, urlRules }: PoolContext,
): Promise<SessionScope> {
  const name = profileOf(options);
  const { allowedHosts: given, cdp, proxy } = options;
  const hosts =
    given === undefined ? undefined : checkedHosts("allowedHosts", given, urlRules, UNDONE);
  if (name === undefined) {
    return hosts === undefined ? { leftOut: [] } : { allowedHosts: hosts, leftOut: [] };
  }
  if (cdp !== undefined) throw leavesServer("cdp", "leave this server");
  if (proxy !== undefined) throw leavesServer("proxy", "pass through it");
  const profile = await profiles.find(name).catch((error: unknown) => {
    throw withoutSession(error);
  });
  const allowedHosts = hosts ?? profile.hosts;
  const beyond = allowedHosts.filter((host) => !hostAllowed(host, profile.hosts));
  if (beyond.length > 0) throw widens(beyond, profile);
  const leftOut = profile.hosts.filter((host) => !hostAllowed(host, allowedHosts));
  return { allowedHosts, profile: name, leftOut };
}

function withoutSession(error: unknown): unknown {
  if (!(error instanceof ToolFailure)) return error;
  const what = error.failure.what.replace(/\.$/, `; ${UNDONE}.`);
  return ToolFailure.of({ ...error.failure, what });
}

/** A page of another host could be sent there what the login shows. */
function widens(beyond: readonly string[], { name, hosts }: Profile): ToolFailure {
  return refused(
    `allowedHosts: ${beyond.join(", ")} ${beyond.length === 1 ? "is" : "are"} beyond profile ${name}, which is for ${hosts.join(", ")}`,
    "Leave them out: allowedHosts may only narrow the profile's own.",
  );
}

function leavesServer(option: string, would: string): ToolFailure {
  return new ToolFailure(
    "unsupported",
    `profile is not supported with ${option}, since its cookies would ${would}; ${UNDONE}.`,
    "Leave out one of them.",
  );
}

function refused(what: string, next: string): ToolFailure {
  return new ToolFailure("invalid_arguments", `${what}; ${UNDONE}.`, next);
}
