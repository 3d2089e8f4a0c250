import shipped from "../../policy.json" with { type: "json" };
import type { PolicyError } from "./document-reader.ts";
import { parsePolicy } from "./parse-policy.ts";

export type OwnerPolicy =
  | { readonly ok: true; readonly document: string }
  | { readonly ok: false; readonly errors: readonly PolicyError[] };

const NO_JSON = { pointer: "", message: "is not JSON" };

let last: { readonly setting: string | undefined; readonly read: OwnerPolicy } | undefined;

/** The owner's policy as JSON: what `LEAPFROG_POLICY` says, or the `policy.json` of the build. */
export function ownerPolicy(setting: string | undefined): OwnerPolicy {
  // The setting is one and the same for every request of a deployment.
  if (last === undefined || last.setting !== setting) last = { setting, read: read(setting) };
  return last.read;
}

function read(setting: string | undefined): OwnerPolicy {
  if (setting === undefined) return { ok: true, document: JSON.stringify(shipped) };
  const document = parseJson(setting);
  if (document === undefined) return { ok: false, errors: [NO_JSON] };
  const parsed = parsePolicy(document);
  return parsed.ok ? { ok: true, document: setting } : parsed;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
