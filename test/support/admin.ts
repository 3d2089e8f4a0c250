import { faultIn, linesOf } from "./audit.ts";
import { type EdgeOptions, request } from "./edge.ts";

/** The admin's token in tests; the Worker under test is given it with each request. */
export const ADMIN_TOKEN = "admin-token-admin-token-admin-token-0123456789";

/** Sends a request below `/admin` as the admin; a body that is no text goes as JSON. */
export function admin(
  method: string,
  path: string,
  body?: unknown,
  { settings, headers }: EdgeOptions = {},
): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return request({
    method,
    path: `/admin${path}`,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, ...headers },
    settings: { LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN, ...settings },
    ...(body === undefined ? {} : { body: text }),
  });
}

/** A grant as the admin API answers it. */
export interface ShownGrant {
  readonly id: string;
  readonly label: string;
  readonly state: string;
  readonly [field: string]: unknown;
}

/** Makes a grant; its key is in the answer only. */
export async function addGrant(
  body: Readonly<Record<string, unknown>>,
): Promise<{ readonly id: string; readonly label: string; readonly token: string }> {
  const response = await admin("POST", "/grants", body);
  if (response.status !== 201) throw new Error(await response.text());
  return response.json();
}

/** All grants, as the admin sees them. */
export async function listedGrants(): Promise<ShownGrant[]> {
  const { grants } = await (await admin("GET", "/grants")).json<{ grants: ShownGrant[] }>();
  return grants;
}

/** The HTTP status of a call of the protocol with a token. */
export async function mcpStatus(token: string, settings: EdgeOptions["settings"] = {}) {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} });
  const headers = { Authorization: `Bearer ${token}` };
  return (await request({ body, headers, settings })).status;
}

/** What the admin did, as the audit has it, oldest first; throws where the audit does not hold. */
export async function adminDeeds(): Promise<Record<string, unknown>[]> {
  const lines = linesOf(await (await admin("GET", "/audit?grant=admin")).text());
  const fault = faultIn(lines);
  if (fault !== undefined) throw new Error(fault);
  return lines.map((line) => JSON.parse(line)).filter(({ event }) => event === "admin");
}
