import { directory, grantIds } from "../../grants/directory-client.ts";
import { grantAdmin } from "../../grants/grant-admin-client.ts";
import { endSessions } from "../../mcp/end-sessions.ts";
import { readSwitch } from "./admin-body.ts";
import { type AdminRequest, type AdminRoute, json } from "./admin-route.ts";

/** Holds every call of everybody, and lets go again. */
export const KILL_ROUTES: readonly AdminRoute[] = [
  { method: "POST", path: /^\/admin\/kill$/, takes: ["body"], run: kill },
];

/** On: no call passes from here on, and every session ends. Off: calls pass again. */
async function kill({ request, requestId }: AdminRequest): Promise<Response> {
  const read = await readSwitch(request, "on");
  if ("refused" in read) return read.refused;
  const { value: on } = read;
  await directory().noteDeed({ what: on ? "kill.on" : "kill.off", requestId });
  // First for grants that are made meanwhile, then for those there are.
  await directory().stop(on);
  const ids = await grantIds();
  const turned = await Promise.allSettled(ids.map((id) => grantAdmin(id).stop(on)));
  const missed = ids.filter((_id, index) => turned[index]?.status === "rejected");
  const sessions = on ? await endSessions() : undefined;
  const isDone = missed.length === 0 && (sessions?.failed ?? []).length === 0;
  // What was missed is to be asked for again, and is no success.
  return json({ on, grants: ids.length - missed.length, missed, sessions }, isDone ? 200 : 503);
}
