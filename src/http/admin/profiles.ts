import { OWNER } from "../../domain/grant.ts";
import type { ResealReport } from "../../domain/profile.ts";
import { profilesOf } from "../../grants/grant-client.ts";
import { type AdminRequest, type AdminRoute, json, refusal } from "./admin-route.ts";

const NO_KEY =
  "No LEAPFROG_KEY is configured, under which profiles are sealed. Set it, and LEAPFROG_OLD_KEY to the key of before.";

/** What an admin does with saved profiles, which nobody can read. */
export const PROFILE_ROUTES: readonly AdminRoute[] = [
  { method: "POST", path: /^\/admin\/profiles\/reseal$/, run: resealAll },
];

/** Seals the profiles of every grant under the present key; may be asked again at any time. */
async function resealAll({ config }: AdminRequest): Promise<Response> {
  if (config.rootKey === undefined) return refusal(503, "no_key", NO_KEY);
  const totals = { resealed: 0, current: 0, unreadable: 0 };
  const failed: string[] = [];
  const ids = await grantIds();
  for (const id of ids) {
    await profilesOf(id)
      .reseal()
      .then(
        (report) => add(totals, report),
        () => failed.push(id),
      );
  }
  // What failed is to be asked for again, and is no success.
  return json({ grants: ids.length, ...totals, failed }, failed.length === 0 ? 200 : 503);
}

async function grantIds(): Promise<string[]> {
  return [OWNER.id];
}

function add(
  totals: { -readonly [K in keyof ResealReport]: number },
  { resealed, current, unreadable }: ResealReport,
): void {
  totals.resealed += resealed;
  totals.current += current;
  totals.unreadable += unreadable;
}
