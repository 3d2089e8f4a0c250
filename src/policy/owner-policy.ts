import shipped from "../../policy.json" with { type: "json" };
import type { PolicyError } from "./document-reader.ts";
import { parsePolicy } from "./parse-policy.ts";
import { readJson } from "./read-json.ts";

export type OwnerPolicy =
  | { readonly ok: true; readonly document: string }
  | { readonly ok: false; readonly errors: readonly PolicyError[] };

let last: { readonly setting: string | undefined; readonly read: OwnerPolicy } | undefined;

/** The owner's policy as JSON: what `LEAPFROG_POLICY` says, or the `policy.json` of the build. */
export function ownerPolicy(setting: string | undefined): OwnerPolicy {
  // The setting is one and the same for every request of a deployment.
  if (last === undefined || last.setting !== setting) last = { setting, read: read(setting) };
  return last.read;
}

function read(setting: string | undefined): OwnerPolicy {
  if (setting === undefined) return { ok: true, document: JSON.stringify(shipped) };
  const json = readJson(setting);
  if (!json.ok) return json;
  const parsed = parsePolicy(json.value);
  return parsed.ok ? { ok: true, document: setting } : parsed;
}
