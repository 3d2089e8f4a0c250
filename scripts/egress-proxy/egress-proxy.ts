import { createServer, type Server, type Socket } from "node:net";
import type { UrlRules } from "../../src/browser/egress/url-rules.ts";
import { Leases } from "./leases.ts";
import { serve } from "./tunnel.ts";

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
  const listenFor = (own: UrlRules, onOther?: (socket: Socket) => void) =>
    createServer({ allowHalfOpen: true }, (socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket)).on("error", () => undefined);
      serve(socket, own, onOther);
    });
  const leases = new Leases(rules, key, (own) => listening(listenFor(own), 0));
  const main = await listening(
    listenFor(rules, (socket) => leases.control(socket)),
    port,
  );
  return {
    setting: `http://:${key}@127.0.0.1:${main.port}`,
    port: main.port,
    async close() {
      leases.close();
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
