import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { type LiveLink, livePath } from "../../src/domain/live-link.ts";
import { route } from "../../src/http/routes.ts";
import { VIEWER_HEADER, type Viewer } from "../../src/session/session-contract.ts";
import { addGrant, admin } from "./admin.ts";
import { visit, WITH_ADMIN } from "./approvals.ts";

/** Where the server under test is, as browsers know it. */
export const ORIGIN = "http://127.0.0.1";
export const SESSION = "s_abc123";

type Headers = Readonly<Record<string, string | undefined>>;
type Settings = Readonly<Record<string, string | undefined>>;

/** A signed link to a session of the owner's, under the key of the tests, for ten minutes. */
export function linkTo(link: Partial<LiveLink> = {}, key = String(env.LEAPFROG_KEY)) {
  const until = Date.now() + 600_000;
  return livePath(key, { grantId: "owner", sessionId: SESSION, role: "watch", until, ...link });
}

/** What a socket of a page came to. */
export interface Dialled {
  readonly status: number;
  /** Of the message after which there is nothing more. */
  readonly over?: string;
  /** Name of the session's object that was asked, and the viewer it was told of. */
  readonly object?: string;
  readonly viewer?: Viewer;
}

/** Opens a socket as a page of the server does; the session's object answers with nothing but 200. */
export async function dial(path: string, headers: Headers = {}, settings: Settings = {}) {
  const heard = fakeSessions();
  try {
    return { ...(await opened(path, headers, settings)), ...heard.asked };
  } finally {
    heard.stop();
  }
}

/** Opens a socket as a page of the server does; the session's own object answers. */
export function dialReal(path: string): Promise<Dialled> {
  return opened(path, {}, {});
}

function fakeSessions() {
  const asked: { object?: string; viewer?: Viewer } = {};
  const spy = vi.spyOn(env.SESSION, "getByName").mockImplementation((name) => {
    const stub = env.SESSION.get(env.SESSION.newUniqueId());
    return new Proxy(stub, {
      get: (_stub, property) => {
        if (property !== "fetch") throw new Error(`${String(property)} of a session was asked`);
        return async (request: Request) => {
          asked.object = name;
          asked.viewer = JSON.parse(decodeURIComponent(request.headers.get(VIEWER_HEADER) ?? ""));
          return new Response("connected");
        };
      },
    });
  });
  return { asked, stop: () => spy.mockRestore() };
}

async function opened(path: string, headers: Headers, settings: Settings): Promise<Dialled> {
  const sent = new Headers({ Host: "127.0.0.1", Upgrade: "websocket", Origin: ORIGIN });
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) sent.delete(name);
    else sent.set(name, value);
  }
  const request = new Request(new URL(path, ORIGIN), { headers: sent });
  const all = { ...env, ...WITH_ADMIN, ...settings };
  const { status, webSocket } = await route(request, all, createExecutionContext());
  if (webSocket === null) return { status };
  const text = new Promise<string>((resolve) => {
    webSocket.addEventListener("message", ({ data }) => resolve(String(data)));
  });
  webSocket.accept();
  const news: { type: string; reason: string } = JSON.parse(await text);
  return { status, over: news.type === "over" ? news.reason : "" };
}

/** A new grant that may do everything. */
export async function newGrant(more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const policy = { version: "1", default: "allow" };
  return (await addGrant({ label: "people", policy, ...more })).id;
}

/** The admin makes a code for a grant. */
export async function codeFor(grantId: string): Promise<string> {
  const response = await admin("POST", `/grants/${grantId}/pairing`);
  if (response.status !== 201) throw new Error(await response.text());
  return (await response.json<{ code: string }>()).code;
}

/** Gives a code as the page of a link does. */
export function pair(
  path: string,
  body: unknown,
  headers: Headers = {},
  settings: Settings = {},
): Promise<Response> {
  return visit(`${path}/pair`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Origin: ORIGIN,
      "Sec-Fetch-Site": "same-origin",
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
    settings,
  });
}

/** The `Cookie` header of a person who has given a good code at this link. */
export async function pairedAt(path: string, code: string): Promise<string> {
  const response = await pair(path, { code });
  const cookie = response.headers.get("Set-Cookie")?.split(";")[0];
  if (response.status !== 204 || cookie === undefined) throw new Error(await response.text());
  return cookie;
}

/** Who a person with these cookies would be in a live view; undefined for nobody. */
export async function roleAt(path: string, Cookie: string, settings = {}) {
  return (await dial(`${path}/socket`, { Cookie }, settings)).viewer?.role;
}

/** Sets the clock of the server under test ahead, until `vi.useRealTimers`; far enough, nothing is left of earlier false codes. */
export function wait(ms: number): void {
  const now = Date.now() + ms;
  vi.useFakeTimers({ toFake: ["Date"], now });
}
