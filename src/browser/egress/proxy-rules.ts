import { ToolFailure } from "../../domain/failure.ts";
import type { ProxyCredentials, ProxyRoute } from "../proxy.ts";
import { hostRefusal, scopeRefusal, type UrlRules } from "./url-rules.ts";

/** A proxy as a caller asks for it. */
export interface GivenProxy {
  readonly server: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly bypass?: string | undefined;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  http: "80",
  https: "443",
  socks5: "1080",
};
const SERVER = /^(https?|socks5):\/\/([^/?#\\\s]*)(.*)$/is;
const MAX_PATTERNS = 100;

// A host name, or one of its parts behind a star or a dot, or an address; with or without a port.
const PATTERN = /^(?:(?:\*\.|\.)?[a-z\d-]+(?:\.[a-z\d-]+)*|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** The proxy in the form Chrome takes; refuses the rest by the field's name. */
export function checkedProxy(given: GivenProxy, rules: UrlRules): Omit<ProxyRoute, "checkUrl"> {
  const { scheme, host, port } = serverOf(given.server);
  const credentials = credentialsOf(given, scheme);
  const bypass = patternsOf(given.bypass ?? "");
  const refusal = scopeRefusal(host, rules) ?? hostRefusal(host, port, rules);
  if (refusal !== undefined) throw blocked(refusal, `${host}:${port}`);
  return { server: `${scheme}://${host}:${port}`, bypass, credentials };
}

/** Parsed as an http address, since only that form has its host brought into one spelling. */
function serverOf(text: string) {
  const [, scheme = "", authority = "", rest = ""] = SERVER.exec(text.trim()) ?? [];
  if (scheme === "") {
    throw invalid(
      "proxy.server must begin with http://, https:// or socks5://",
      "Give an address such as http://proxy.example:3128.",
    );
  }
  if (authority.includes("@")) {
    throw invalid(
      "proxy.server must not hold credentials",
      "Give them as proxy.username and proxy.password.",
    );
  }
  const url = URL.parse(`http://${authority}`);
  if (url === null || !/^\/?$/.test(rest)) {
    throw invalid(
      "proxy.server must be a scheme, a host and a port, and nothing after them",
      "Give an address such as http://proxy.example:3128.",
    );
  }
  const known = scheme.toLowerCase();
  const stated = /:0*80$/.test(authority) ? "80" : url.port;
  const port = stated === "" ? (DEFAULT_PORTS[known] ?? "") : stated;
  return { scheme: known, host: url.hostname, port };
}

function credentialsOf(
  { username, password }: GivenProxy,
  scheme: string,
): ProxyCredentials | undefined {
  if (username === undefined && password === undefined) return undefined;
  if (username === undefined || username === "") {
    throw invalid("proxy.password needs proxy.username", "Give both.");
  }
  if (scheme === "socks5") {
    throw new ToolFailure(
      "unsupported",
      "proxy.username and proxy.password are not supported with a socks5 proxy, to which Chrome gives no credentials; no session was created.",
      "Use the proxy's http address, or leave them out.",
    );
  }
  return { username, password: password ?? "" };
}

function patternsOf(text: string): string[] {
  const patterns = text.split(",").map((pattern) => pattern.trim());
  const given = patterns.filter((pattern) => pattern !== "");
  if (given.length <= MAX_PATTERNS && given.every((pattern) => PATTERN.test(pattern))) return given;
  throw invalid(
    `proxy.bypass must be at most ${MAX_PATTERNS} host patterns separated by commas`,
    "Give patterns such as internal.example, *.example.com or 10.0.0.1:8080.",
  );
}

function invalid(rule: string, next: string): ToolFailure {
  return new ToolFailure("invalid_arguments", `${rule}; no session was created.`, next);
}

function blocked(reason: string, pair: string): ToolFailure {
  const next = reason.startsWith("private")
    ? `The owner can open it with ALLOW_PRIVATE_HOSTS=${pair}.`
    : "Use another proxy, or name its host in allowedHosts where the session is scoped.";
  const what = `The host of proxy.server may not be reached: ${reason}; no session was created.`;
  return new ToolFailure("blocked_url", what, next);
}
