import type { Server } from "node:net";
import type { UrlRules } from "../../src/browser/egress/url-rules.ts";
import type { Chained } from "./chain.ts";
import { Upstream } from "./upstream.ts";

const MAX_LEASES = 1_000;
/** Milliseconds a caller's proxy may take to take a connection before a way behind it is given. */
const ANSWER_MS = 8_000;

/** A port that serves under rules of its own. */
interface Lease {
  readonly server: Server;
  readonly port: number;
}

/** What a session's way is like beyond the rules that hold for all. */
export interface Wish {
  /** The only hosts it reaches; absent in an open session. */
  readonly allowedHosts?: readonly string[];
  /** The caller's own proxy, behind which it goes on. */
  readonly chained?: Chained;
}

/** Ports for scoped sessions and for those with a proxy of their own, one for each wish. */
export class Leases {
  readonly #rules: UrlRules;
  readonly #open: (rules: UrlRules, chained?: Chained) => Promise<Lease>;
  readonly #leases = new Map<string, Promise<Lease>>();

  constructor(rules: UrlRules, open: (rules: UrlRules, chained?: Chained) => Promise<Lease>) {
    this.#rules = rules;
    this.#open = open;
  }

  /**
   * Sessions with one wish share a port: the wish is all there is to it. Undefined when the caller's
   * proxy cannot be reached.
   */
  async portFor({ allowedHosts, chained }: Wish): Promise<number | undefined> {
    const key = JSON.stringify([allowedHosts && [...allowedHosts].sort(), chained]);
    if (chained !== undefined && !(await this.#answers(chained))) return undefined;
    const known = this.#leases.get(key);
    if (known === undefined && this.#leases.size >= MAX_LEASES) {
      throw new Error("there are too many ways of sessions' own");
    }
    const rules = allowedHosts === undefined ? this.#rules : { ...this.#rules, allowedHosts };
    const lease = known ?? this.#open(rules, chained);
    this.#leases.set(key, lease);
    return (await lease).port;
  }

  close(): void {
    for (const lease of this.#leases.values()) lease.then(({ server }) => server.close());
  }

  async #answers({ server }: Chained): Promise<boolean> {
    const socket = await new Upstream(server, this.#rules).dial(ANSWER_MS);
    socket?.destroy();
    return socket !== undefined;
  }
}
