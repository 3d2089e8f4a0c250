import { MAX_ADMIN_BODY_BYTES } from "../../domain/limits.ts";
import type { PolicyError } from "../../policy/document-reader.ts";
import { readJson } from "../../policy/read-json.ts";
import { readUpTo } from "../limited-body.ts";
import { type AdminRoute, json, refusal } from "./admin-route.ts";

/** A value, or the answer that refuses the request. */
export type Read<T> = { readonly value: T } | { readonly refused: Response };

/** All that is wrong with what was sent, each where it stands (RFC 6901). */
export function invalid(errors: readonly PolicyError[]): Response {
  return json({ errors }, 400);
}

/** The JSON value of a body; one of no bytes is refused. */
export async function readJsonBody({ body }: Request): Promise<Read<unknown>> {
  const text = await readUpTo(body, MAX_ADMIN_BODY_BYTES).catch(() => "");
  if (text === undefined) {
    const limit = `The body is larger than ${MAX_ADMIN_BODY_BYTES / 1024} KiB. Send a shorter one.`;
    return { refused: refusal(413, "too_large", limit) };
  }
  const read = readJson(text);
  return read.ok ? { value: read.value } : { refused: invalid(read.errors) };
}

/** Whether the one member of a body, which has this name, is true or false; any other body is refused. */
export async function readSwitch(request: Request, name: string): Promise<Read<boolean>> {
  const body = await readJsonBody(request);
  if ("refused" in body) return body;
  const members = Object.entries(Object(body.value));
  const [[key, value] = []] = members;
  if (key === name && typeof value === "boolean" && members.length === 1) return { value };
  const message = `must be {${name}: true} or {${name}: false}`;
  return { refused: invalid([{ pointer: "", message }]) };
}

/** Refuses what a route does not take: it would be ignored. */
export async function refuseExtras(
  { takes = [] }: AdminRoute,
  request: Request,
  url: URL,
): Promise<Response | undefined> {
  const [parameter] = takes.includes("query") ? [] : url.searchParams.keys();
  if (parameter !== undefined) return strangeParameter(parameter, "nothing");
  return takes.includes("body") ? undefined : refuseBody(request);
}

async function refuseBody({ body }: Request): Promise<Response | undefined> {
  const text = await readUpTo(body, MAX_ADMIN_BODY_BYTES).catch(() => "?");
  if (text !== undefined && /^\s*(\{\s*\})?\s*$/.test(text)) return undefined;
  return invalid([{ pointer: "", message: "must be left out: this takes no body" }]);
}

/** Whether `?dryRun=1` is asked for; any other parameter, or value of it, is refused. */
export function readDryRun({ searchParams }: URL): Read<boolean> {
  const other = [...searchParams].find(([name, value]) => name !== "dryRun" || value !== "1");
  if (other === undefined) return { value: searchParams.has("dryRun") };
  return { refused: strangeParameter(other[0], "dryRun=1 or nothing") };
}

function strangeParameter(name: string, takes: string): Response {
  const message = `${name} in the address is not understood: it takes ${takes}.`;
  return refusal(400, "invalid_arguments", message);
}
