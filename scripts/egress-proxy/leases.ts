import type { Server } from "node:net";
import type { UrlRules } from "../../src/browser/egress/url-rules.ts";

const MAX_LEASES = 1_000;

/** A port that serves under rules of its own. */
interface Lease {
  readonly server: Server;
  readonly port: number;
}

/** Ports for scoped sessions, one for each list of hosts: whoever comes through it reaches those alone. */
export class Leases {
  readonly #rules: UrlRules;
  readonly #open: (rules: UrlRules) => Promise<Lease>;
  readonly #leases = new Map<string, Promise<Lease>>();

  constructor(rules: UrlRules, open: (rules: UrlRules) => Promise<Lease>) {
    this.#rules = rules;
    this.#open = open;
  }

  /** Sessions with one list share a port: the list is all there is to it. */
  async portFor(allowedHosts: readonly string[]): Promise<number> {
    const key = JSON.stringify([...allowedHosts].sort());
    const known = this.#leases.get(key);
    if (known === undefined && this.#leases.size >= MAX_LEASES) {
      throw new Error("there are too many lists of hosts");
    }
    const lease = known ?? this.#open({ ...this.#rules, allowedHosts });
    this.#leases.set(key, lease);
    return (await lease).port;
  }

  close(): void {
    for (const lease of this.#leases.values()) lease.then(({ server }) => server.close());
  }
}
