import { MAX_SECRET_CHARACTERS, MAX_SECRETS, readSecret, type Secret } from "./secret.ts";

const PREFIX = "LEAPFROG_SECRET_";
const FORM = 'must be JSON of the form {"value": "…", "origins": ["https://…"]}';

/**
 * The secrets among the settings, which are the owner's; `refuse` is told what is wrong with one, in
 * words that hold nothing of its value.
 */
export function deployedSecrets(
  source: Readonly<Record<string, unknown>>,
  privateHosts: readonly string[],
  refuse: (setting: string, rule: string) => void,
): Secret[] {
  const settings = Object.keys(source).filter((name) => name.startsWith(PREFIX));
  const secrets = settings.flatMap((setting) => {
    const given = source[setting];
    if (given === undefined || (typeof given === "string" && given.trim() === "")) return [];
    const fields = fieldsOf(given);
    if (fields === undefined) {
      refuse(setting, FORM);
      return [];
    }
    const read = readSecret({ ...fields, name: setting.slice(PREFIX.length) }, privateHosts);
    if (read.ok) return [read.secret];
    for (const { part, message } of read.problems) refuse(setting, `(${part}) ${message}`);
    return [];
  });
  const characters = secrets.reduce((sum, { value }) => sum + value.length, 0);
  if (secrets.length > MAX_SECRETS || characters > MAX_SECRET_CHARACTERS) {
    refuse(
      `${PREFIX}*`,
      `may be ${MAX_SECRETS} with ${MAX_SECRET_CHARACTERS} characters together, but are ${secrets.length} with ${characters}`,
    );
  }
  return secrets;
}

/** A variable of wrangler.toml may be JSON already. */
function fieldsOf(given: unknown): { value: unknown; origins: unknown } | undefined {
  const value = typeof given === "string" ? parsed(given) : given;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { value: secret, origins, ...rest }: Record<string, unknown> = { ...value };
  return Object.keys(rest).length === 0 ? { value: secret, origins } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
