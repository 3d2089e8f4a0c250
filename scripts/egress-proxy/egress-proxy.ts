import { createServer, type Server, type Socket } from "node:net";
import type { UrlRules } from "../../src/browser/egress/url-rules.ts";
import { type Chained, chainServer } from "./chain.ts";
import { Control } from "./control.ts";
import { Failures } from "./failures.ts";
import { Leases } from "./leases.ts";
import { type Failure, serve } from "./tunnel.ts";

/** A proxy of this machine through which its browsers reach what the table opens, and nothing else. */
export interface EgressProxy {
  /** What the Worker is told as `EGRESS_PROXY`: its address, with the key that opens ways of sessions' own. */
  readonly setting: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts it on `port`, or on one of its own choice; `key` is made by whoever tells the Worker. */
export async function startEgressProxy(
  rules: UrlRules,
  key: string,
  port = 0,
): Promise<EgressProxy> {
  const sockets = new Set<Socket>();
  const failures = new Failures();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket)).on("error", () => undefined);
  };
  const serverFor = (own: UrlRules, onOther?: (socket: Socket) => void) =>
    createServer({ allowHalfOpen: true }, (socket) => {
      keep(socket);
      const onFailure = (place: string, failure: Failure) => failures.note(place, failure);
      serve(socket, { rules: own, onFailure, onOther });
    });
  const open = (own: UrlRules, chained?: Chained) =>
    listening(
      chained === undefined ? serverFor(own) : chainServer(own, chained).on("connection", keep),
      0,
    );
  const control = new Control(key, new Leases(rules, open), failures);
  const main = await listening(
    serverFor(rules, (socket) => control.take(socket)),
    port,
  );
  return {
    setting: `http://:${key}@127.0.0.1:${main.port}`,
    port: main.port,
    async close() {
      control.close();
      main.server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function listening(server: Server, port: number): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const own = typeof address === "object" && address !== null ? address.port : 0;
      resolve({ server, port: own });
    });
  });
}
