import * as z from "zod";
import type { InterceptRule, Mock } from "../../browser/intercept/intercept-rules.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { listedInPart } from "../inputs.ts";

const MAX_BODY = 262_144;
const TOKEN = /^[\w!#$%&'*+.^`|~-]{1,100}$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]{0,4000}$/;
/** What Chrome itself sets, or what would make the answer another one. */
const OWN = /^(?:content-length|content-encoding|transfer-encoding|connection|trailer|upgrade)$/i;

export const interceptInput = z.strictObject({
  action: z.enum(["block", "log", "mock", "remove", "list"]).describe("What to do"),
  ruleId: z
    .string()
    .regex(/^[\w.-]{1,64}$/, "letters, digits, dot, dash, up to 64")
    .optional()
    .describe("Your name for it; replaces"),
  urlPattern: z.string().min(1).max(2_000).optional().describe("Glob over the whole address"),
  mockStatus: z.int().min(200).max(599).optional().describe("200 by default"),
  mockBody: z.string().max(MAX_BODY).optional().describe("Text of the answer"),
  mockContentType: z.string().min(1).max(200).optional().describe("JSON by default"),
  mockHeaders: z
    .object({ Location: z.string().optional() })
    .catchall(z.string())
    .register(listedInPart, { fields: ["Location"] })
    .optional()
    .describe("Names and values"),
});

export type InterceptInput = z.output<typeof interceptInput>;

/** The rule a call asks for; throws by the field's name what it lacks or must not have. */
export function ruleOf(given: InterceptInput & { action: InterceptRule["action"] }): InterceptRule {
  const { action, urlPattern } = given;
  const id = ruleIdOf(given);
  if (urlPattern === undefined) {
    throw invalid(`${action} needs urlPattern`, "Give one such as https://*.example.com/api/*.");
  }
  if (/[\s\p{Cc}]/u.test(urlPattern)) {
    throw invalid(
      "urlPattern has white space or control characters, which no address has",
      "Leave them out, or write them as an address does, such as %20.",
    );
  }
  if (!/^(?:\*|https?:|ws)/i.test(urlPattern)) {
    throw invalid(
      "urlPattern is compared with whole addresses and would match none",
      `Begin it with https:// or *, such as *${urlPattern.replace(/^\*/, "")}.`,
    );
  }
  if (action === "mock") return { id, action, urlPattern, mock: mockOf(given) };
  refuseMore(given, MOCK_FIELDS);
  return { id, action, urlPattern, mock: undefined };
}

/** The rule a call names; throws when it names none. */
export function ruleIdOf({ action, ruleId }: InterceptInput): string {
  if (ruleId !== undefined) return ruleId;
  throw invalid(`${action} needs ruleId`, "Give the rule a name of your own.");
}

/** Throws for what the action has no use for, so that nothing given is ignored. */
export function refuseMore(given: InterceptInput, names: readonly (keyof InterceptInput)[]): void {
  const more = names.find((name) => given[name] !== undefined);
  if (more !== undefined) throw invalid(`${given.action} takes no ${more}`, `Leave ${more} out.`);
}

/** What says how a request is answered. */
export const MOCK_FIELDS = ["mockStatus", "mockBody", "mockContentType", "mockHeaders"] as const;

function mockOf({ mockStatus, mockBody, mockContentType, ...given }: InterceptInput): Mock {
  const status = mockStatus ?? 200;
  const entries = Object.entries(given.mockHeaders ?? {});
  const mockHeaders = Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  const names = Object.keys(mockHeaders);
  for (const [name, value] of Object.entries(mockHeaders)) checkHeader(name, value);
  if (names.length > 50) throw invalid("mockHeaders has more than 50 headers", "Give fewer.");
  const stated = names.find((name) => /^content-type$/i.test(name));
  if (stated !== undefined && mockContentType !== undefined) {
    throw invalid("mockContentType and mockHeaders both name the type", "Give it once.");
  }
  const leads = status >= 300 && status < 400 && status !== 304;
  if (leads && !names.some((name) => /^location$/i.test(name))) {
    throw invalid(`mockStatus ${status} needs Location in mockHeaders`, "Give the address there.");
  }
  const type =
    mockContentType ?? mockHeaders[stated ?? ""] ?? (leads ? undefined : "application/json");
  const isBare = leads || status === 204 || status === 205 || status === 304;
  if (isBare && mockBody !== undefined && mockBody !== "") {
    throw invalid(`mockStatus ${status} has no body`, "Leave mockBody out.");
  }
  const body = mockBody ?? (!isBare && /[/+]json\b/i.test(type ?? "") ? "{}" : "");
  const own = stated === undefined && type !== undefined && !isBare ? { "Content-Type": type } : {};
  return { status, headers: { ...own, ...mockHeaders }, body };
}

function checkHeader(name: string, value: string): void {
  if (!TOKEN.test(name) || !VALUE.test(value)) {
    throw invalid("mockHeaders holds a name or value that HTTP does not allow", "Mend or drop it.");
  }
  if (OWN.test(name)) throw invalid(`mockHeaders must not hold ${name}`, "The browser sets it.");
}

function invalid(what: string, next: string): ToolFailure {
  return new ToolFailure("invalid_arguments", `${what}; no rule was changed.`, next);
}
