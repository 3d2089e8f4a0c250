import type { Config } from "../domain/config.ts";

const LOCAL = ["localhost", "127.0.0.1", "[::1]"];

/**
 * The host names this deployment may be addressed by, and called from by web pages: local ones, its
 * own workers.dev name, and the host of `PUBLIC_URL`. A custom domain needs the setting, so that a
 * name somebody else points at the server is refused.
 */
export function ownHostnames(config: Config, url: URL): string[] {
  return [...LOCAL, ...deployedHostnames(config, url)];
}

/** The names under which the outside world reaches this deployment. */
export function deployedHostnames(config: Config, url: URL): string[] {
  const workersDev = url.hostname.endsWith(".workers.dev") ? [url.hostname] : [];
  const named = config.publicUrl === undefined ? [] : [config.publicUrl.hostname];
  return [...workersDev, ...named];
}

/**
 * Whether a request is no page's, or one of this deployment's own origin: browsers send the cookie of
 * Access along for pages of any program on the person's machine too. What is asked locally may be.
 */
export function isOwnOrigin(request: Request, { publicUrl }: Config, url: URL): boolean {
  const origin = request.headers.get("Origin");
  if (origin === null || LOCAL.includes(url.hostname)) return true;
  return [url.origin, publicUrl?.origin].includes(origin);
}
