import { connect, type Socket } from "node:net";
import type { UrlRules } from "../../src/browser/egress/url-rules.ts";
import { destinationOf } from "./destination.ts";
import {
  GRANTED,
  greetingLength,
  HOST_UNREACHABLE,
  NO_PASSWORD_NEEDED,
  NOT_ALLOWED,
  REFUSED,
  readRequest,
  reply,
} from "./socks.ts";

/** Milliseconds the other side may take to take a connection. */
const CONNECT_MS = 20_000;
const SOCKS_VERSION = 5;

/** Serves one client: what begins as SOCKS5 goes where the rules let it, all else to `onOther`. */
export function serve(socket: Socket, rules: UrlRules, onOther?: (socket: Socket) => void): void {
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
    void forward(socket, request.host, request.port, rules);
  };
  socket.setNoDelay(true).on("data", onData);
}

async function forward(socket: Socket, host: string, port: number, rules: UrlRules): Promise<void> {
  const destination = await destinationOf(host, port, rules);
  if ("refusal" in destination) return void socket.end(reply(NOT_ALLOWED));
  if ("unknown" in destination) return void socket.end(reply(HOST_UNREACHABLE));
  const other = await reach(destination.addresses, port);
  if (other === undefined) return void socket.end(reply(REFUSED));
  if (socket.destroyed) return void other.destroy();
  socket.write(reply(GRANTED));
  join(socket, other);
  join(other, socket);
}

/** An end of one side is passed on as the end it was: half, whole or broken off. */
function join(from: Socket, to: Socket): void {
  from.pipe(to);
  from.on("error", () => to.resetAndDestroy());
  from.once("close", (hadError) => {
    if (!hadError && !to.writableEnded) to.end();
  });
}

/** Of several addresses the first that takes the connection. */
async function reach(addresses: readonly string[], port: number): Promise<Socket | undefined> {
  const until = Date.now() + CONNECT_MS;
  for (const address of addresses) {
    const socket = await connected(address, port, until - Date.now());
    if (socket !== undefined) return socket;
  }
  return undefined;
}

function connected(host: string, port: number, ms: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true, allowHalfOpen: true });
    const timer = setTimeout(() => socket.destroy(), Math.max(1, ms));
    const settle = (found?: Socket) => {
      clearTimeout(timer);
      resolve(found);
    };
    socket.once("connect", () => settle(socket)).on("error", () => settle());
    socket.once("close", () => settle());
  });
}
