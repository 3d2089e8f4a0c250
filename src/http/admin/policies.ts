import type { Config } from "../../domain/config.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { OWNER } from "../../domain/grant.ts";
import { sha256 } from "../../domain/sha256.ts";
import { directory } from "../../grants/directory-client.ts";
import { grantAdmin } from "../../grants/grant-admin-client.ts";
import { argumentNames } from "../../mcp/argument-names.ts";
import { dryRun } from "../../policy/dry-run.ts";
import { ownerPolicy } from "../../policy/owner-policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { Policy } from "../../policy/policy.ts";
import { invalid, readDryRun, readJsonBody } from "./admin-body.ts";
import { type AdminRequest, type AdminRoute, json, refusal } from "./admin-route.ts";
import { knownGrant, noSuchGrant } from "./known-grant.ts";

/** Decisions of the past that a dry run makes anew. */
const DRY_RUN_CALLS = 200;

const PATH = /^\/admin\/grants\/([\w-]+)\/policy$/;

/** What grants may do. */
export const POLICY_ROUTES: readonly AdminRoute[] = [
  { method: "GET", path: PATH, run: showPolicy },
  { method: "PUT", path: PATH, takes: ["query", "body"], run: putPolicy },
  { method: "DELETE", path: PATH, takes: ["query"], run: deletePolicy },
];

async function showPolicy({ url, params: [id = ""] }: AdminRequest): Promise<Response> {
  await knownGrant(id);
  const policy = await grantAdmin(id).readPolicy();
  if (policy === null) {
    const message = `This grant has no policy and may do nothing. PUT one to ${url.pathname}.`;
    return refusal(404, "no_policy", message);
  }
  const answer = json(JSON.parse(policy.document));
  answer.headers.set("ETag", `"${policy.revision}"`);
  return answer;
}

async function putPolicy(asked: AdminRequest): Promise<Response> {
  const [id = ""] = asked.params;
  const query = readDryRun(asked.url);
  if ("refused" in query) return query.refused;
  const body = await readJsonBody(asked.request);
  if ("refused" in body) return body.refused;
  const parsed = parsePolicy(body.value, argumentNames());
  if (!parsed.ok) return invalid(parsed.errors);
  await knownGrant(id);
  const document = JSON.stringify(body.value);
  const revision = await sha256(document);
  if (query.value) return tried(id, revision, parsed.policy);
  const { requestId } = asked;
  await directory().noteDeed({ what: "policy.put", grantId: id, requestId, revision });
  await store(id, document);
  return json({ revision });
}

/** The owner's falls back to the deployment's; other grants may do nothing from then on. */
async function deletePolicy(asked: AdminRequest): Promise<Response> {
  const [id = ""] = asked.params;
  const query = readDryRun(asked.url);
  if ("refused" in query) return query.refused;
  await knownGrant(id);
  const document = id === OWNER.id ? deployedPolicy(asked.config) : undefined;
  const revision = document === undefined ? null : await sha256(document);
  if (query.value) return tried(id, revision, policyIn(document));
  await directory().noteDeed({ what: "policy.delete", grantId: id, requestId: asked.requestId });
  await store(id, undefined);
  return json({ revision });
}

async function store(id: string, document: string | undefined): Promise<void> {
  const stored = await grantAdmin(id).storePolicy(document);
  if (!stored.ok) throw noSuchGrant();
}

/** What the last calls would meet; nothing is changed. */
async function tried(
  id: string,
  revision: string | null,
  policy: Policy | undefined,
): Promise<Response> {
  const calls = await grantAdmin(id).lastDecisions(DRY_RUN_CALLS);
  return json({ revision, dryRun: dryRun(policy, calls) });
}

function deployedPolicy(config: Config): string {
  const owner = ownerPolicy(config.policy);
  if (owner.ok) return owner.document;
  const what = "LEAPFROG_POLICY is in error.";
  throw new ToolFailure("unsupported", what, "Mend it, or PUT a policy for the owner.");
}

function policyIn(document: string | undefined): Policy | undefined {
  if (document === undefined) return undefined;
  const parsed = parsePolicy(JSON.parse(document));
  return parsed.ok ? parsed.policy : undefined;
}
