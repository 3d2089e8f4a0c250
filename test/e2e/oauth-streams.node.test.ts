import { auth } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FakePlatform, startFakePlatform } from "../support/fake-platform.ts";
import { FormBrowser, hiddenFields } from "../support/form-browser.ts";
import { type KvServer, startKv } from "../support/kv-server.ts";
import { MemoryLogin } from "../support/oauth-client.ts";
import { type RawWorker, startRawWorker } from "../support/raw-worker.ts";
import { callOver, type Endpoint, openOver, send } from "../support/wire-client.ts";

const ADMIN = "raw-admin-raw-admin-raw-admin-raw-admin-0123";
const KEY = btoa("live".repeat(8));

let platform: FakePlatform;
let kv: KvServer;
let worker: RawWorker;

beforeAll(async () => {
  [platform, kv] = await Promise.all([startFakePlatform(), startKv()]);
  const settings = { LEAPFROG_ADMIN_TOKEN: ADMIN, LEAPFROG_KEY: KEY };
  worker = await startRawWorker(platform.port, settings, kv.port);
});

afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
  await kv?.[Symbol.asyncDispose]();
  await platform?.[Symbol.asyncDispose]();
});

/** The Worker as a client sees it that has logged in by OAuth. */
async function loggedIn(): Promise<Endpoint> {
  const headers = { Authorization: `Bearer ${ADMIN}` };
  const grant = { label: "assistant", policy: { version: "1", default: "allow" } };
  const init = { method: "POST", headers, body: JSON.stringify(grant) };
  const made = (await (await fetch(`${worker.origin}/admin/grants`, init)).json()) as {
    id: string;
  };
  const login = new MemoryLogin();
  await auth(login, { serverUrl: worker.url });
  const browser = new FormBrowser(worker.origin);
  await browser.logIn(ADMIN);
  const page = await (await browser.open(login.asked ?? "")).text();
  const fields = { ...hiddenFields(page), grant: made.id, decision: "approve" };
  const answer = await browser.submit("/authorize", fields);
  const back = new URL(answer.headers.get("Location") ?? "about:blank").searchParams;
  const [authorizationCode = "", iss = ""] = [back.get("code"), back.get("iss")].map(String);
  await auth(login, { serverUrl: worker.url, authorizationCode, iss });
  return { url: worker.url, token: login.kept?.access_token ?? "" };
}

test("a client that logged in by OAuth is answered in a stream, and is missed when it hangs up", async () => {
  const client = await loggedIn();
  const sessionId = await openOver(client);
  const leave = new AbortController();
  const wait = { sessionId, condition: "text", text: "never", timeout: 30_000 };
  const call = { name: "wait_for", arguments: wait };
  const response = await send(client, "2026-07-28", "tools/call", call, leave.signal);
  expect(response.headers.get("Content-Type")).toContain("text/event-stream");
  // Signs of life come while the call is under way.
  const reader = response.body?.getReader();
  expect((await reader?.read())?.done).toBe(false);
  leave.abort();
  const leftAt = performance.now();
  const { isError, text } = await callOver(client, "snapshot", { sessionId });
  expect(isError, text).toBe(false);
  expect(performance.now() - leftAt).toBeLessThan(10_000);
  await callOver(client, "session_destroy", { sessionId });
});
