import { listDurableObjectIds, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";
import { callTool, type ToolAnswer } from "./agent.ts";

/** Of a call that no person has to do with. */
export const NOBODY = {
  origin: "https://leapfrog.example",
  role: "watch",
  opensUrls: false,
} as const;

/** The object behind a session of the owner; a new stub each time, since a reset breaks them. */
export function sessionStub(sessionId: string) {
  return env.SESSION.getByName(`owner:${sessionId}`);
}

export function poolStub() {
  return env.COORDINATOR.getByName("pool");
}

/** How many objects of ours there are, of any kind. */
export async function objectCount(): Promise<number> {
  const all = await Promise.all([
    listDurableObjectIds(env.COORDINATOR),
    listDurableObjectIds(env.SESSION),
    listDurableObjectIds(env.GRANT),
    listDurableObjectIds(env.DIRECTORY),
  ]);
  return all.flat().length;
}

/** Resets an object as a deploy does: memory is lost, storage and browsers stay. */
export async function resetObject(stub: DurableObjectStub): Promise<void> {
  await runInDurableObject(stub, (_object, state) => state.abort("reset by a test")).catch(
    () => undefined,
  );
}

/** Leaves a session as one whose secrets another key has sealed. */
export async function loseSecrets(sessionId: string): Promise<void> {
  await runInDurableObject(sessionStub(sessionId), (_object, { storage: { kv } }) => {
    const sealed = kv.get<Uint8Array>("sealed 0:route") ?? new Uint8Array();
    kv.put(
      "sealed 0:route",
      sealed.map((byte) => byte ^ 1),
    );
  });
  await resetObject(sessionStub(sessionId));
}

/** How many downloads a session has kept in mind whose end nobody was told. */
export function untoldDownloads(sessionId: string): Promise<unknown> {
  return runInDurableObject(sessionStub(sessionId), (_object, { storage: { kv } }) => {
    return kv.get<{ downloads?: { untold?: number } }>("session")?.downloads?.untold;
  });
}

/** When an object's alarm rings, in ms from now; undefined when none is set. */
export async function alarmIn(stub: DurableObjectStub): Promise<number | undefined> {
  const at = await runInDurableObject(stub, (_object, state) => state.storage.getAlarm());
  return at === null ? undefined : at - Date.now();
}

/** How many values an object has stored. */
export function storedCount(stub: DurableObjectStub): Promise<number> {
  return runInDurableObject(stub, (_object, state) => [...state.storage.kv.list()].length);
}

/** A row of the coordinator's leases as it is stored. */
export interface StoredLease {
  readonly session_id: string;
  readonly browser_id: string | null;
  readonly lapses_at: number;
}

export function storedLeases(): Promise<StoredLease[]> {
  return runInDurableObject(poolStub(), (_object, state) =>
    [...state.storage.sql.exec("SELECT * FROM leases ORDER BY session_id")].map((row) => ({
      session_id: String(row.session_id),
      browser_id: row.browser_id === null ? null : String(row.browser_id),
      lapses_at: Number(row.lapses_at),
    })),
  );
}

/** The platform's id of a session's browser. */
export async function browserOf(sessionId: string): Promise<string> {
  const lease = (await storedLeases()).find((row) => row.session_id === sessionId);
  if (lease?.browser_id == null) throw new Error(`no browser of ${sessionId}`);
  return lease.browser_id;
}

/**
 * The ids of all browsers the platform has at this moment. Not to be asked while one starts: the
 * local emulation then forgets it.
 */
export async function platformBrowsers(): Promise<string[]> {
  const response = await env.BROWSER.fetch("https://platform/v1/sessions");
  const { sessions } = await response.json<{ sessions: { sessionId: string }[] }>();
  return sessions.map(({ sessionId }) => sessionId);
}

/** Ends a browser behind its session's back, as the platform does, and waits until it knows it no more. */
export async function endBrowser(browserId: string): Promise<void> {
  const url = `https://platform/v1/devtools/browser/${browserId}`;
  await env.BROWSER.fetch(url, { method: "DELETE" });
  const exists = () => new BindingClient().exists(browserId);
  await expect.poll(exists, { timeout: 15_000 }).toBe(false);
}

/** Places in use, as an agent is told. */
export async function placesUsed(): Promise<unknown> {
  return (await callTool("pool_status", {})).structured?.used;
}

/** The first word of an answer: the code of a failure. */
export function codeOf({ text }: ToolAnswer): string {
  return text.split(":")[0] ?? "";
}
