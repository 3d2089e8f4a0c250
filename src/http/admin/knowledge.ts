import { directory } from "../../grants/directory-client.ts";
import { knowledgeOf } from "../../grants/grant-client.ts";
import { type AdminRequest, type AdminRoute, json } from "./admin-route.ts";
import { knownGrant } from "./known-grant.ts";

const ALL = /^\/admin\/grants\/([\w-]+)\/knowledge$/;
const ONE = /^\/admin\/grants\/([\w-]+)\/knowledge\/([\w.:[\]-]+)$/;

/** What a grant has learned of sites, to be taken away or deleted. */
export const KNOWLEDGE_ROUTES: readonly AdminRoute[] = [
  { method: "GET", path: ALL, run: exportAll },
  { method: "DELETE", path: ALL, run: forget },
  { method: "DELETE", path: ONE, run: forget },
];

async function exportAll({ params: [id = ""] }: AdminRequest): Promise<Response> {
  await knownGrant(id);
  return json({ sites: await knowledgeOf(id).list() });
}

async function forget({ params: [id = "", site], requestId }: AdminRequest): Promise<Response> {
  await knownGrant(id);
  await directory().noteDeed({ what: "knowledge.delete", requestId, grantId: id });
  return json({ forgotten: await knowledgeOf(id).forget(site) });
}
