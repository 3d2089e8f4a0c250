import type { ApiCatalogue } from "../apis/catalogue.ts";
import { registrableDomain } from "../browser/egress/registrable-domain.ts";
import { inTime } from "../domain/deadline.ts";
import type { KnowledgeStore, SiteKnowledge, Visit } from "../domain/site-knowledge.ts";
import type { SiteLearning } from "../tools/define-tool.ts";

/** Milliseconds that what is known may take to come before a page is opened without it. */
const PATIENCE_MS = 200;

export interface SiteLearnerParts {
  readonly store: Pick<KnowledgeStore, "note" | "find">;
  readonly apis: Pick<ApiCatalogue, "endpoints">;
  /** Keeps the object until this is done, though no answer waits for it. */
  readonly later: (work: Promise<void>) => void;
}

/** Learns of the sites a session visits; a page's own address decides whose entry that is, and nothing else. */
export class SiteLearner implements SiteLearning {
  readonly #parts: SiteLearnerParts;

  constructor(parts: SiteLearnerParts) {
    this.#parts = parts;
  }

  async of(url: string): Promise<SiteKnowledge | undefined> {
    const site = siteOf(url);
    if (site === undefined) return undefined;
    const found = this.#parts.store.find(site).catch(() => undefined);
    return inTime(found, PATIENCE_MS);
  }

  note(url: string, visit: Omit<Visit, "endpoints">): void {
    const { store, apis, later } = this.#parts;
    const site = siteOf(url);
    if (site === undefined) return;
    const endpoints = apis
      .endpoints()
      .filter(({ category, origin }) => category === "data" && siteOf(origin) === site)
      .map(({ method, origin, path }) => `${method} ${origin}${path}`);
    // What is not learned now is learned another time.
    later(store.note(site, { ...visit, endpoints }).catch(() => undefined));
  }
}

function siteOf(address: string): string | undefined {
  const url = URL.parse(address);
  return url !== null && /^https?:$/.test(url.protocol)
    ? registrableDomain(url.hostname)
    : undefined;
}
