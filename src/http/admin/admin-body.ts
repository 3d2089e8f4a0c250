import { MAX_ADMIN_BODY_BYTES } from "../../domain/limits.ts";
import type { PolicyError } from "../../policy/document-reader.ts";
import { readJson } from "../../policy/read-json.ts";
import { readUpTo } from "../limited-body.ts";
import { json, refusal } from "./admin-route.ts";

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

/** Refuses what is sent along with a request that takes nothing: it would be ignored. */
export async function refuseBody(request: Request): Promise<Response | undefined> {
  const text = await readUpTo(request.body, MAX_ADMIN_BODY_BYTES).catch(() => "?");
  if (text !== undefined && /^\s*(\{\s*\})?\s*$/.test(text)) return undefined;
  return invalid([{ pointer: "", message: "must be left out: this takes no body" }]);
}

/** Whether `?dryRun=1` is asked for; any other parameter, or value of it, is refused. */
export function readDryRun({ searchParams }: URL, isOffered = true): Read<boolean> {
  const other = [...searchParams].find(
    ([name, value]) => !isOffered || name !== "dryRun" || value !== "1",
  );
  if (other === undefined) return { value: searchParams.has("dryRun") };
  const takes = isOffered ? "dryRun=1 or nothing" : "nothing";
  const message = `${other[0]} in the address is not understood: it takes ${takes}.`;
  return { refused: refusal(400, "invalid_arguments", message) };
}
