import type { Evidence } from "./evidence.ts";
import type { PageKind } from "./page-kind.ts";

/** One thing that can be seen of a page, and what it speaks for or against, in weights. */
export interface Signal {
  readonly what: string;
  readonly holds: (page: Evidence) => boolean;
  readonly weights: Partial<Record<PageKind, number>>;
}

export function signal(what: string, holds: Signal["holds"], weights: Signal["weights"]): Signal {
  return { what, holds, weights };
}
