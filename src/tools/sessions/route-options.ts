import { checkedEndpoint } from "../../browser/egress/endpoint-rules.ts";
import { checkedProxy } from "../../browser/egress/proxy-rules.ts";
import type { ProxyRoute } from "../../browser/proxy.ts";
import type { Config } from "../../domain/config.ts";
import { ToolFailure } from "../../domain/failure.ts";
import type { RouteRequest } from "../../session/session-contract.ts";
import type { PoolContext } from "../define-tool.ts";
import type { SessionOptions } from "./session-options.ts";

/** The browser and the way that were asked for; refuses by name what cannot be had. */
export function routeOf(options: SessionOptions, context: PoolContext): RouteRequest {
  return { proxy: proxyOf(options, context), cdp: endpointOf(options, context.config) };
}

/** What an answer says of the route, without what is secret in it. */
export function routeFacts({ proxy, cdp }: RouteRequest): string[] {
  return [
    ...(proxy === undefined ? [] : [`through the proxy ${proxy.server}, which was checked`]),
    ...(cdp === undefined
      ? []
      : ["in a browser of yours, in a context of its own that ends with the session"]),
  ];
}

/** `url` was checked before. */
function proxyOf(
  { proxy: given, url }: SessionOptions,
  context: PoolContext,
): ProxyRoute | undefined {
  if (given === undefined) return undefined;
  const { config, urlRules } = context;
  const proxy = checkedProxy(given, urlRules);
  if (proxy.credentials !== undefined) requireKey("proxy.username and proxy.password are", config);
  const page = url === "about:blank" ? undefined : url;
  const checkUrl = config.proxyCheckUrl?.href ?? page;
  if (checkUrl === undefined) throw noCheckAddress();
  return { ...proxy, checkUrl };
}

function endpointOf({ cdp: given }: SessionOptions, config: Config): string | undefined {
  if (given === undefined) return undefined;
  const cdp = checkedEndpoint(given, config.cdpAllowedHosts);
  requireKey("cdp is", config);
  return cdp;
}

/** Such values have to outlive this object, and are kept in no other way than sealed. */
function requireKey(subject: string, { rootKey }: Config): void {
  if (rootKey !== undefined) return;
  throw new ToolFailure(
    "unsupported",
    `${subject} not supported without LEAPFROG_KEY, under which alone such secrets are kept; no session was created.`,
    "The owner has to set LEAPFROG_KEY: npm start (local) or npx wrangler secret put LEAPFROG_KEY (deployed).",
  );
}

function noCheckAddress(): ToolFailure {
  return new ToolFailure(
    "invalid_arguments",
    "A proxy is checked before it is used, and there is no address to check it with; no session was created.",
    "Give url, the session's first page; or have the owner set PROXY_CHECK_URL.",
  );
}
