import { env } from "cloudflare:workers";
import { grantGate } from "../../src/grants/grant-client.ts";
import type { ApprovalWanted } from "../../src/grants/grant-contract.ts";
import { ADMIN_TOKEN } from "./admin.ts";
import { request } from "./edge.ts";

/** The server with an admin. */
export const WITH_ADMIN = { LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN };

/** The content security policy of every page with a script, in the order of letters. */
export const SCRIPTED_RULES: readonly string[] = [
  "base-uri 'none'",
  "connect-src 'self'",
  "default-src 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "img-src 'self' blob:",
  "require-trusted-types-for 'script'",
  "script-src 'self'",
  "style-src 'self'",
];

let count = 0;

/** Has the owner's grant ask for an approval, as a call of an agent does; gives its id. */
export async function askApproval(more: Partial<ApprovalWanted> = {}): Promise<string> {
  const reply = await admit(more);
  if (reply.kind !== "approval") throw new Error(reply.kind);
  return reply.id;
}

/** Asks the grant's object as a gate would. */
export async function admit(more: Partial<ApprovalWanted> = {}) {
  const gate = grantGate("owner");
  const entry = await gate.enter({ kind: "owner" });
  const wanted = {
    digest: `digest ${count++}`,
    tool: "act",
    sessionId: "s_abc123",
    origin: "https://shop.example",
    args: '{\n  "action": "click"\n}',
    reason: "Clicks on the shop need a person.",
    rule: "/tools/act",
    timeoutSeconds: 600,
    ...more,
  };
  return gate.admit({
    caller: { grantId: "owner", requestId: "r" },
    revision: entry.ok ? entry.policy?.revision : undefined,
    calls: [
      {
        record: { tool: wanted.tool, keys: ["action"] },
        decision: "require_approval",
        rule: wanted.rule,
        charges: [],
      },
    ],
    approval: wanted,
  });
}

/** A request to a page or to `/admin`, on a server with an admin, without any token. */
export function visit(
  path: string,
  options: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string | undefined>>;
    readonly body?: BodyInit;
    readonly settings?: Readonly<Record<string, string | undefined>>;
  } = {},
): Promise<Response> {
  return request({
    method: "GET",
    path,
    ...options,
    headers: { Authorization: undefined, "Content-Type": undefined, ...options.headers },
    settings: { ...WITH_ADMIN, ...options.settings },
  });
}

/** Sends a form as the page of this server does. */
export function submit(
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string | undefined>> = {},
  settings: Readonly<Record<string, string | undefined>> = {},
): Promise<Response> {
  return visit(path, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      Origin: "http://127.0.0.1",
      "Sec-Fetch-Site": "same-origin",
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
    settings,
  });
}

/** Logs in and gives the `Cookie` header. */
export async function logIn(): Promise<string> {
  const response = await submit("/login", { token: ADMIN_TOKEN });
  const cookie = response.headers.get("Set-Cookie")?.split(";")[0];
  if (response.status !== 303 || cookie === undefined) throw new Error(await response.text());
  return cookie;
}

/** The signed token in a page's form that is sent to this path. */
export function formTokenIn(markup: string, path: string): string {
  const form = markup.split("<form").find((part) => part.includes(`action="${path}"`));
  const token = /name="form" value="([^"]+)"/.exec(form ?? "")?.[1];
  if (token === undefined) throw new Error(`no form to ${path} in\n${markup}`);
  return token;
}

/** Approves or declines with the API. */
export function decideByApi(id: string, body: unknown): Promise<Response> {
  return visit(`/admin/approvals/${id}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
    body: JSON.stringify(body),
  });
}

/** The object of the owner's grant. */
export function ownerStub() {
  return env.GRANT.getByName("owner");
}
