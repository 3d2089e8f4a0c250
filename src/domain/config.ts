import { deployedSecrets } from "./deployed-secrets.ts";
import type { Secret } from "./secret.ts";
import { type ConfigProblem, SettingReader, type SettingSource } from "./setting-reader.ts";

/** Settings of a deployment, parsed once from environment strings. Times are milliseconds. */
export interface Config {
  /** The owner's bearer token; absent means `/mcp` is locked. */
  readonly ownerToken?: string;
  /** 32 bytes in base64, the root of every derived key; absent means nothing can be kept sealed. */
  readonly rootKey?: string;
  /** The root key before `rootKey`, which opens what was sealed under it. */
  readonly oldRootKey?: string;
  /** The admin's token; absent means `/admin` is closed. */
  readonly adminToken?: string;
  /** Where Cloudflare Access logs people in; absent means that its tokens are not looked at. */
  readonly access?: AccessConfig;
  /** The owner's policy document as JSON, unread; absent means that of the build. */
  readonly policy?: string;
  readonly publicUrl?: URL;
  readonly maxSessions: number;
  readonly maxSessionsPerClient?: number;
  readonly idleTimeoutMs: number;
  readonly maxSessionMs: number;
  /** How long what an agent asks of a person waits. */
  readonly humanRequestMs: number;
  /** Milliseconds that calls of all grants together may work in browsers in 24 hours. */
  readonly maxBrowserMsPerDay?: number;
  /** Idle time after which a session's browser is closed though the session goes on. */
  readonly hibernateAfterMs?: number;
  /** How long a row of the audit is kept. */
  readonly auditMs: number;
  readonly allowPrivateHosts: readonly string[];
  /** Exact `host:port` pairs of browsers that callers may bring. */
  readonly cdpAllowedHosts: readonly string[];
  /** The owner's secrets that the deployment brings. */
  readonly secrets: readonly Secret[];
  /** What a proxy is checked with; absent means a session's own first page. */
  readonly proxyCheckUrl?: URL;
  /** The proxy of this machine that its browsers go through, with the key in it; start sets it. */
  readonly egressProxy?: URL;
  /** Ports of this machine that no page may ever reach: the server's own. */
  readonly ownPort: number;
}

/** An application of Cloudflare Access. */
export interface AccessConfig {
  /** `https://<team>.cloudflareaccess.com`: who signs, and where the keys are. */
  readonly issuer: string;
  /** The application's AUD tag. */
  readonly audience: string;
}

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

const DAY_MS = 86_400_000;
const TEAM_DOMAIN = /^(?:https:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})\/?$/i;
const ACCESS_AUD = /^[0-9a-f]{64}$/;

