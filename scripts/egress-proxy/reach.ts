import { connect, type Socket } from "node:net";

/** Milliseconds the other side may take to take a connection. */
export const CONNECT_MS = 20_000;

/** Of several addresses the first that takes the connection. */
export async function reach(
  addresses: readonly string[],
  port: number,
  until: number,
): Promise<Socket | undefined> {
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

/** Milliseconds a way stays open that one side has ended and nothing more comes through. */
const HALF_OPEN_MS = 120_000;

/**
 * Passes on between two connections; an end of one is passed on as it was: half, whole or broken off.
 * One that has closed as a whole looks like one that has only said its last, so what is left of the
 * way is closed once it has been still for long.
 */
export function join(one: Socket, other: Socket, halfOpenMs = HALF_OPEN_MS): void {
  passOn(one, other, halfOpenMs);
  passOn(other, one, halfOpenMs);
}

function passOn(from: Socket, to: Socket, halfOpenMs: number): void {
  from.pipe(to);
  from.on("error", () => to.resetAndDestroy());
  from.once("end", () => {
    to.setTimeout(halfOpenMs, () => {
      to.destroy();
      from.destroy();
    });
  });
  from.once("close", (hadError) => {
    if (!hadError) to.destroySoon();
  });
}
