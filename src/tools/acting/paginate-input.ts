import * as z from "zod";
import { checkedUrl, type UrlRules } from "../../browser/egress/url-rules.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { targetInput } from "../inputs.ts";

const PLACE = "{page}";

export const paginateInput = z.strictObject({
  extractType: z.enum(["text", "html", "js"]).default("text").describe("What to read"),
  extractTarget: targetInput.optional().describe("Read below it"),
  extractJs: z.string().min(1).max(20_000).optional().describe("For js"),
  paginationType: z.enum(["click", "scroll", "url"]).default("click").describe("How it goes on"),
  nextSelector: targetInput.default("auto").describe("For click"),
  urlPattern: z.string().min(1).max(8_192).optional().describe("With {page}, from 1"),
  maxPages: z.int().min(1).max(50).default(10).describe("Pages"),
  delayMs: z.int().min(0).max(30_000).default(0).describe("ms"),
  maxCharsPerPage: z.int().min(100).max(50_000).default(5_000).describe("Of each"),
  stopWhen: z.enum(["auto", "no_next", "empty", "duplicate"]).default("auto").describe("Reason"),
  cursor: z
    .string()
    .regex(/^walk\d{1,9}$/)
    .optional()
    .describe("To go on"),
});

export type PaginateGiven = z.output<typeof paginateInput>;

/** What makes a walk what it is; all else may differ from call to call. */
export function howOf(given: PaginateGiven): string {
  const { extractType, extractTarget, extractJs, paginationType, nextSelector, urlPattern } = given;
  const { stopWhen } = given;
  const reading = { extractType, extractTarget, extractJs };
  return JSON.stringify({ ...reading, paginationType, nextSelector, urlPattern, stopWhen });
}

/** Refuses what means nothing together, before anything is read. */
export function refuseMismatch(given: PaginateGiven, rules: UrlRules): void {
  const { extractType, extractJs, extractTarget, paginationType, urlPattern, nextSelector } = given;
  if (given.cursor !== undefined && howOf(given) === PLAIN) return;
  if ((extractType === "js") !== (extractJs !== undefined)) {
    throw invalid("extractType js goes with extractJs", "Give both or neither.");
  }
  if (extractType === "js" && extractTarget !== undefined) {
    throw invalid("extractType js takes no extractTarget", "Leave it out.");
  }
  if ((paginationType === "url") !== (urlPattern !== undefined)) {
    throw invalid("paginationType url goes with urlPattern", "Give both or neither.");
  }
  if (nextSelector !== "auto" && paginationType !== "click") {
    throw invalid(`paginationType ${paginationType} takes no nextSelector`, "Leave it out.");
  }
  if (urlPattern === undefined) return;
  if (!urlPattern.includes(PLACE)) {
    throw invalid("urlPattern has no {page}", "Put {page} where the number of the page stands.");
  }
  checkedUrl(addressOf(urlPattern, 1), rules);
}

/** The address of a page, counted from one. */
export function addressOf(urlPattern: string, number: number): string {
  return urlPattern.replaceAll(PLACE, String(number));
}

function invalid(what: string, next: string): ToolFailure {
  return new ToolFailure("invalid_arguments", `${what}; nothing was read.`, next);
}

/** A call that names nothing but what to go on with. */
const PLAIN = howOf(paginateInput.parse({}));

/** Whether a call goes on with a walk begun like that. */
export function goesOn(given: PaginateGiven, how: string): boolean {
  return [how, PLAIN].includes(howOf(given));
}