/** Reads every setting and reports all problems at once; never throws. */
export function parseConfig(source: SettingSource): ParsedConfig {
  const read = new SettingReader(source);
  const tokens = readTokens(read);
  const access = readAccess(read);
  const policy = read.text("LEAPFROG_POLICY");
  const rootKey = read.key("LEAPFROG_KEY");
  const oldRootKey = read.key("LEAPFROG_OLD_KEY");
  const publicUrl = read.url("PUBLIC_URL");
  const proxyCheckUrl = read.url("PROXY_CHECK_URL");
  const egressProxy = read.url("EGRESS_PROXY");
  const maxSessionsPerClient = read.integer("MAX_SESSIONS_PER_CLIENT", undefined, 1, 1000);
  const maxBrowserMsPerDay = read.integer("MAX_BROWSER_MS_PER_DAY", undefined, 1_000, 1e12);
  const hibernateAfterMs = read.integer("HIBERNATE_AFTER_MS", undefined, 1_000, DAY_MS);
  if (hibernateAfterMs !== undefined && rootKey === undefined) {
    read.refuse("HIBERNATE_AFTER_MS", "needs LEAPFROG_KEY, which seals what a session keeps");
  }
  if (oldRootKey !== undefined && rootKey === undefined) {
    read.refuse("LEAPFROG_OLD_KEY", "needs LEAPFROG_KEY, under which everything is sealed anew");
  }
  const allowPrivateHosts = read.hostPorts("ALLOW_PRIVATE_HOSTS");
  const refuse = (setting: string, rule: string) => read.refuse(setting, rule);
  const config: Config = {
    ...tokens,
    ...(rootKey === undefined ? {} : { rootKey }),
    ...(oldRootKey === undefined ? {} : { oldRootKey }),
    ...(access === undefined ? {} : { access }),
    ...(policy === undefined ? {} : { policy }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(proxyCheckUrl === undefined ? {} : { proxyCheckUrl }),
    ...(egressProxy === undefined ? {} : { egressProxy }),
    ...(maxSessionsPerClient === undefined ? {} : { maxSessionsPerClient }),
    ...(hibernateAfterMs === undefined ? {} : { hibernateAfterMs }),
    ...(maxBrowserMsPerDay === undefined ? {} : { maxBrowserMsPerDay }),
    maxSessions: read.integer("MAX_SESSIONS", 15, 1, 1000) ?? 15,
    idleTimeoutMs: read.integer("IDLE_TIMEOUT_MS", 1_800_000, 1_000, DAY_MS) ?? 0,
    maxSessionMs: read.integer("MAX_SESSION_MS", 43_200_000, 60_000, 7 * DAY_MS) ?? 0,
    humanRequestMs: read.integer("HUMAN_REQUEST_MS", 1_800_000, 1_000, DAY_MS) ?? 0,
    auditMs: (read.integer("AUDIT_DAYS", 30, 1, 3650) ?? 30) * DAY_MS,
    allowPrivateHosts,
    cdpAllowedHosts: read.hostPorts("CDP_ALLOWED_HOSTS", 443),
    secrets: deployedSecrets(source, allowPrivateHosts, refuse),
    ownPort: read.integer("PORT", 8787, 1, 65_535) ?? 8787,
  };
  const { problems } = read;
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems };
}

/** All problems as one sentence each, for a log or an HTTP answer. */
export function describeProblems(problems: readonly ConfigProblem[]): string {
  return problems.map((problem) => problem.message).join(" ");
}

function readTokens(read: SettingReader): Pick<Config, "ownerToken" | "adminToken"> {
  const ownerToken = read.secret("LEAPFROG_TOKEN");
  const adminToken = read.secret("LEAPFROG_ADMIN_TOKEN");
  if (adminToken !== undefined && adminToken === ownerToken) {
    read.refuse("LEAPFROG_ADMIN_TOKEN", "must differ from LEAPFROG_TOKEN, which agents hold");
  }
  return {
    ...(ownerToken === undefined ? {} : { ownerToken }),
    ...(adminToken === undefined ? {} : { adminToken }),
  };
}

/** Both settings or neither: a token is only good for one team's one application. */
function readAccess(read: SettingReader): AccessConfig | undefined {
  const team = read.text("ACCESS_TEAM_DOMAIN");
  const audience = read.text("ACCESS_AUD");
  if (team === undefined && audience === undefined) return undefined;
  if (team === undefined) read.refuse("ACCESS_TEAM_DOMAIN", "is missing, which ACCESS_AUD needs");
  if (audience === undefined)
    read.refuse("ACCESS_AUD", "is missing, which ACCESS_TEAM_DOMAIN needs");
  const host = TEAM_DOMAIN.exec(team ?? "")?.[1];
  if (team !== undefined && host === undefined) {
    read.refuse("ACCESS_TEAM_DOMAIN", "must be a domain such as team.cloudflareaccess.com");
  }
  if (audience !== undefined && !ACCESS_AUD.test(audience)) {
    read.refuse("ACCESS_AUD", "must be the application's AUD tag, 64 hex digits");
  }
  if (host === undefined || audience === undefined) return undefined;
  return { issuer: `https://${host.toLowerCase()}`, audience };
}
