import type { Exchange } from "../../browser/log/exchange.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { matcherOf } from "../text-matcher.ts";
import { isFailed } from "./exchange-line.ts";

/** What a caller wants to see of the log; what is left out does not narrow it. */
export interface ExchangeFilter {
  readonly urlPattern?: string | undefined;
  readonly method?: string | undefined;
  readonly statusMin?: number | undefined;
  readonly statusMax?: number | undefined;
  readonly contentType?: string | undefined;
  readonly failed?: boolean | undefined;
}

/** The exchanges that every given part of the filter lets through. */
export function filtered(exchanges: readonly Exchange[], filter: ExchangeFilter): Exchange[] {
  const { urlPattern, method, statusMin, statusMax, contentType, failed } = filter;
  if (statusMin !== undefined && statusMax !== undefined && statusMin > statusMax) {
    throw new ToolFailure(
      "invalid_arguments",
      "statusMin is greater than statusMax; nothing was read.",
      "Give the smaller one as statusMin.",
    );
  }
  const characters = exchanges.reduce((sum, { url }) => sum + url.length, 0);
  const isWanted = urlPattern && matcherOf("urlPattern", urlPattern, characters);
  return exchanges.filter(
    (one) =>
      (!isWanted || isWanted(one.url)) &&
      (method === undefined || one.method === method.toUpperCase()) &&
      (statusMin === undefined || (one.status ?? -1) >= statusMin) &&
      (statusMax === undefined || (one.status ?? Number.POSITIVE_INFINITY) <= statusMax) &&
      (contentType === undefined || typeOf(one).includes(contentType.toLowerCase())) &&
      (failed === undefined || isFailed(one) === failed),
  );
}

function typeOf({ mimeType = "" }: Exchange): string {
  return mimeType.toLowerCase();
}
