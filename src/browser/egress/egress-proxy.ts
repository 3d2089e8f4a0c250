/** Milliseconds the proxy may take to open a port for a list of hosts. */
const OPEN_MS = 5_000;

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
    const port = allowedHosts === undefined ? this.#port : await this.#ask(allowedHosts);
    return `socks5://127.0.0.1:${port}`;
  }

  async #ask(allowedHosts: readonly string[]): Promise<number> {
    const response = await fetch(this.#origin, {
      method: "POST",
      headers: { Authorization: `Bearer ${this.#key}` },
      body: JSON.stringify({ allowedHosts }),
      signal: AbortSignal.timeout(OPEN_MS),
    });
    if (!response.ok) throw new Error(`the egress proxy answered ${response.status}`);
    const { port } = await response.json<{ port: number }>();
    return port;
  }
}
