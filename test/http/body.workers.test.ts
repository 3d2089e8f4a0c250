import { describe, expect, test } from "vitest";
import { MAX_BODY_BYTES } from "../../src/domain/limits.ts";
import { ask, request } from "../support/edge.ts";
import { answerIn, bodyOf, type Era, headersOf, type Message, textOf } from "../support/wire.ts";

const ERAS: readonly Era[] = ["2025-11-25", "2026-07-28"];
const MEBIBYTE = 1024 * 1024;

/** An upload of this many characters to a session that does not exist. */
function upload(era: Era, characters: number): string {
  const files = [{ name: "a.bin", mimeType: "text/plain", content: "A".repeat(characters) }];
  const args = { sessionId: "s_000000", action: "upload", target: "@e1", files };
  return bodyOf(era, "tools/call", { name: "act", arguments: args });
}

function chunked(text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + 65_536));
      at += 65_536;
    },
  });
}

describe.each(ERAS)("a body in revision %s", (era) => {
  const headers = headersOf(era, "tools/call", { name: "act" });

  test("of 14 MB reaches the tool", async () => {
    const response = await request({ headers, body: upload(era, 14_000_000) });
    expect(response.status).toBe(200);
    // Whatever the tool says of it, the limit of the protocol layer has not stopped it.
    expect(textOf(answerIn(await response.text()))).toMatch(/^(session_not_found|too_large|inv)/);
  });

  test("over 16 MiB is refused by its length", async () => {
    const body = upload(era, MAX_BODY_BYTES);
    const length = { "Content-Length": String(body.length) };
    expect((await request({ headers: { ...headers, ...length }, body })).status).toBe(413);
  });

  test("over 16 MiB is refused without a length", async () => {
    const response = await request({ headers, body: chunked(upload(era, MAX_BODY_BYTES)) });
    expect(response.status).toBe(413);
    expect((await response.json<Message>()).error?.message).toContain("16 MiB");
  });

  test("that claims to be short is counted all the same", async () => {
    const body = chunked(upload(era, MAX_BODY_BYTES));
    const response = await request({ headers: { ...headers, "Content-Length": "10" }, body });
    expect(response.status).toBe(413);
  });

  test("in chunks is read whole", async () => {
    const body = chunked(upload(era, 5 * MEBIBYTE));
    expect((await request({ headers, body })).status).toBe(200);
  });
});

describe("a batch", () => {
  const one = bodyOf("2025-11-25", "tools/list", {});
  const BATCHES = [
    ["of one", `[${one}]`],
    ["of two", `[${one},${one}]`],
    ["of none", "[]"],
    ["after spaces", ` \r\n\t[${one}]`],
    ["after a byte order mark", `\uFEFF[${one}]`],
  ] as const;

  test.each(BATCHES)("%s is refused", async (_name, body) => {
    const response = await request({ body });
    expect(response.status).toBe(400);
    expect((await response.json<Message>()).error?.message).toMatch(/batch/i);
  });
});

describe("a body that is no message", () => {
  test.each([
    ["no JSON", "hello"],
    ["nothing", ""],
    ["half a message", '{"jsonrpc":"2.0","id":1,'],
    ["a number", "7"],
    ["another version", '{"jsonrpc":"1.0","id":1,"method":"tools/list"}'],
  ])("%s is refused as such", async (_name, body) => {
    const response = await request({ body });
    expect(response.status).toBe(400);
    expect((await response.json<Message>()).error?.code).toBeLessThan(-32_000);
  });

  test("is refused when its type is not JSON", async () => {
    const headers = { "Content-Type": "text/plain" };
    const body = bodyOf("2025-11-25", "tools/list", {});
    expect((await request({ headers, body })).status).toBe(415);
  });

  test("names no method we have", async () => {
    for (const era of ERAS) expect((await ask(era, "tools/drop")).error?.code).toBe(-32_601);
  });
});
