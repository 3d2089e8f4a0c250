import { ADMIN_NAME, LINK_HOLDER, type LiveLink, readLivePath } from "../../domain/live-link.ts";
import { peopleOf } from "../../grants/grant-client.ts";
import type { Viewer } from "../../session/session-contract.ts";
import type { PageRequest } from "../pages/page-route.ts";
import { DEAD_LINK, type NoWayIn, noWayInto } from "./live-refusals.ts";
import { pairedPerson } from "./person-cookie.ts";

/** Who comes in, as what, and until when. */
export type WayIn = Pick<Viewer, "name" | "role" | "until" | "generation">;

/** A way into one session by a signed link, or why there is none. */
export type LinkEntry =
  | { readonly ok: true; readonly link: LiveLink; readonly way: WayIn }
  | { readonly ok: false; readonly no: NoWayIn };

/** The link of a request's address; undefined for one that is false or old. */
export async function linkOf({ config, params }: PageRequest): Promise<LiveLink | undefined> {
  const { rootKey } = config;
  return rootKey === undefined ? undefined : readLivePath(rootKey, params[0] ?? "");
}

/** The way in of an admin who is logged in. */
export async function adminWay({ login, request }: PageRequest): Promise<WayIn | undefined> {
  const session = await login.sessionOf(request);
  return session && { name: ADMIN_NAME, role: "control", until: session.until };
}

/**
 * How far a link lets in. Whoever holds it, the agent too, gets what was signed; more is for the admin,
 * whom no end of a grant keeps out, and for a person with a code of the grant as it stands now.
 */
export async function enterByLink(page: PageRequest): Promise<LinkEntry> {
  const link = await linkOf(page);
  if (link === undefined) return { ok: false, no: DEAD_LINK };
  const admin = await adminWay(page);
  if (admin !== undefined) return { ok: true, link, way: admin };
  const entry = await peopleOf(link.grantId).enter();
  if (!entry.ok) return { ok: false, no: noWayInto(entry.refusal) };
  const person = await pairedPerson(page.config.rootKey ?? "", page.request);
  if (person?.grantId === link.grantId && person.generation === entry.generation) {
    const { until, generation } = person;
    const way = { name: "a person with a code", role: "control", until, generation } as const;
    return { ok: true, link, way };
  }
  const { role, until } = link;
  return { ok: true, link, way: { name: LINK_HOLDER, role, until } };
}
