import type { UrlRules } from "../browser/egress/url-rules.ts";
import type { Config } from "../domain/config.ts";
import type { SessionRecord } from "./session-record.ts";

/** What the pages of a session may reach; `ownHosts` are those by which its last call came. */
export function rulesOf(
  { allowPrivateHosts, ownPort }: Config,
  record: SessionRecord | undefined,
): UrlRules {
  const { ownHosts = [], allowedHosts } = record ?? {};
  const rules = { allowPrivateHosts, ownPort, ownHosts };
  return allowedHosts === undefined ? rules : { ...rules, allowedHosts };
}
