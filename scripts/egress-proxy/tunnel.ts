import type { Socket } from "node:net";
import type { UrlRules } from "../../src/browser/egress/url-rules.ts";
import { destinationOf } from "./destination.ts";
import { CONNECT_MS, join, reach } from "./reach.ts";
import {
  GRANTED,
  greetingLength,
  HOST_UNREACHABLE,
  NO_PASSWORD_NEEDED,
  NOT_ALLOWED,
  REFUSED,
  readRequest,
  reply,
  type SocksTarget,
} from "./socks.ts";

const SOCKS_VERSION = 5;

/** Why a connection did not come about, in the words of Chrome's own errors where it has some. */
export type Failure = "CLOSED" | "NAME_NOT_RESOLVED" | "CONNECTION_REFUSED" | "TIMED_OUT";

/** How one client is served. */
export interface Service {
  readonly rules: UrlRules;
  readonly onFailure: (place: string, failure: Failure) => void;
  /** Takes a client that speaks no SOCKS5. */
  readonly onOther?: ((socket: Socket) => void) | undefined;
}

/** Serves one client: what begins as SOCKS5 goes where the rules let it. */
export function serve(socket: Socket, service: Service): void {
  const { onOther } = service;
  let data: Buffer = Buffer.alloc(0);
  let isGreeted = false;
  const take = (length: number) => {
    data = data.subarray(length);
  };
  const onData = (chunk: Buffer) => {
    data = Buffer.concat([data, chunk]);
    if (data[0] !== SOCKS_VERSION) {
      socket.off("data", onData).pause();
      if (onOther === undefined) socket.destroy();
      else {
        socket.unshift(data);
        onOther(socket);
      }
      return;
    }
    if (!isGreeted) {
      const length = greetingLength(data);
      if (length === undefined) return;
      take(length);
      isGreeted = true;
      socket.write(NO_PASSWORD_NEEDED);
      if (data.length === 0) return;
    }
    const request = readRequest(data);
    if (request === undefined) return;
    socket.off("data", onData).pause();
    if (request === null) return void socket.destroy();
    take(request.length);
    if (data.length > 0) socket.unshift(data);
    void forward(socket, request, service);
  };
  socket.setNoDelay(true).on("data", onData);
}

const REPLIES: Readonly<Record<Failure, number>> = {
  CLOSED: NOT_ALLOWED,
  NAME_NOT_RESOLVED: HOST_UNREACHABLE,
  CONNECTION_REFUSED: REFUSED,
  TIMED_OUT: REFUSED,
};

async function forward(
  socket: Socket,
  { host, port }: SocksTarget,
  { rules, onFailure }: Service,
): Promise<void> {
  const fail = (failure: Failure) => {
    onFailure(`${host}:${port}`, failure);
    socket.end(reply(REPLIES[failure]));
  };
  const destination = await destinationOf(host, port, rules);
  if ("refusal" in destination) return fail("CLOSED");
  if ("unknown" in destination) return fail("NAME_NOT_RESOLVED");
  const until = Date.now() + CONNECT_MS;
  const other = await reach(destination.addresses, port, until);
  if (other === undefined) return fail(Date.now() < until ? "CONNECTION_REFUSED" : "TIMED_OUT");
  if (socket.destroyed) return void other.destroy();
  socket.write(reply(GRANTED));
  join(socket, other);
}
