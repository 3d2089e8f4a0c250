import { directory, grantIds } from "../../grants/directory-client.ts";
import { profilesOf } from "../../grants/grant-client.ts";
import { secretsOf } from "../../grants/secret-client.ts";
import { type AdminRequest, type AdminRoute, json, noKey } from "./admin-route.ts";

/** What is kept sealed, by the word for it in the address, and how one grant's is sealed anew. */
const SEALED = {
  profiles: (grantId: string) => profilesOf(grantId).reseal(),
  secrets: (grantId: string) => secretsOf(grantId).reseal(),
} as const;

/** After another `LEAPFROG_KEY`: what nobody can read is sealed under it. */
export const RESEAL_ROUTES: readonly AdminRoute[] = [
  { method: "POST", path: /^\/admin\/(profiles|secrets)\/reseal$/, run: resealAll },
];

/** Seals what every grant has of it under the present key; may be asked again at any time. */
async function resealAll({ config, params, requestId }: AdminRequest): Promise<Response> {
  const what = params[0] === "secrets" ? "secrets" : "profiles";
  if (config.rootKey === undefined) return noKey(`under which ${what} are sealed`);
  await directory().noteDeed({ what: `${what}.reseal`, requestId });
  const totals = { resealed: 0, current: 0, unreadable: 0 };
  const failed: string[] = [];
  const ids = await grantIds();
  for (const id of ids) {
    const report = await SEALED[what](id).catch(() => undefined);
    if (report === undefined) failed.push(id);
    totals.resealed += report?.resealed ?? 0;
    totals.current += report?.current ?? 0;
    totals.unreadable += report?.unreadable ?? 0;
  }
  // What failed is to be asked for again, and is no success.
  return json({ grants: ids.length, ...totals, failed }, failed.length === 0 ? 200 : 503);
}
