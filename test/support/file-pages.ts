import { createHash, type Hash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

import { fileBytes, type ReceivedFile } from "./file-bytes.ts";

const CHUNK = 64 * 1024;

/** Releases of files that wait for one, by their key. */
const waiting = new Map<string, () => void>();

/**
 * Answers below `/file`: `/file?bytes=…&name=…&type=…` sends so many bytes, as an attachment unless
 * `inline` is given, after `delay` ms; with `cut` it breaks off after so many, with `hold` it waits
 * there for `/file/release?key=…`, and `/file/held?key=…` tells whether it does; `unsized` sends no length, `status` another status.
 * `/file/digest?bytes=…` tells their SHA-256, `/file/received` that of each file posted to it.
 */
export function fileAnswer(url: URL, request: IncomingMessage, response: ServerResponse): void {
  const query = url.searchParams;
  if (url.pathname === "/file/release") release(query, response);
  else if (url.pathname === "/file/held") response.end(String(waiting.has(keyOf(query))));
  else if (url.pathname === "/file/digest") response.end(digestOf(Number(query.get("bytes"))));
  else if (url.pathname === "/file/received") void received(request, response);
  else setTimeout(() => void send(query, response), Number(query.get("delay") ?? 0));
}

function release(query: URLSearchParams, response: ServerResponse): void {
  const key = keyOf(query);
  const go = waiting.get(key);
  waiting.delete(key);
  go?.();
  response.end(String(go !== undefined));
}

async function send(query: URLSearchParams, response: ServerResponse): Promise<void> {
  const bytes = Number(query.get("bytes") ?? 0);
  const name = query.get("name") ?? "file.bin";
  response.writeHead(Number(query.get("status") ?? 200), {
    "Content-Type": query.get("type") ?? "application/octet-stream",
    ...(query.has("inline") ? {} : { "Content-Disposition": `attachment; filename="${name}"` }),
    ...(query.has("unsized") ? {} : { "Content-Length": bytes }),
  });
  const stopAt = Number(query.get("cut") ?? query.get("hold") ?? bytes);
  await write(response, 0, stopAt);
  if (query.has("cut")) setTimeout(() => response.destroy(), 100);
  if (query.has("hold")) await held(keyOf(query), response);
  if (query.has("cut")) return;
  await write(response, stopAt, bytes);
  response.end();
}

/** Nothing waits for a client that is gone. */
function held(key: string, response: ServerResponse): Promise<void> {
  return new Promise((go) => {
    waiting.set(key, go);
    response.on("close", () => {
      if (waiting.get(key) === go) waiting.delete(key);
    });
  });
}

function keyOf(query: URLSearchParams): string {
  return query.get("key") ?? "";
}

async function write(response: ServerResponse, from: number, to: number): Promise<void> {
  for (let at = from; at < to && !response.destroyed; at += CHUNK) {
    const ready = response.write(fileBytes(at, Math.min(CHUNK, to - at)));
    if (ready) continue;
    await new Promise<void>((go) => {
      const over = () => {
        response.off("drain", over).off("close", over);
        go();
      };
      response.on("drain", over).on("close", over);
    });
  }
}

function digestOf(bytes: number): string {
  const hash: Hash = createHash("sha256");
  for (let at = 0; at < bytes; at += CHUNK) hash.update(fileBytes(at, Math.min(CHUNK, bytes - at)));
  return hash.digest("hex");
}

async function received(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const type = request.headers["content-type"] ?? "";
  const form = await new Response(Buffer.concat(parts), {
    headers: { "Content-Type": type },
  }).formData();
  const files: ReceivedFile[] = [];
  for (const [field, value] of form) {
    if (typeof value === "string") continue;
    const hash = createHash("sha256").update(new Uint8Array(await value.arrayBuffer()));
    files.push({
      field,
      name: value.name,
      type: value.type,
      bytes: value.size,
      sha256: hash.digest("hex"),
    });
  }
  response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(files));
}
