import { portOf } from "./url-rules.ts";

/** Milliseconds the proxy may take to answer. */
const ANSWER_MS = 5_000;

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
    const wish = JSON.stringify({ allowedHosts });
    const { port } = await this.#ask<{ port: number }>("/ports", wish);
    return `socks5://127.0.0.1:${port}`;
  }

  /** Chrome's error for a place that was not reached just now; `CLOSED` for one the rules close. */
  async failureOf(url: URL): Promise<string | undefined> {
    const place = encodeURIComponent(`${url.hostname}:${portOf(url)}`);
    const { failure } = await this.#ask<{ failure?: string }>(`/failures/${place}`);
    return failure;
  }

  async #ask<T>(path: string, body?: string): Promise<T> {
    const response = await fetch(this.#origin + path, {
      ...(body === undefined ? {} : { method: "POST", body }),
      headers: { Authorization: `Bearer ${this.#key}` },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (!response.ok) throw new Error(`the egress proxy answered ${response.status}`);
    return response.json();
  }
}
