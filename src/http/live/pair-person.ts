import { ToolFailure } from "../../domain/failure.ts";
import type { LiveLink } from "../../domain/live-link.ts";
import { peopleOf } from "../../grants/grant-client.ts";
import { FalseTries } from "../false-tries.ts";
import { isFromHere } from "../from-here.ts";
import { readUpTo } from "../limited-body.ts";
import type { PageRequest } from "../pages/page-route.ts";
import { DEAD_LINK, noWayInto, said } from "./live-refusals.ts";
import { pairingDigest, readPairingCode } from "./pairing-code.ts";
import { personCookie } from "./person-cookie.ts";
import { linkOf } from "./way-in.ts";

/** Bytes of the most a page of ours sends. */
const MAX_BODY_BYTES = 1_024;
const FORM = "A code has ten letters and digits, such as ABCDE-23456.";
const FALSE =
  "This code is not good: it may be mistyped, used already, or older than 15 minutes. Ask for another.";

const FALSE_CODES = new FalseTries("code");

/** Takes a code of a page's own script, and lets its browser control the sessions of the link's grant. */
export async function pairPerson(page: PageRequest): Promise<Response> {
  const { request, url, config } = page;
  if (!isFromHere(request, url, config))
    return said(403, "Only a page of this server may ask this.");
  const link = await linkOf(page);
  if (link === undefined) return said(DEAD_LINK.status, DEAD_LINK.text);
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("Content-Type") ?? "")) {
    return said(415, 'Send JSON: {"code": "ABCDE-23456"}.');
  }
  const code = await codeIn(request);
  if (code === undefined) return said(400, FORM);
  try {
    return await usedCode(link, config.rootKey ?? "", code);
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    return said(503, `${error.failure.what} ${error.failure.next}`);
  }
}

async function usedCode(
  { grantId, sessionId }: LiveLink,
  rootKey: string,
  code: string,
): Promise<Response> {
  const digest = await pairingDigest(rootKey, grantId, code);
  const used = await peopleOf(grantId).usePairing(digest, sessionId);
  switch (used.kind) {
    case "paired": {
      const cookie = await personCookie(rootKey, grantId, used.generation);
      const headers = { "Set-Cookie": cookie, "Cache-Control": "no-store" };
      return new Response(null, { status: 204, headers });
    }
    case "refused": {
      const { status, text } = noWayInto(used.refusal);
      return said(status, text);
    }
    case "limited":
      return tooMany(used.retryAfterSeconds);
    case "false":
      return falseCode();
  }
}

/**
 * What all grants count together decides only what a false code is told; the grant's own count has
 * decided before whether it was looked at. Whoever has a link of one grant must not be able to keep
 * the people of another out.
 */
async function falseCode(): Promise<Response> {
  const seconds = await FALSE_CODES.count();
  return seconds === undefined ? said(403, FALSE) : tooMany(seconds);
}

function tooMany(seconds: number): Response {
  const message = `There were ${FALSE_CODES.most} false codes within a minute. Try again in ${seconds} s.`;
  return said(429, message, { "Retry-After": String(seconds) });
}

/** Undefined for whatever is not of exactly this form. */
async function codeIn({ body }: Request): Promise<string | undefined> {
  const text = await readUpTo(body, MAX_BODY_BYTES).catch(() => undefined);
  try {
    const { code, ...more }: Record<string, unknown> = Object(JSON.parse(text ?? ""));
    if (typeof code !== "string" || Object.keys(more).length > 0) return undefined;
    return readPairingCode(code);
  } catch {
    return undefined;
  }
}
