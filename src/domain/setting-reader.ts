/** Every setting by its name, but for secrets, which are named `LEAPFROG_SECRET_<NAME>`. */
export const SETTING_NAMES = [
  "LEAPFROG_TOKEN",
  "LEAPFROG_ADMIN_TOKEN",
  "LEAPFROG_KEY",
  "LEAPFROG_OLD_KEY",
  "LEAPFROG_POLICY",
  "PORT",
  "PUBLIC_URL",
  "ALLOW_PRIVATE_HOSTS",
  "CDP_ALLOWED_HOSTS",
  "PROXY_CHECK_URL",
  "MAX_SESSIONS",
  "MAX_SESSIONS_PER_CLIENT",
  "IDLE_TIMEOUT_MS",
  "MAX_SESSION_MS",
  "HUMAN_REQUEST_MS",
  "MAX_BROWSER_MS_PER_DAY",
  "HIBERNATE_AFTER_MS",
  "AUDIT_DAYS",
  "ACCESS_TEAM_DOMAIN",
  "ACCESS_AUD",
  "EGRESS_PROXY",
] as const;

type SettingName = (typeof SETTING_NAMES)[number];

/** One setting that cannot be used; `message` names the setting and the remedy. */
export interface ConfigProblem {
  readonly setting: string;
  readonly message: string;
}

/** Settings by name: Worker bindings or a process environment. */
export type SettingSource = Readonly<Record<string, unknown>>;

const MIN_TOKEN_LENGTH = 32;
const KEY_BYTES = 32;

/** Reads settings by their kind, and gathers all that is wrong with them. */
export class SettingReader {
  readonly problems: ConfigProblem[] = [];
  readonly #source: SettingSource;

  constructor(source: SettingSource) {
    this.#source = source;
  }

  integer(setting: SettingName, fallback: number | undefined, min: number, max: number) {
    const text = this.text(setting);
    if (text === undefined) return fallback;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    this.refuse(setting, `must be a whole number from ${min} to ${max}`);
    return fallback;
  }

  secret(setting: SettingName): string | undefined {
    const text = this.text(setting);
    if (text === undefined || text.length >= MIN_TOKEN_LENGTH) return text;
    this.refuse(setting, `must have at least ${MIN_TOKEN_LENGTH} characters`);
    return undefined;
  }

  key(setting: SettingName): string | undefined {
    const text = this.text(setting);
    if (text === undefined || decodedLength(text) === KEY_BYTES) return text;
    this.refuse(setting, `must be ${KEY_BYTES} bytes in base64`);
    return undefined;
  }

  url(setting: SettingName): URL | undefined {
    const text = this.text(setting);
    if (text === undefined) return undefined;
    const url = URL.parse(text);
    if (url !== null && /^https?:$/.test(url.protocol)) return url;
    this.refuse(setting, "must be an http or https address such as https://browser.example.com");
    return undefined;
  }

  /** Without a default port, an entry has to name one. */
  hostPorts(setting: SettingName, defaultPort?: number): readonly string[] {
    const entries = (this.text(setting) ?? "").split(",").map((entry) => entry.trim());
    const given = entries.filter((entry) => entry !== "");
    const wanted = given.map((entry) => withPort(entry, defaultPort));
    const bad = wanted.filter((entry) => !isHostPort(entry));
    if (bad.length > 0) {
      this.refuse(
        setting,
        `must be host:port pairs separated by commas, but has ${bad.join(", ")}`,
      );
    }
    return wanted.map((entry) => entry.toLowerCase());
  }

  /** What is set, as it stands; a number in wrangler.toml arrives as one, and is read by its JSON. */
  text(setting: SettingName): string | undefined {
    const value = this.#source[setting] ?? "";
    const text = (typeof value === "string" ? value : `${JSON.stringify(value)}`).trim();
    return text === "" ? undefined : text;
  }

  /** Notes a problem; `rule` follows the name of the setting. */
  refuse(setting: string, rule: string): void {
    this.problems.push({ setting, message: `${setting} ${rule}.` });
  }
}

function isHostPort(entry: string): boolean {
  const port = /^(?:\[[0-9a-f:.]+\]|[a-z0-9.-]+):(\d{1,5})$/i.exec(entry)?.[1];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
}

function withPort(entry: string, port: number | undefined): string {
  const isBare = /^(?:\[[0-9a-f:.]+\]|[a-z0-9.-]+)$/i.test(entry);
  return isBare && port !== undefined ? `${entry}:${port}` : entry;
}

function decodedLength(base64: string): number {
  try {
    return atob(base64).length;
  } catch {
    return -1;
  }
}
