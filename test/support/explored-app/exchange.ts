import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { CSRF, type Customer, SESSION, seedCustomers, TOKEN } from "./data.ts";

/** What a request said. */
export interface Call {
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly state: AppState;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Writes a body that has no end of its own. */
  readonly stream?: (response: ServerResponse) => void;
}

export type Handler = (call: Call) => Reply;

/** What changes while the app runs. */
export interface AppState {
  customers: Customer[];
  /** Query by its SHA-256. */
  readonly persisted: Map<string, string>;
  uploads: number;
}

export function freshState(): AppState {
  return { customers: seedCustomers(), persisted: new Map(), uploads: 0 };
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  const type = { "Content-Type": "application/json; charset=utf-8" };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(value) };
}

/** An error as RFC 9457 writes it, with what is wrong with each field. */
export function problem(status: number, title: string, errors?: Record<string, string>): Reply {
  const list = Object.entries(errors ?? {}).map(([field, message]) => ({ field, message }));
  const more = errors === undefined ? {} : { errors: list };
  return {
    status,
    headers: { "Content-Type": "application/problem+json" },
    body: JSON.stringify({ type: "about:blank", title, status, ...more }),
  };
}

/** Lets in who brings the token, or the cookie where no header can be set. */
export function signedIn(handler: Handler): Handler {
  return (call) => {
    const { authorization, cookie = "" } = call.headers;
    const known = authorization === `Bearer ${TOKEN}` || cookie.includes(`crm_session=${SESSION}`);
    return known ? handler(call) : problem(401, "Sign in first");
  };
}

/** Lets in who is signed in and says so by a second header, as writing asks for. */
export function writing(handler: Handler): Handler {
  return signedIn((call) =>
    call.headers["x-csrf-token"] === CSRF ? handler(call) : problem(403, "The form has expired"),
  );
}

/** The fields of a JSON body; none for what is no object. */
export function fieldsOf({ body }: Call): Record<string, unknown> {
  const value = parsed(body.toString());
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Undefined for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
