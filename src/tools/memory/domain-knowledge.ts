import * as z from "zod";
import { registrableDomain } from "../../browser/egress/registrable-domain.ts";
import { counted } from "../../domain/counted.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { medianLoad, type SiteKnowledge } from "../../domain/site-knowledge.ts";
import { visibleLine } from "../../domain/unseen.ts";
import { defineTool, READS } from "../define-tool.ts";

/** Sites of one answer, and kinds and waits of one line. */
const MOST_SITES = 100;
const MOST_WORDS = 6;

export const domainKnowledge = defineTool({
  name: "domain_knowledge",
  title: "What is known of a site",
  description:
    "What your sessions have learned of a site: visits, load time, waits, blocks, consent framework, page kinds, endpoints.",
  annotations: READS,
  theme: "memory",
  core: false,
  target: "pool",
  input: z.strictObject({
    domain: z.string().min(1).max(253).optional().describe("shop.example"),
  }),
  async run({ domain }, { knowledge }) {
    if (domain === undefined) return listed(await knowledge.list());
    const site = siteOf(domain);
    const known = await knowledge.find(site);
    if (known === undefined) {
      throw new ToolFailure(
        "not_found",
        `Nothing is known of ${site} yet.`,
        "Navigate there first, or call without domain for the sites there are.",
      );
    }
    return { facts: reportOf(known), ...endpointsOf(known) };
  },
});

function siteOf(domain: string): string {
  const host = URL.parse(/^https?:/i.test(domain) ? domain : `http://${domain}`)?.hostname;
  const site = host === undefined ? undefined : registrableDomain(host);
  if (site !== undefined) return site;
  throw new ToolFailure(
    "invalid_arguments",
    "domain is no host name of a site.",
    "Give one such as shop.example.",
  );
}

function listed(all: readonly SiteKnowledge[]) {
  const lines = all.slice(0, MOST_SITES).map(({ site, visits, lastAt, blocks }) => {
    const blocked = blocks.length === 0 ? [] : [`${counted(blocks.length, "late block")}`];
    return [`${site}: ${counted(visits, "visit")}`, `last ${dayOf(lastAt)}`, ...blocked].join(
      " · ",
    );
  });
  const more = all.length - lines.length;
  return {
    facts: [counted(all.length, "site"), ...lines],
    notices: more > 0 ? [`${more} more: name a domain`] : [],
  };
}

function reportOf(known: SiteKnowledge): string[] {
  const { site, visits, firstAt, lastAt, waits, kinds, blocks, consent, slowFills } = known;
  const median = medianLoad(known);
  return [
    `${site}: ${counted(visits, "visit")} from ${dayOf(firstAt)} to ${dayOf(lastAt)}`,
    ...(median === undefined
      ? []
      : [`load: ${median} ms in the middle of the last ${known.loads.length}`]),
    ...(Object.keys(waits).length === 0 ? [] : [`wait that worked: ${mostOf(waits)}`]),
    ...(slowFills > 1 ? ["its pages come up empty at first: navigate waits on for longer"] : []),
    ...(Object.keys(kinds).length === 0 ? [] : [`page kinds: ${mostOf(kinds)}`]),
    ...(consent === undefined ? [] : [`consent framework: ${consent}`]),
    ...blocks.map(({ at, why }) => `blocked on ${dayOf(at)}: ${why}`),
  ];
}

/** Paths are the site's own words. */
function endpointsOf({ endpoints }: SiteKnowledge) {
  if (endpoints.length === 0) return {};
  return { page: ["endpoints:", ...endpoints.map(visibleLine)].join("\n") };
}

function mostOf(counts: Readonly<Record<string, number>>): string {
  const words = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return words
    .slice(0, MOST_WORDS)
    .map(([word, count]) => `${word} ${count}`)
    .join(", ");
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
