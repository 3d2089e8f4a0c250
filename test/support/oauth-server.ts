import { type LiveServer, startLive } from "./live-server.ts";

/** A live server with OAuth on, with what its admin may do. */
export interface OAuthLive extends LiveServer {
  readonly adminToken: string;
  admin(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
}

export const LIVE_ADMIN = "live-admin-live-admin-live-admin-0123456789";

/** Starts one whose admin has a token, which is what OAuth lacks in other live servers. */
export async function startOAuthLive(settings: Record<string, string> = {}): Promise<OAuthLive> {
  const server = await startLive({ LEAPFROG_ADMIN_TOKEN: LIVE_ADMIN, ...settings });
  return {
    ...server,
    adminToken: LIVE_ADMIN,
    admin: (method, path, body) => admin(server.origin, method, path, body),
  };
}

async function admin(origin: string, method: string, path: string, body: unknown) {
  const response = await fetch(`${origin}/admin${path}`, {
    method,
    headers: { Authorization: `Bearer ${LIVE_ADMIN}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}
