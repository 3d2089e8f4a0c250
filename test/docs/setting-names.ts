import { parseConfig } from "../../src/domain/config.ts";

/** Not for people: `npm start` sets it. */
const OURS = "EGRESS_PROXY";

/** The settings that a deployment reads, by watching it read them; secrets by name aside. */
export function settingNames(): ReadonlySet<string> {
  const seen = new Set<string>();
  const watched = new Proxy<Record<string, unknown>>(
    {},
    { get: (_settings, name) => void seen.add(String(name)) },
  );
  parseConfig(watched);
  seen.delete(OURS);
  return seen;
}
