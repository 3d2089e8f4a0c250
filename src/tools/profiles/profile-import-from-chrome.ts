import * as z from "zod";
import { checkedHosts } from "../../browser/egress/host-list.ts";
import { registrableDomain } from "../../browser/egress/registrable-domain.ts";
import type { UrlRules } from "../../browser/egress/url-rules.ts";
import { isEmpty } from "../../browser/host-state.ts";
import { counted } from "../../domain/counted.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { defineTool, WRITES } from "../define-tool.ts";
import { type LeftOut, readUpload, stateOfDomains } from "./imported-state.ts";
import { profileNameInput, savedLines } from "./profile-lines.ts";

const MAX_STATE = 2_000_000;
/** Each stands for itself and its subdomains, two of the hosts a profile may have. */
const MOST_DOMAINS = 25;
const UNDONE = "nothing was saved";

export const profileImportFromChrome = defineTool({
  name: "profile_import_from_chrome",
  title: "Import profile",
  description:
    "Makes a profile of uploaded cookies and local storage, of these domains only. Nothing of it is answered.",
  annotations: WRITES,
  theme: "profiles",
  core: false,
  target: "pool",
  input: z.strictObject({
    name: profileNameInput,
    state: z
      .string()
      .min(2)
      .max(MAX_STATE, `must have at most ${MAX_STATE} characters`)
      .describe("JSON: Playwright's storageState or a list of cookies"),
    domains: z
      .array(z.string().min(1).max(255))
      .min(1)
      .max(MOST_DOMAINS)
      .describe("shop.example, with all below"),
  }),
  async run({ name, state: text, domains: given }, { profiles, urlRules }) {
    const domains = domainsOf(given, urlRules);
    const upload = readUpload(text);
    if (upload === undefined) throw unreadable();
    const { state, leftOut } = stateOfDomains(upload, domains);
    if (isEmpty(state)) throw nothingLeft(leftOut);
    const hosts = domains.flatMap((domain) =>
      registrableDomain(`x.${domain}`) === domain ? [domain, `*.${domain}`] : [domain],
    );
    const saved = await profiles.save(name, hosts, state);
    const rest = leftOutWords(leftOut);
    return {
      facts: savedLines("imported", saved),
      ...(rest.length === 0 ? {} : { notices: [`left out: ${rest.join(", ")}`] }),
    };
  },
});

function domainsOf(given: readonly string[], rules: UrlRules): string[] {
  const hosts = checkedHosts("domains", given, rules, UNDONE);
  return [...new Set(hosts.map((host) => registrableDomain(host) ?? refuseSuffix(host)))];
}

function refuseSuffix(host: string): never {
  throw new ToolFailure(
    "invalid_arguments",
    `domains: ${host} is a suffix under which anybody has names; ${UNDONE}.`,
    "Name the site's own domain.",
  );
}

function unreadable(): ToolFailure {
  return new ToolFailure(
    "invalid_arguments",
    `state is not JSON of storageState ({"cookies": […], "origins": […]}) or a list of cookies; ${UNDONE}.`,
    "Give the text of such a file as it is.",
  );
}

function nothingLeft(leftOut: LeftOut): ToolFailure {
  const rest = leftOutWords(leftOut);
  const found = rest.length === 0 ? "it is empty" : `left out: ${rest.join(", ")}`;
  return new ToolFailure(
    "invalid_arguments",
    `state holds nothing for domains that can be kept (${found}); ${UNDONE}.`,
    "Name the domains of its cookies, or export it anew.",
  );
}

function leftOutWords({ outside, expired, malformed, databases }: LeftOut): string[] {
  const words = [
    [outside, "of other domains"],
    [expired, "expired"],
    [malformed, "malformed"],
  ] as const;
  return [
    ...words.flatMap(([count, why]) => (count === 0 ? [] : [`${count} ${why}`])),
    ...(databases === 0 ? [] : [`IndexedDB of ${counted(databases, "origin")}`]),
  ];
}
