import { below, type DocumentReader } from "./document-reader.ts";
import type { Ceilings, Limit } from "./policy.ts";

const DAY_MS = 86_400_000;
const MOST = 1_000_000_000_000;
const DAILY = ["steps_per_day", "browser_ms_per_day", "output_bytes_per_day"] as const;
const KEYS = ["sessions", ...DAILY, "artifact_bytes"];

/** Reads the document's own `limits`: what a grant may use in all. */
export function readCeilings(
  reader: DocumentReader,
  value: unknown,
): { readonly ceilings: Ceilings; readonly limits: readonly Limit[] } {
  const given = reader.object(value, "/limits", KEYS);
  const read = (key: string, max: number) =>
    given[key] === undefined
      ? undefined
      : reader.integer(given[key], below("/limits", key), [1, max]);
  const sessions = read("sessions", 1_000);
  const artifactBytes = read("artifact_bytes", MOST);
  return {
    ceilings: {
      ...(sessions === undefined ? {} : { sessions }),
      ...(artifactBytes === undefined ? {} : { artifactBytes }),
    },
    limits: DAILY.flatMap((key) => dailyLimit(key, read(key, MOST)) ?? []),
  };
}

function dailyLimit(key: (typeof DAILY)[number], max: number | undefined): Limit | undefined {
  if (max === undefined) return undefined;
  const pointer = below("/limits", key);
  // No counter of the document's own can have the name of a pointer.
  const limit = { pointer, counter: pointer, windowMs: DAY_MS, max, scope: "grant" } as const;
  if (key === "steps_per_day") return limit;
  const cost = key === "browser_ms_per_day" ? "browser_ms" : "output_bytes";
  return { ...limit, weight: { cost } };
}
