import type { Barrier } from "./barrier.ts";

/** What a page is for, as far as that can be told from outside. */
export const PAGE_KINDS = [
  "login",
  "search-results",
  "product",
  "product-list",
  "checkout",
  "article",
  "dashboard",
  "form",
  "error",
  "challenge",
  "landing",
  "documentation",
  "profile",
  "media",
  "feed",
  "qa",
  "ecommerce",
  "unknown",
] as const;

export type PageKind = (typeof PAGE_KINDS)[number];

/** A kind and how sure it is, in percent. */
export interface Classified {
  readonly kind: PageKind;
  readonly confidence: number;
  /** Set for a challenge. */
  readonly barrier?: Barrier;
}
