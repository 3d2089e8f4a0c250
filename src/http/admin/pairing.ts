import { directory } from "../../grants/directory-client.ts";
import { peopleOf } from "../../grants/grant-client.ts";
import { newPairingCode, pairingDigest, spelledOut } from "../live/pairing-code.ts";
import { type AdminRequest, type AdminRoute, json, noKey, refusal } from "./admin-route.ts";
import { knownGrant } from "./known-grant.ts";

const STOPPED = "The kill switch is on: nobody is let in. POST /admin/kill turns it off.";

/** How the admin lets a person control the sessions of a grant. */
export const PAIRING_ROUTES: readonly AdminRoute[] = [
  { method: "POST", path: /^\/admin\/grants\/([\w-]+)\/pairing$/, run: makeCode },
];

async function makeCode({ config, params, requestId }: AdminRequest) {
  const [id = ""] = params;
  const { rootKey } = config;
  if (rootKey === undefined) return noKey("under which codes are kept");
  const { ended } = await knownGrant(id);
  if (ended !== undefined) return isClosed(ended);
  // Before it is made, so that nothing is made that is not written.
  await directory().noteDeed({ what: "pairing.make", grantId: id, requestId });
  const code = newPairingCode();
  const digest = await pairingDigest(rootKey, id, code);
  const opened = await peopleOf(id).openPairing(digest);
  if (!opened.ok) return isClosed(opened.refusal);
  const expiresAt = new Date(opened.expiresAt).toISOString();
  return json({ code: spelledOut(code), expiresAt }, 201);
}

function isClosed(ended: string): Response {
  if (ended === "stopped") return refusal(409, ended, STOPPED);
  return refusal(409, ended, `This grant is ${ended}. Add another: POST /admin/grants.`);
}
