import { MAX_SECRET_CHARACTERS, MAX_SECRETS, readSecret } from "../../domain/secret.ts";
import { directory } from "../../grants/directory-client.ts";
import { secretsOf } from "../../grants/secret-client.ts";
import type { SecretChange } from "../../grants/secret-contract.ts";
import { invalid, readJsonBody } from "./admin-body.ts";
import { type AdminRequest, type AdminRoute, json, noKey, refusal } from "./admin-route.ts";
import { knownGrant } from "./known-grant.ts";

const LIST = /^\/admin\/grants\/([\w-]+)\/secrets$/;
const ONE = /^\/admin\/grants\/([\w-]+)\/secrets\/([\w.-]+)$/;

/** What grants may type without knowing it; a value goes in and never comes out. */
export const SECRET_ROUTES: readonly AdminRoute[] = [
  { method: "GET", path: LIST, run: listSecrets },
  { method: "PUT", path: ONE, takes: ["body"], run: putSecret },
  { method: "DELETE", path: ONE, run: deleteSecret },
];

async function listSecrets({ params: [id = ""] }: AdminRequest): Promise<Response> {
  await knownGrant(id);
  const secrets = await secretsOf(id).list();
  const shown = secrets.map(({ setAt, ...about }) =>
    setAt === undefined ? about : { ...about, setAt: new Date(setAt).toISOString() },
  );
  return json({ secrets: shown });
}

async function putSecret(asked: AdminRequest): Promise<Response> {
  const [id = "", name = ""] = asked.params;
  const body = await readJsonBody(asked.request);
  if ("refused" in body) return body.refused;
  const { value, origins, ...rest }: Record<string, unknown> = Object(body.value);
  const read = readSecret({ name, value, origins }, asked.config.allowPrivateHosts);
  const strange = Object.keys(rest).map((key) => ({
    pointer: `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    message: "is not known: it takes value and origins",
  }));
  if (!read.ok || strange.length > 0) {
    const problems = read.ok ? [] : read.problems;
    const errors = problems.map(({ part, message }) => ({
      pointer: part === "name" ? "" : `/${part}`,
      message: part === "name" ? `the name in the address ${message}` : message,
    }));
    return invalid([...errors, ...strange]);
  }
  await knownGrant(id);
  if (asked.config.rootKey === undefined) return noKey("under which alone secrets are kept");
  await noteDeed("secret.put", asked);
  const change = await secretsOf(id).put(read.secret);
  const about = { name, origins: read.secret.origins };
  if (change === "made" || change === "replaced") return json(about, change === "made" ? 201 : 200);
  return refusedChange(change, name);
}

async function deleteSecret(asked: AdminRequest): Promise<Response> {
  const [id = "", name = ""] = asked.params;
  await knownGrant(id);
  await noteDeed("secret.delete", asked);
  const change = await secretsOf(id).delete(name);
  return change === "deleted" ? json({ deleted: name }) : refusedChange(change, name);
}

function refusedChange(change: SecretChange, name: string): Response {
  if (change === "deployment") {
    const message = `${name} comes from the setting LEAPFROG_SECRET_${name}. Change it there.`;
    return refusal(409, "from_deployment", message);
  }
  if (change === "full") {
    const message = `A grant has at most ${MAX_SECRETS} secrets with ${MAX_SECRET_CHARACTERS} characters together. Delete one.`;
    return refusal(409, "full", message);
  }
  return refusal(404, "not_found", `This grant has no secret ${name.slice(0, 64)}.`);
}

/** Before it is done, so that nothing is done that is not written. */
function noteDeed(what: string, { params: [id = "", name = ""], requestId }: AdminRequest) {
  return directory().noteDeed({ what, grantId: id, requestId, secret: name });
}
