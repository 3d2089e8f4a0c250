import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LiveAsk } from "../../src/domain/live.ts";
import { livePath } from "../../src/domain/live-link.ts";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { type ConnectedClient, connectV1 } from "../support/mcp-clients.ts";

let live: LiveServer;
let agent: ConnectedClient;

beforeAll(async () => {
  const admin = "admin-token-admin-token-admin-token-0123456789";
  live = await startLive({ LEAPFROG_ADMIN_TOKEN: admin });
  agent = await connectV1(live);
});

afterAll(async () => {
  await agent?.[Symbol.asyncDispose]();
  await live?.[Symbol.asyncDispose]();
});

/** A connection that speaks as much of the protocol as it likes, and answers no closing. */
async function dialRaw(path: string): Promise<{ socket: Socket; heard: () => string }> {
  const { hostname, port, host, origin } = new URL(live.origin);
  const socket = connect(Number(port), hostname);
  let heard = "";
  socket.on("data", (bytes) => {
    heard += bytes.toString("latin1");
  });
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n\r\n`,
  );
  await expect.poll(() => heard, { timeout: 10_000 }).toContain('"role":"control"');
  return { socket, heard: () => heard };
}

function say(socket: Socket, ask: LiveAsk): void {
  const words = Buffer.from(JSON.stringify(ask));
  socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | words.length, 0, 0, 0, 0]), words]));
}

test("a connection whose link is over does nothing more, though its other side never closes it", async () => {
  const { text } = await agent.call("session_create", {});
  const sessionId = /s_[a-z0-9]{6}/.exec(text)?.[0] ?? "";
  const link = { grantId: "owner", sessionId, role: "control", until: Date.now() + 4_000 } as const;
  const path = await livePath(btoa("live".repeat(8)), link);
  const { socket, heard } = await dialRaw(`${path}/socket`);
  await expect.poll(heard, { timeout: 10_000 }).toContain('"type":"over"');
  say(socket, { type: "take" });
  // What is asked by another connection comes later than what was sent before.
  for (let at = 0; at < 5; at++) {
    const acted = await agent.call("act", { sessionId, action: "press", key: "a" });
    expect(acted.isError, acted.text).toBe(false);
  }
  socket.destroy();
});
