import { ToolFailure } from "../../domain/failure.ts";
import { OWNER } from "../../domain/grant.ts";
import { newGrantKey } from "../../domain/grant-key.ts";
import { GRANT_MAKING_MS } from "../../domain/limits.ts";
import { directory } from "../../grants/directory-client.ts";
import type { GrantEntry } from "../../grants/directory-contract.ts";
import { grantAdmin } from "../../grants/grant-admin-client.ts";
import type { Change } from "../../grants/grant-admin-contract.ts";
import { argumentNames } from "../../mcp/argument-names.ts";
import { endSessions } from "../../mcp/end-sessions.ts";
import { invalid, readJsonBody } from "./admin-body.ts";
import { type AdminRequest, type AdminRoute, json, noKey, refusal } from "./admin-route.ts";
import { knownGrant, shownGrant } from "./known-grant.ts";
import { readWantedGrant } from "./wanted-grant.ts";

const KEYS_NEED_IT = "and keys of grants are made with it";
const OWNERS =
  "The owner's token is LEAPFROG_TOKEN: set another one to end it, or none to lock the server.";

/** Who may come in besides the owner. */
export const GRANT_ROUTES: readonly AdminRoute[] = [
  { method: "GET", path: /^\/admin\/grants$/, run: listGrants },
  { method: "POST", path: /^\/admin\/grants$/, takes: ["body"], run: addGrant },
  { method: "POST", path: /^\/admin\/grants\/([\w-]+)\/rotate$/, run: rotateGrant },
  { method: "POST", path: /^\/admin\/grants\/([\w-]+)\/revoke$/, run: revokeGrant },
];

async function listGrants(): Promise<Response> {
  const entries = await directory().listGrants();
  const owner = shownGrant(OWNER.id, await knownGrant(OWNER.id));
  const others = await Promise.all(entries.map(listed));
  return json({ grants: [owner, ...others.flat()] });
}

/** Brings the list in line with a grant's object, where a change was cut off between the two. */
async function listed({ id, createdAt, revokedAt }: GrantEntry) {
  const state = await grantAdmin(id).describe();
  if (state === null) {
    // Twice as long, for the clocks of two objects.
    if (Date.now() - createdAt > 2 * GRANT_MAKING_MS) await directory().forgetGrant(id);
    return [];
  }
  if (state.revokedAt !== undefined && revokedAt === undefined) await directory().grantRevoked(id);
  return [shownGrant(id, state)];
}

async function addGrant({ request, config, requestId }: AdminRequest): Promise<Response> {
  const body = await readJsonBody(request);
  if ("refused" in body) return body.refused;
  const now = Date.now();
  const wanted = readWantedGrant(body.value, argumentNames(), now);
  if (!wanted.ok) return invalid(wanted.errors);
  if (config.rootKey === undefined) return noKey(KEYS_NEED_IT);
  const { label, subjects } = wanted.grant;
  const added = await directory().addGrant({ label, subjects, requestId });
  if (added.kind === "full") {
    const full = `There are ${added.limit} grants already. Revoke one that is not needed.`;
    return refusal(409, "too_many", full);
  }
  if (added.kind === "taken") {
    const taken = `${added.subject} belongs to the grant ${added.grantId}. Revoke that one, or leave the subject out.`;
    return refusal(409, "taken", taken);
  }
  const { id } = added;
  const { token, digest } = await newGrantKey(config.rootKey, id);
  const grant = { ...wanted.grant, createdAt: now, keyDigest: digest };
  // The id of a grant that was forgotten, drawn anew, or an answer that took a minute.
  if (!(await grantAdmin(id).establish(grant))) throw drawAgain();
  if (await directory().isStopped()) await stopNew(id);
  return json({ id, label, token }, 201);
}

/** The switch may have been turned off meanwhile, before the list told of this grant. */
async function stopNew(id: string): Promise<void> {
  await grantAdmin(id).stop(true);
  if (!(await directory().isStopped())) await grantAdmin(id).stop(false);
}

async function rotateGrant({ config, params, requestId }: AdminRequest) {
  const [id = ""] = params;
  if (id === OWNER.id) return refusal(409, "owner", OWNERS);
  if (config.rootKey === undefined) return noKey(KEYS_NEED_IT);
  const state = await knownGrant(id);
  if (state.ended !== undefined) return isOver(state.ended);
  const { token, digest } = await newGrantKey(config.rootKey, id);
  await directory().noteDeed({ what: "grant.rotate", grantId: id, requestId });
  const rotated = await grantAdmin(id).rotate(digest);
  return rotated.ok ? json({ id, label: rotated.state.label, token }) : isOver(rotated.refusal);
}

async function revokeGrant({ params, requestId }: AdminRequest): Promise<Response> {
  const [id = ""] = params;
  if (id === OWNER.id) return refusal(409, "owner", OWNERS);
  await knownGrant(id);
  await directory().noteDeed({ what: "grant.revoke", grantId: id, requestId });
  const revoked = await grantAdmin(id).revoke();
  if (!revoked.ok) return isOver(revoked.refusal);
  await directory().grantRevoked(id);
  return json({ ...shownGrant(id, revoked.state), sessions: await endSessions(id) });
}

function isOver(ended: Extract<Change, { ok: false }>["refusal"]): Response {
  return refusal(409, ended, `This grant is ${ended}. Add another: POST /admin/grants.`);
}

function drawAgain(): ToolFailure {
  return new ToolFailure("platform_busy", "No id could be drawn.", "Send the same again.");
}
