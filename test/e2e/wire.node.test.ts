import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MAX_BODY_BYTES } from "../../src/domain/limits.ts";
import { type FakePlatform, startFakePlatform } from "../support/fake-platform.ts";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { type RawWorker, startRawWorker } from "../support/raw-worker.ts";
import { answerIn, bodyOf, type Era, headersOf, messagesIn, textOf } from "../support/wire.ts";
import { callOver, type Endpoint, openOver, send } from "../support/wire-client.ts";

let platform: FakePlatform;
let raw: RawWorker;
let live: LiveServer;

beforeAll(async () => {
  platform = await startFakePlatform();
  [raw, live] = await Promise.all([startRawWorker(platform.port), startLive()]);
});

afterAll(async () => {
  await live?.[Symbol.asyncDispose]();
  await raw?.[Symbol.asyncDispose]();
  await platform?.[Symbol.asyncDispose]();
});

const ERAS: readonly Era[] = ["2025-11-25", "2026-07-28"];

describe.each([
  ["npm start's server", () => live],
  ["a bare workerd", () => raw],
] as const)("%s", (_name, server) => {
  test.each(ERAS)("takes an upload of 14 MB in %s", async (era) => {
    const response = await post(server(), era, upload(era, 14_000_000));
    expect(response.status).toBe(200);
    expect(textOf(answerIn(await response.text()))).toMatch(/^(session_not_found|too_large|inva)/);
  });

  test("answers under its own names only", async () => {
    for (const [headers, status] of [
      [{}, 200],
      [{ Origin: "http://localhost:6274" }, 200],
      [{ Origin: "https://evil.example" }, 403],
    ] as const) {
      const response = await post(
        server(),
        "2025-11-25",
        bodyOf("2025-11-25", "tools/list", {}),
        headers,
      );
      expect(response.status).toBe(status);
    }
  });

  test("is healthy without a token, and says nothing else", async () => {
    expect(await (await fetch(`${server().origin}/health`)).json()).toMatchObject({ status: "ok" });
    expect((await fetch(`${server().origin}/mcp`, { method: "POST" })).status).toBe(401);
    expect((await fetch(`${server().origin}/.dev.vars`)).status).toBe(404);
  });

  test.each(ERAS)("tells of the progress of a long call while it goes on in %s", async (era) => {
    const sessionId = await openOver(server());
    const wait = { sessionId, condition: "text", text: "never", timeout: 2_500 };
    const params = { name: "wait_for", arguments: wait, _meta: { progressToken: 1 } };
    const response = await send(server(), era, "tools/call", params);
    const heard = await firstEvent(response);
    expect(heard).toMatchObject({ method: "notifications/progress" });
    await callOver(server(), "session_destroy", { sessionId });
  });
});

// A bare workerd hangs up on a client that is still sending, which cannot read the answer then.
test.each(ERAS)("refuses a body over 16 MiB in %s, announced or not", async (era) => {
  const body = upload(era, MAX_BODY_BYTES);
  for (const form of [body, inChunks(body)]) {
    const response = await post(live, era, form);
    expect(response.status).toBe(413);
    expect(await response.text()).toContain("16 MiB");
  }
});

function post(
  { url, token }: Endpoint,
  era: Era,
  body: string | ReadableStream,
  more: Record<string, string> = {},
): Promise<Response> {
  const headers = { ...headersOf(era, "tools/call", { name: "act" }), ...more };
  // Node wants to be told that it may send before it has been answered.
  const init = { method: "POST", body, duplex: "half" };
  return fetch(url, { ...init, headers: { Authorization: `Bearer ${token}`, ...headers } });
}

function upload(era: Era, characters: number): string {
  const files = [{ name: "a.bin", mimeType: "text/plain", content: "A".repeat(characters) }];
  const args = { sessionId: "s_000000", action: "upload", target: "@e1", files };
  return bodyOf(era, "tools/call", { name: "act", arguments: args });
}

function inChunks(text: string): ReadableStream<Uint8Array> {
  return new Blob([text]).stream();
}

/** The first message of a stream, read before the rest has come. */
async function firstEvent(response: Response): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (/^data: .*\n/m.test(text)) break;
  }
  return messagesIn(text.slice(0, text.lastIndexOf("\n")))[0];
}
