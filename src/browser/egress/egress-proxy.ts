import type { ProxyRoute } from "../proxy.ts";
import { portOf } from "./url-rules.ts";

/** Milliseconds the proxy may take to answer. */
const ANSWER_MS = 5_000;
/** The same where it first has to reach a caller's. */
const REACH_MS = 10_000;

interface Port {
  readonly port?: number;
}

/** Finds the way through the proxy of this machine that `EGRESS_PROXY` names. */
export class EgressProxy {
  readonly #origin: string;
  readonly #port: string;
  readonly #key: string;

  /** `setting`: `http://:key@host:port`. */
  constructor(setting: URL) {
    this.#origin = setting.origin;
    this.#port = setting.port;
    this.#key = setting.password;
  }

  /** The proxy server of a browser context: one for all open sessions, one for each list of hosts. */
  async serverFor(allowedHosts: readonly string[] | undefined): Promise<string> {
    if (allowedHosts === undefined) return `socks5://127.0.0.1:${this.#port}`;
    const { port } = await this.#ask<Port>("/ports", { allowedHosts });
    return `socks5://127.0.0.1:${port}`;
  }

  /**
   * The proxy server that holds to the rules and then goes on through the caller's own, `bypass`
   * included; undefined when that one cannot be reached.
   */
  async serverBefore(
    { server, bypass }: Pick<ProxyRoute, "server" | "bypass">,
    allowedHosts: readonly string[] | undefined,
  ): Promise<string | undefined> {
    const wish = { allowedHosts, chained: { server, bypass } };
    const { port } = await this.#ask<Port>("/ports", wish, REACH_MS);
    return port === undefined ? undefined : `http://127.0.0.1:${port}`;
  }

  /** Chrome's error for a place that was not reached just now; `CLOSED` for one the rules close. */
  async failureOf(url: URL): Promise<string | undefined> {
    const place = encodeURIComponent(`${url.hostname}:${portOf(url)}`);
    const { failure } = await this.#ask<{ failure?: string }>(`/failures/${place}`);
    return failure;
  }

  async #ask<T>(path: string, wish?: object, withinMs = ANSWER_MS): Promise<T> {
    const response = await fetch(this.#origin + path, {
      ...(wish === undefined ? {} : { method: "POST", body: JSON.stringify(wish) }),
      headers: { Authorization: `Bearer ${this.#key}` },
      signal: AbortSignal.timeout(withinMs),
    });
    if (!response.ok) throw new Error(`the egress proxy answered ${response.status}`);
    return response.json();
  }
}
